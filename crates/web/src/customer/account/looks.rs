//! Who at the bank looked at the customer's data.

use app::{
    domain::{audit::Action, staff::Role},
    looks::{self, Look, MOST_LOOKS},
};
use askama::Template;
use axum::extract::State;

use crate::{
    Site,
    kit::{
        error::Answer,
        frame::{self, Frame, Place},
        moment,
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/looks.html")]
pub struct Page {
    frame: Frame,
    lines: Vec<Line>,
}

/// A look.
#[derive(Debug)]
struct Line {
    at: String,
    what: &'static str,
    purpose: &'static str,
    role: &'static str,
}

impl Line {
    fn of(w: Words, look: &Look) -> Self {
        let role = look.role.map_or("unknown", Role::code);
        let word = |key: String| w.lookup(&key);
        Self {
            at: moment::time(w, look.at),
            what: word(format!("looks-did-{}", look.action.code())).unwrap_or_default(),
            purpose: match look.purpose {
                Some(code) => word(format!("looks-purpose-{code}")).unwrap_or_default(),
                None => w.looks_purpose_procedure(),
            },
            role: word(format!("looks-role-{role}")).unwrap_or_default(),
        }
    }
}

impl Page {
    fn new(frame: Frame, looks: &[Look]) -> Self {
        let w = frame.w;
        Self { frame, lines: looks.iter().map(|look| Line::of(w, look)).collect() }
    }

    /// For the test that renders every page: none, and one of each kind.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let frame = Frame::sample(lang, true, Words::new(lang).looks_title());
        let frame = Frame { place: Place::Settings, ..frame };
        let look = |(action, role): (&Action, Option<Role>)| Look {
            at: chrono::DateTime::UNIX_EPOCH,
            action: *action,
            purpose: None,
            role,
        };
        let roles = Role::ALL.iter().copied().map(Some).chain([None]).cycle();
        let looks: Vec<Look> = looks::ACTIONS.iter().zip(roles).map(look).collect();
        vec![Self::new(frame.clone(), &[]), Self::new(frame, &looks)]
    }
}

/// Shows them.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let looks = looks::mine(&site.app, visit.asker()?).await?;
    let frame = Frame::new(&visit, Place::Settings, visit.words.looks_title());
    frame::show(&Page::new(frame, &looks))
}

#[cfg(test)]
mod tests {
    use app::domain::staff::{self, ExportPurpose, FindPurpose, RevealPurpose};

    use super::*;

    #[test]
    fn everything_that_can_be_done_with_a_customers_data_has_its_words() {
        for lang in Lang::ALL {
            for page in Page::samples(lang) {
                for line in &page.lines {
                    assert!(!line.what.is_empty() && !line.role.is_empty(), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn every_purpose_that_is_told_has_its_words_and_no_other_has_any() {
        let reveal = RevealPurpose::ALL.iter().map(|purpose| purpose.code());
        let find = FindPurpose::ALL.iter().map(|purpose| purpose.code());
        let export = ExportPurpose::ALL.iter().map(|purpose| purpose.code());
        let codes: Vec<&str> = reveal.chain(find).chain(export).collect();
        for w in Lang::ALL.map(Words::new) {
            for code in &codes {
                let words = w.lookup(&format!("looks-purpose-{code}"));
                assert_eq!(words.is_some(), staff::told(code).is_some(), "{code}");
            }
        }
    }
}
