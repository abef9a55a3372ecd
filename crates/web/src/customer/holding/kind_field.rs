//! The field for a holding's kind: a select with the kinds under their groups.

use askama::{Template, filters::HtmlSafe};
use domain::asset::{Group, Kind};

use super::names;
use crate::kit::{field::Field, words::Words};

/// A group and its kinds: name, then code and name of each.
type Choices = (&'static str, Vec<(&'static str, &'static str)>);

/// The field.
#[derive(Debug, Clone, Template)]
#[template(path = "customer/holding/kind_field.html")]
pub struct KindField {
    /// Label, value and error.
    pub field: Field,
    choose: &'static str,
    groups: Vec<Choices>,
}

impl HtmlSafe for KindField {}

impl KindField {
    /// The field with a code chosen, or none.
    pub fn new(w: Words, code: &str, error: Option<&'static str>) -> Self {
        let field = Field::new("kind", w.holding_kind(), code)
            .hint(w.holding_kind_hint())
            .mark(w.required(), true)
            .error(error);
        let groups = Group::ALL.iter().map(|group| choices(w, *group)).collect();
        Self { field, choose: w.holding_choose(), groups }
    }
}

fn choices(w: Words, group: Group) -> Choices {
    let members = Kind::ALL.iter().filter(|kind| kind.group() == group);
    let kinds = members.map(|kind| (kind.code(), names::kind(w, *kind))).collect();
    (names::group(w, group), kinds)
}
