//! What a customer declares in an application, and what is still missing of it.

use chrono::NaiveDate;

use super::mending::ToMend;
use crate::{
    bank::{
        Account, HolderKana,
        identity_document::{
            Acceptance, Asked, AskedSide, Complement, DeclareError, DocumentKind, Side,
            accepted_on, declare,
        },
    },
    coded::coded,
};

coded! {
    /// What the additional service is wanted for. The bank asks so as to know its customers'
    /// needs; no answer is a reason to reject.
    Purpose {
        /// To see deposits at the bank beside everything else.
        SeeAccounts = "see-accounts",
        /// To plan the household's money.
        PlanHousehold = "plan-household",
        /// To prepare for retirement.
        PrepareRetirement = "prepare-retirement",
        /// To put an inheritance in order.
        PrepareInheritance = "prepare-inheritance",
        /// Something else.
        Other = "other",
    }
}

/// A document as declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DeclaredDocument {
    /// Its kind.
    pub kind: DocumentKind,
    /// Whether its other side says something: a new address, or the address at all.
    pub other_side: bool,
}

/// What was declared so far. A draft may lack any of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Declaration {
    /// The account at the bank.
    pub account: Option<Account>,
    /// Its holder's name in kana, as in the passbook.
    pub holder: Option<HolderKana>,
    /// The identity document.
    pub document: Option<DeclaredDocument>,
    /// A second one, where the first does not say enough.
    pub complement: Option<DeclaredDocument>,
    /// What the service is wanted for.
    pub purpose: Option<Purpose>,
    /// The version of the terms of the additional service agreed to.
    pub consent: Option<String>,
}

/// A picture that is asked for: of which document, which side.
pub type Picture = (DocumentKind, Side);

/// What an application lacks before it can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lacking {
    /// The account.
    Account,
    /// The holder's name.
    Holder,
    /// The document, or the one declared is not accepted any more.
    Document,
    /// A second document, or the one declared does not do beside the first.
    Complement,
    /// A picture.
    Picture(DocumentKind, Side),
    /// A new picture: the bank asked for one, and the one there is came before.
    NewPicture(DocumentKind, Side),
    /// A mended name: the bank found that it differs, and nothing was done about it since.
    MendedName,
    /// A mended birth date, as [`Lacking::MendedName`].
    MendedBirthDate,
    /// The purpose.
    Purpose,
    /// The consent.
    Consent,
}

impl Declaration {
    /// The pictures asked for on a day, in the order pages ask for them.
    pub fn pictures(&self, day: NaiveDate) -> Vec<(DocumentKind, &'static AskedSide)> {
        let complement = self.complement.filter(|_| self.needs_complement(day));
        let documents = self.document.into_iter().chain(complement);
        documents.flat_map(|document| document.asked(day)).collect()
    }

    /// Whether the document declared does not say enough alone on a day.
    pub fn needs_complement(&self, day: NaiveDate) -> bool {
        let Some(document) = self.document else { return false };
        match document.acceptance(day).map(|acceptance| acceptance.complement) {
            Some(Complement::Always) => true,
            Some(Complement::IfNoAddress) => !document.other_side,
            Some(Complement::Never) | None => false,
        }
    }

    /// What is missing on a day, with these pictures given and what is still to be mended after
    /// a return ([`still_to_mend`](super::still_to_mend)). Nothing: it can be sent.
    pub fn lacks(&self, day: NaiveDate, given: &[Picture], to_mend: &ToMend) -> Vec<Lacking> {
        let mut lacks = Vec::new();
        let mut need = |is_there: bool, what| {
            if !is_there {
                lacks.push(what);
            }
        };
        need(self.account.is_some(), Lacking::Account);
        need(self.holder.is_some(), Lacking::Holder);
        let accepted = self.document.is_some_and(|document| document.acceptance(day).is_some());
        need(accepted, Lacking::Document);
        if self.needs_complement(day) {
            need(self.has_complement(day), Lacking::Complement);
        }
        for (kind, asked) in self.pictures(day) {
            let picture = (kind, asked.side);
            if given.contains(&picture) {
                need(!to_mend.pictures.contains(&picture), Lacking::NewPicture(kind, asked.side));
            } else {
                need(false, Lacking::Picture(kind, asked.side));
            }
        }
        need(!to_mend.name, Lacking::MendedName);
        need(!to_mend.birth_date, Lacking::MendedBirthDate);
        need(self.purpose.is_some(), Lacking::Purpose);
        need(self.consent.is_some(), Lacking::Consent);
        lacks
    }

    /// Whether the second document is another one, and accepted.
    fn has_complement(&self, day: NaiveDate) -> bool {
        self.complement.is_some_and(|second| {
            self.document.is_none_or(|first| first.kind != second.kind)
                && second.acceptance(day).is_some()
        })
    }
}

impl DeclaredDocument {
    /// How its kind is accepted on a day.
    pub fn acceptance(self, day: NaiveDate) -> Option<&'static Acceptance> {
        accepted_on(day).find(|acceptance| acceptance.kind == self.kind)
    }

    /// The side that is asked for only if it says something, if its kind has one.
    pub fn side_in_question(self, day: NaiveDate) -> Option<&'static AskedSide> {
        self.acceptance(day)?.sides.iter().find(|side| side.asked != Asked::Always)
    }

    /// Judges what was declared: a kind accepted on that day, and no other side of one that
    /// has none to look at, such as the back of a My Number card.
    ///
    /// # Errors
    /// [`DeclareError`].
    pub fn judge(self, day: NaiveDate) -> Result<(), DeclareError> {
        declare(self.kind, Side::Front, day)?;
        if self.other_side && self.side_in_question(day).is_none() {
            return Err(match declare(self.kind, Side::Back, day) {
                Err(error) => error,
                Ok(_) => DeclareError::SideNotAsked,
            });
        }
        Ok(())
    }

    fn asked(self, day: NaiveDate) -> impl Iterator<Item = (DocumentKind, &'static AskedSide)> {
        let sides = self.acceptance(day).map_or(&[][..], |acceptance| acceptance.sides);
        sides
            .iter()
            .filter(move |side| side.asked == Asked::Always || self.other_side)
            .map(move |side| (self.kind, side))
    }
}

#[cfg(test)]
#[path = "declaration_tests.rs"]
mod tests;
