//! What codes of customers are called among the bank's people.

use app::roster::{Person, Status};
use domain::staff::{ExportPurpose, FindPurpose, SuspendReason};

use crate::kit::words::Words;
pub(super) use crate::staff::application::names::state;

/// Where a customer stands: a code for the style sheet, and its name.
pub(super) fn standing(w: Words, person: &Person) -> (&'static str, &'static str) {
    match (person.suspended_at, person.status) {
        (Some(_), _) => ("suspended", w.staff_customer_suspended()),
        (None, Status::Closing) => ("closing", w.staff_customer_closing()),
        (None, _) => ("in-use", w.staff_customer_in_use()),
    }
}

/// What a search is for, to choose from.
pub(super) fn find_purposes(w: Words) -> Vec<(String, String)> {
    options(w, FindPurpose::ALL.iter().map(|purpose| purpose.code()))
}

/// What the roster is taken out for, to choose from, and what is in it then.
pub(super) fn export_purposes(w: Words) -> Vec<(String, String)> {
    let option = |purpose: &ExportPurpose| {
        let (code, name) = (purpose.code(), name(w, purpose.code()));
        let shown =
            if purpose.needs_names() { w.staff_roster_full() } else { w.staff_roster_masked() };
        (code.to_owned(), w.staff_roster_option(name, shown))
    };
    ExportPurpose::ALL.iter().map(option).collect()
}

/// Why a customer is suspended, to choose from.
pub(super) fn suspend_reasons(w: Words) -> Vec<(String, String)> {
    options(w, SuspendReason::ALL.iter().map(|reason| reason.code()))
}

fn options<'a>(w: Words, codes: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    codes.map(|code| (code.to_owned(), name(w, code).to_owned())).collect()
}

fn name(w: Words, code: &str) -> &'static str {
    w.lookup(&format!("staff-purpose-{code}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn every_code_has_a_name_in_both_languages() {
        for w in Lang::ALL.map(Words::new) {
            for (code, name) in [find_purposes(w), export_purposes(w), suspend_reasons(w)].concat()
            {
                assert!(!name.is_empty() && !name.starts_with('（'), "{code}: {name}");
            }
        }
    }
}
