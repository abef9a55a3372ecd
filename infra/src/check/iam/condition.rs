//! What a condition asks for, and whether that is us.

use serde_json::Value;

use super::Statement;
use crate::check::model::resource::{items, text_of};

/// Operators that a request must meet; those for what is absent, or other than something, ask for nothing.
const MUST: &[&str] = &["StringEquals", "ArnEquals", "ArnLike", "StringLike"];

/// A key that a condition may ask for, and what it holds.
#[derive(Clone, Copy)]
pub enum Asked<'a> {
    /// The number of an account, which must be ours.
    Account(&'a str),
    /// A name in which the account must be ours.
    Arn(&'a str),
    /// Anything that is spelt out.
    Text(&'a str),
    /// A key that ends so, spelt out at least from its beginning.
    Ending(&'a str),
}

impl Statement {
    /// Whether the condition asks for one of the keys, with values that are ours.
    pub fn asks(&self, account: &str, wanted: &[Asked]) -> bool {
        let operators = self.condition.as_object().into_iter().flatten();
        let must = operators.filter(|(operator, _)| MUST.contains(&operator.as_str()));
        let mut keys = must.flat_map(|(_, keys)| keys.as_object().into_iter().flatten());
        keys.any(|(key, values)| {
            let values = items(values);
            let ours = |asked: &Asked| values.iter().all(|value| fits(*asked, account, key, value));
            !values.is_empty() && wanted.iter().any(ours)
        })
    }
}

fn fits(asked: Asked, account: &str, key: &str, value: &Value) -> bool {
    let value = text_of(value);
    let called = |name: &str| key.eq_ignore_ascii_case(name);
    match asked {
        Asked::Account(name) => called(name) && is_ours(&value, account),
        Asked::Arn(name) => {
            called(name) && account_of(&value).is_some_and(|it| is_ours(it, account))
        }
        Asked::Text(name) => called(name) && is_spelt(&value) && !value.contains(['*', '?']),
        Asked::Ending(name) => {
            key.ends_with(name) && is_spelt(&value) && !value.starts_with(['*', '?'])
        }
    }
}

/// Whether an account is the one that the policy stands in.
pub fn is_ours(number: &str, account: &str) -> bool {
    number == "${AWS::AccountId}" || (!account.is_empty() && number == account)
}

/// The account in the name of a resource.
pub fn account_of(arn: &str) -> Option<&str> {
    arn.strip_prefix("arn:")?.split(':').nth(3)
}

/// Whether a text says now what it will say when it is deployed.
pub fn is_spelt(text: &str) -> bool {
    !text.is_empty() && !text.contains("${parameter ") && !text.contains("{{resolve:")
}
