//! What was declared, recorded and registered, side by side, and the form that shows the masked
//! values for a purpose. It stands on the application's own page, and beside the form of a
//! finding: whoever compares needs both at once.

use app::review::Case;
use askama::{Template, filters::HtmlSafe};
use domain::{application::Offer, person::Corrected};
use uuid::Uuid;

use super::{names, particulars::Table};
use crate::kit::{
    field::{Field, Input},
    moment,
    words::Words,
};

/// The id of the form of a finding: what is asked for beside it is sent with it, so that what is
/// filled in stays.
pub const FINDING: &str = "finding";

/// The page it stands on, and comes back to with the values shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The application's own page.
    Detail,
    /// The first person's.
    Recommend,
    /// The second person's.
    Decide,
}

/// It.
#[derive(Debug, Template)]
#[template(path = "staff/application/compare.html")]
pub struct Compare {
    w: Words,
    id: Uuid,
    on: On,
    table: Table,
    /// Why nothing that was declared is shown, if the customer has changed it.
    unsent: Option<&'static str>,
    /// That the customer corrected what is registered, and when.
    corrected: Vec<String>,
    /// For what the values are shown.
    revealed: Option<&'static str>,
    may_reveal: bool,
    purpose: Field,
}

impl HtmlSafe for Compare {}

impl On {
    /// The stable code: the path of its step; empty for the application's own page.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Detail => "",
            Self::Recommend => "recommend",
            Self::Decide => "decide",
        }
    }

    /// The page of a code; the application's own for every other.
    pub fn from_code(code: &str) -> Self {
        let steps = [Self::Recommend, Self::Decide];
        steps.into_iter().find(|on| on.code() == code).unwrap_or(Self::Detail)
    }
}

impl Compare {
    /// Of a case, and the name of its account's branch.
    pub fn new(w: Words, case: &Case, branch: Option<&str>, on: On) -> Self {
        let table = Table::new(w, branch, &case.particulars, case.purpose);
        Self {
            w,
            id: case.id,
            on,
            table: if case.is_unsent { table.without_records() } else { table },
            unsent: case.is_unsent.then(|| {
                if case.state.is_end() { w.staff_case_never_sent() } else { w.staff_case_unsent() }
            }),
            corrected: corrected(w, &case.corrected),
            revealed: case.revealed_for.map(|purpose| names::reveal(w, purpose)),
            may_reveal: case.offers.has(Offer::Reveal),
            purpose: purpose_field(w, on),
        }
    }

    /// The words of the button of the form it stands beside.
    fn send(&self) -> &'static str {
        match self.on {
            On::Decide => self.w.staff_decide_send(),
            On::Detail | On::Recommend => self.w.staff_recommend_send(),
        }
    }

    /// With what is wrong, if the purpose is missing.
    #[must_use]
    pub fn asked_for(self, missing: bool) -> Self {
        let error = missing.then(|| self.w.staff_reveal_missing());
        Self { purpose: self.purpose.error(error), ..self }
    }
}

fn corrected(w: Words, corrected: &Corrected) -> Vec<String> {
    let name = corrected.name.map(|at| w.staff_case_corrected_name(moment::time(w, at)));
    let day = corrected.birth_date.map(|at| w.staff_case_corrected_day(moment::time(w, at)));
    name.into_iter().chain(day).collect()
}

fn purpose_field(w: Words, on: On) -> Field {
    let options = Input::Select(names::reveal_purposes(w));
    let field = Field::new("purpose", w.staff_reveal_purpose(), "").input(options);
    if on == On::Detail { field } else { field.of_form(FINDING) }
}
