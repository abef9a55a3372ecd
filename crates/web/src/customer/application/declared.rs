//! What was declared, and who the customer registered as, as a list of facts.

use app::customer::Profile;
use chrono::NaiveDate;
use domain::{
    application::declaration::{Declaration, DeclaredDocument},
    bank::Branches,
};
use uuid::Uuid;

use super::{names, steps};
use crate::kit::{moment, words::Words};

/// A fact, and the page on which it can be changed.
#[derive(Debug)]
pub(super) struct Fact {
    pub name: &'static str,
    pub value: Option<String>,
    pub page: String,
}

/// Who the customer registered as: the bank compares it with the document.
pub(super) fn registered(w: Words, profile: &Profile) -> [Fact; 2] {
    let (name, kana) = (profile.name.full(), profile.name.full_kana());
    let name = w.application_registered_name_is(name, kana);
    let birth_date = moment::birth(w, profile.birth_date);
    let fact = |name, value| Fact { name, value: Some(value), page: steps::PROFILE.to_owned() };
    [
        fact(w.application_registered_name(), name),
        fact(w.application_registered_birth_date(), birth_date),
    ]
}

/// What was declared of an application. The account number is masked unless it is to be checked.
pub(super) fn facts(
    w: Words,
    (id, branches): (Uuid, &Branches),
    (declared, day): (&Declaration, NaiveDate),
    masked: bool,
) -> Vec<Fact> {
    let account = declared.account.as_ref();
    let branch = account.map(|account| match branches.find(&account.branch) {
        Some(branch) => format!("{} {}", branch.code, branch.name),
        None => account.branch.to_string(),
    });
    let number = |account: &domain::bank::Account| {
        if masked { account.number.masked() } else { account.number.as_str().to_owned() }
    };
    let document =
        |document: Option<DeclaredDocument>| Some(names::document(w, document?.kind).to_owned());
    let fact = |name, value, page| {
        let page = format!("{}/{page}", steps::status(id));
        Fact { name, value, page }
    };
    let deposit = account.map(|account| names::deposit(w, account.deposit_type).to_owned());
    let holder = declared.holder.as_ref().map(ToString::to_string);
    let mut facts = vec![
        fact(w.application_branch(), branch, "account"),
        fact(w.application_deposit(), deposit, "account"),
        fact(w.application_number(), account.map(number), "account"),
        fact(w.application_holder(), holder, "account"),
        fact(w.application_document(), document(declared.document), "document"),
    ];
    let complement = declared.complement.filter(|_| declared.needs_complement(day));
    if let Some(second) = document(complement) {
        facts.push(fact(w.application_complement(), Some(second), "complement"));
    }
    facts
}
