//! Which identity documents an application may bring, from when until when, which
//! sides of them, and what must be covered first (`domain.md` section 1.5).
//!
//! The pictures corroborate what the bank found out when it opened the account; they
//! are not themselves the identification the Act on Prevention of Transfer of Criminal
//! Proceeds asks for. What is accepted changes by law nearly every year, so it is data
//! with days, never a constant in a page.

mod accepted;

use chrono::NaiveDate;

use crate::coded::coded;
use accepted::{ACCEPTED, day};

coded! {
    /// A kind of identity document.
    DocumentKind {
        /// Driver's licence (運転免許証).
        DrivingLicence = "driving-licence",
        /// My Number card (マイナンバーカード), its front only.
        MyNumberCard = "my-number-card",
        /// Driving-record certificate (運転経歴証明書), issued since 2012-04-01.
        DrivingRecord = "driving-record",
        /// Japanese passport.
        Passport = "passport",
        /// Residence card (在留カード).
        ResidenceCard = "residence-card",
        /// Special permanent resident certificate (特別永住者証明書).
        SpecialPermanentResident = "special-permanent-resident",
        /// Either of the two that is a My Number card as well (特定在留カード,
        /// 特定特別永住者証明書), its front only.
        CombinedResidenceCard = "combined-residence-card",
        /// Certified copy of the residence record (住民票の写し).
        ResidenceCertificate = "residence-certificate",
        /// Eligibility certificate of health insurance (資格確認書).
        EligibilityCertificate = "eligibility-certificate",
        /// Health-insurance card (健康保険証).
        HealthInsuranceCard = "health-insurance-card",
    }
}

coded! {
    /// A side of a document, of which one picture is taken.
    Side {
        /// The front; of a passport the page with the photograph.
        Front = "front",
        /// The back.
        Back = "back",
        /// The page of a passport where its bearer wrote the address (所持人記入欄).
        AddressPage = "address-page",
    }
}

coded! {
    /// When a side is asked for.
    Asked {
        /// Of everybody.
        Always = "always",
        /// Only if something, such as a new address, was added there after issue.
        IfChanged = "if-changed",
        /// Only if the document has its address there.
        IfAddressThere = "if-address-there",
    }
}

coded! {
    /// What must be covered before the picture is taken, because the bank may not or
    /// need not know it.
    Cover {
        /// The My Number (個人番号); may not be collected for this purpose.
        MyNumber = "my-number",
        /// The code of the residence record (住民票コード); may not be asked for.
        ResidentCode = "resident-code",
        /// The registered domicile (本籍); sensitive under the finance-sector guidelines.
        RegisteredDomicile = "registered-domicile",
        /// The declaration on organ donation; sensitive.
        OrganDonation = "organ-donation",
        /// Insurer's number, insured person's symbol and number, and a code that holds
        /// them; may not be asked for since 2020-10-01.
        InsuranceNumbers = "insurance-numbers",
    }
}

coded! {
    /// Whether a second document must come along.
    Complement {
        /// The document says enough.
        Never = "never",
        /// A passport without a page for the address, as issued upon applications since
        /// 2020-02-04.
        IfNoAddress = "if-no-address",
        /// Of everybody: the document has no photograph.
        Always = "always",
    }
}

/// A side that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedSide {
    /// Which.
    pub side: Side,
    /// Of whom.
    pub asked: Asked,
    /// What must be covered on it.
    pub cover: &'static [Cover],
}

/// How one kind of document is accepted during a span of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    /// The kind.
    pub kind: DocumentKind,
    /// The first day; `None` if it has always been accepted.
    pub from: Option<NaiveDate>,
    /// The last day; `None` if no end is known.
    pub until: Option<NaiveDate>,
    /// The sides, the one asked of everybody first.
    pub sides: &'static [AskedSide],
    /// Whether a second document must come along.
    pub complement: Complement,
    /// The most months since its issue; `None` for documents with an end of their own.
    pub fresh_months: Option<u32>,
}

/// Why a declared side of a document is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeclareError {
    /// The back of a card that shows a My Number there. It is never asked for, and must
    /// not be kept if it comes: Act on the Use of Numbers to Identify a Specific
    /// Individual, articles 15, 19 and 20.
    #[error("the side shows a My Number and is never taken")]
    ShowsMyNumber,
    /// The kind is not accepted on that day.
    #[error("the document is not accepted on that day")]
    OutOfTime {
        /// The last day it was, if it was before.
        until: Option<NaiveDate>,
        /// The first day it will be, if it will be after.
        from: Option<NaiveDate>,
    },
    /// A side that tells nothing about this kind.
    #[error("the document has no such side to look at")]
    SideNotAsked,
}

/// The last day on which pictures alone can do as identification at a distance.
///
/// From 2027-04-01 the ordinance under the Act (犯罪収益移転防止法施行規則, amended
/// 2025-06-24) drops the sending of pictures and copies: what is left is reading the
/// chip, the signature of the My Number card (JPKI), or in few cases original papers
/// with mail that is not forwarded. Whether an application of an account holder
/// identified long before falls under it is for the bank's compliance desk to say;
/// `kura doctor` says so in time.
pub const LAST_DAY_OF_PICTURES_ALONE: NaiveDate = day(2027, 3, 31);

/// Whether pictures alone can still do on a day; afterwards the identity must be
/// assured in another way besides. See [`LAST_DAY_OF_PICTURES_ALONE`].
pub fn pictures_alone_suffice_on(day: NaiveDate) -> bool {
    day <= LAST_DAY_OF_PICTURES_ALONE
}

/// What is accepted on a day, in the order pages offer it.
pub fn accepted_on(day: NaiveDate) -> impl Iterator<Item = &'static Acceptance> {
    ACCEPTED.iter().filter(move |acceptance| acceptance.holds_on(day))
}

/// Judges a side a customer declares to send on a day: it must be one that is looked at
/// of a document accepted that day.
///
/// # Errors
/// [`DeclareError`]; `ShowsMyNumber` whatever the day.
pub fn declare(
    kind: DocumentKind,
    side: Side,
    day: NaiveDate,
) -> Result<&'static AskedSide, DeclareError> {
    if kind.shows_my_number_on(side) {
        return Err(DeclareError::ShowsMyNumber);
    }
    let acceptance = accepted_on(day)
        .find(|acceptance| acceptance.kind == kind)
        .ok_or_else(|| out_of_time(kind, day))?;
    acceptance.sides.iter().find(|asked| asked.side == side).ok_or(DeclareError::SideNotAsked)
}

impl DocumentKind {
    /// Whether a My Number is printed on a side, which is then never asked for.
    pub const fn shows_my_number_on(self, side: Side) -> bool {
        matches!(self, Self::MyNumberCard | Self::CombinedResidenceCard)
            && !matches!(side, Side::Front)
    }
}

impl Acceptance {
    /// Whether the day is within the span.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The refusal of a kind that is not accepted on a day.
fn out_of_time(kind: DocumentKind, day: NaiveDate) -> DeclareError {
    let spans = || ACCEPTED.iter().filter(|acceptance| acceptance.kind == kind);
    DeclareError::OutOfTime {
        until: spans().filter_map(|span| span.until).filter(|until| *until < day).max(),
        from: spans().filter_map(|span| span.from).filter(|from| day < *from).min(),
    }
}

#[cfg(test)]
#[path = "identity_document_tests.rs"]
mod tests;
