//! The steps of the form, and where an application goes on.

use askama::{Template, filters::HtmlSafe};
use domain::application::declaration::Lacking;
use uuid::Uuid;

use crate::kit::words::Words;

/// A step of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The account and its holder.
    Account,
    /// The identity documents.
    Document,
    /// Their pictures.
    Pictures,
    /// Purpose, consent, sending.
    Check,
}

/// The list of steps above a form.
#[derive(Debug, Template)]
#[template(path = "customer/application/steps.html")]
pub(super) struct Steps {
    w: Words,
    here: Step,
}

impl HtmlSafe for Steps {}

impl Steps {
    /// The list, with the step that is being taken.
    pub const fn at(w: Words, here: Step) -> Self {
        Self { w, here }
    }

    fn all(&self) -> [(usize, &'static str, Step); 4] {
        let w = self.w;
        [
            (1, w.application_step_account(), Step::Account),
            (2, w.application_step_document(), Step::Document),
            (3, w.application_step_pictures(), Step::Pictures),
            (4, w.application_step_check(), Step::Check),
        ]
    }
}

/// An application's page.
pub(super) fn status(id: Uuid) -> String {
    format!("/applications/{id}")
}

/// Where a customer corrects the name and birth date they registered.
pub(super) const PROFILE: &str = "/settings/profile";

/// The page on which an application goes on: that of the first thing it lacks.
pub(super) fn next(id: Uuid, lacks: &[Lacking]) -> String {
    lacks.first().map_or_else(|| format!("/applications/{id}/check"), |first| page(id, *first))
}

/// The page on which something that is missing is given.
pub(super) fn page(id: Uuid, lacking: Lacking) -> String {
    let page = match lacking {
        Lacking::Account | Lacking::Holder | Lacking::MendedName => "account",
        Lacking::Document => "document",
        Lacking::Complement => "complement",
        Lacking::Picture(..) | Lacking::NewPicture(..) => "pictures",
        Lacking::Purpose | Lacking::Consent => "check",
        Lacking::MendedBirthDate => return PROFILE.to_owned(),
    };
    format!("/applications/{id}/{page}")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::{
        application::{
            ToMend,
            declaration::{Declaration, DeclaredDocument, Picture},
        },
        bank::{
            Account, HolderKana,
            identity_document::{DocumentKind, Side},
        },
    };

    use super::*;

    #[test]
    fn an_application_goes_on_where_something_is_missing() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let page = |declared: &Declaration, given: &[Picture]| {
            next(Uuid::nil(), &declared.lacks(day, given, &ToMend::default()))
                .rsplit('/')
                .next()
                .unwrap()
                .to_owned()
        };
        let mut declared = Declaration::default();
        assert_eq!(page(&declared, &[]), "account");
        declared.account = Account::parse("001", "ordinary", "1234567").ok();
        declared.holder = HolderKana::parse("ヤマダ ハナコ").ok();
        assert_eq!(page(&declared, &[]), "document");
        let passport = DocumentKind::Passport;
        declared.document = Some(DeclaredDocument { kind: passport, other_side: false });
        assert_eq!(page(&declared, &[]), "complement");
        declared.document = Some(DeclaredDocument { kind: passport, other_side: true });
        assert_eq!(page(&declared, &[(passport, Side::Front)]), "pictures");
        let both = [(passport, Side::Front), (passport, Side::AddressPage)];
        assert_eq!(page(&declared, &both), "check");
        let anew = |to_mend| next(Uuid::nil(), &declared.lacks(day, &both, &to_mend));
        let pictures = ToMend { pictures: both[..1].to_vec(), ..ToMend::default() };
        assert!(anew(pictures).ends_with("/pictures"), "the bank wants a new one");
        assert!(anew(ToMend { name: true, ..ToMend::default() }).ends_with("/account"));
        assert_eq!(anew(ToMend { birth_date: true, ..ToMend::default() }), PROFILE);
    }
}
