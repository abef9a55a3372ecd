//! What stands above every page of an application: where it stands, who works on it, and what
//! was recommended. A change that waits for a second person is seen on the record itself.

use app::review::{Case, CustomerStatus};
use askama::{Template, filters::HtmlSafe};

use super::{claim, names};
use crate::kit::{moment, words::Words};

/// It.
#[derive(Debug, Template)]
#[template(path = "staff/application/head.html")]
pub struct Head {
    w: Words,
    state: &'static str,
    state_code: &'static str,
    received: Option<String>,
    claim: Option<String>,
    mine: bool,
    advice: Option<String>,
    suspended: bool,
    leaving: bool,
    forgotten: bool,
}

impl HtmlSafe for Head {}

impl Head {
    /// Of a case.
    pub fn new(w: Words, case: &Case) -> Self {
        Self {
            w,
            state: names::state(w, case.state),
            state_code: case.state.code(),
            received: case.submitted_at.map(|at| moment::time(w, at)),
            claim: case.claim.as_ref().map(|claimed| claim::words(w, claimed)),
            mine: case.claim.as_ref().is_some_and(|claimed| claimed.is_mine),
            advice: case.advice.as_ref().map(|advice| {
                let (name, at) = (claim::name(w, &advice.by), moment::time(w, advice.at));
                w.staff_advice(names::verdict(w, advice.verdict), name, at)
            }),
            suspended: case.suspended_at.is_some(),
            leaving: case.customer_status != CustomerStatus::Active,
            forgotten: case.is_forgotten,
        }
    }
}
