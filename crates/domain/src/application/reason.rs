//! Why an application is returned or rejected (`domain.md` section 3.3). Each reason has
//! two texts: one the customer reads, and what staff note for themselves.

use super::declaration::Picture;
use crate::{bank::holds_my_number, coded::coded, document::PurgeReason, text::holds_web_address};

coded! {
    /// What is decided.
    Verdict {
        /// The service opens.
        Approve = "approve",
        /// It does not.
        Reject = "reject",
    }
}

coded! {
    /// What a customer is asked to mend. Most ask for a new picture of one document.
    ReturnReason {
        /// It cannot be read.
        Unreadable = "unreadable",
        /// Light is reflected.
        Glare = "glare",
        /// Its edge is cut off.
        CutOff = "cut-off",
        /// A side is missing.
        SideMissing = "side-missing",
        /// It is another document than was said.
        WrongDocument = "wrong-document",
        /// The document is no longer valid.
        DocumentExpired = "document-expired",
        /// A copy, or a picture of a screen.
        Copy = "copy",
        /// The individual number can be seen: the picture is destroyed and asked for again.
        MyNumberVisible = "my-number-visible",
        /// The insurer's or the insured person's number can be seen.
        InsurerNumberVisible = "insurer-number-visible",
        /// The name differs from the one recorded.
        NameDiffers = "name-differs",
        /// The address differs.
        AddressDiffers = "address-differs",
        /// The birth date differs.
        BirthDateDiffers = "birth-date-differs",
        /// The file is damaged.
        FileDamaged = "file-damaged",
    }
}

impl ReturnReason {
    /// Why the picture is destroyed, not only replaced, if the bank may not keep it.
    pub const fn purges(self) -> Option<PurgeReason> {
        match self {
            Self::MyNumberVisible => Some(PurgeReason::MyNumberVisible),
            Self::InsurerNumberVisible => Some(PurgeReason::InsurerNumberVisible),
            _ => None,
        }
    }

    /// Whether the picture is destroyed.
    pub const fn destroys_picture(self) -> bool {
        self.purges().is_some()
    }

    /// Where its customer mends it: of several places, where the likelier one is first.
    pub const fn mended_on(self) -> &'static [MendedOn] {
        match self {
            Self::Unreadable
            | Self::Glare
            | Self::CutOff
            | Self::Copy
            | Self::MyNumberVisible
            | Self::InsurerNumberVisible
            | Self::FileDamaged => &[MendedOn::Pictures],
            // The picture there is will not do: another document or another side is needed.
            Self::SideMissing
            | Self::WrongDocument
            | Self::DocumentExpired
            | Self::AddressDiffers => &[MendedOn::Document],
            // The holder's name was declared, the customer's registered.
            Self::NameDiffers => &[MendedOn::Account, MendedOn::Profile],
            Self::BirthDateDiffers => &[MendedOn::Profile],
        }
    }

    /// Whether a new picture belongs to mending it.
    pub const fn asks_for_picture(self) -> bool {
        matches!(self.mended_on(), [MendedOn::Document | MendedOn::Pictures])
    }
}

/// Where a customer mends what an application was returned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MendedOn {
    /// Where the account and its holder are declared.
    Account,
    /// Where the document is chosen, and which of its sides say something; a new picture
    /// follows.
    Document,
    /// Where pictures are given.
    Pictures,
    /// Where the customer corrects their own name and birth date, as registered.
    Profile,
}

/// Something to mend: why, and of which picture, if it is not all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mend {
    /// Why.
    pub reason: ReturnReason,
    /// Of which picture.
    pub picture: Option<Picture>,
}

impl From<ReturnReason> for Mend {
    fn from(reason: ReturnReason) -> Self {
        Self { reason, picture: None }
    }
}

impl From<(ReturnReason, Picture)> for Mend {
    fn from((reason, picture): (ReturnReason, Picture)) -> Self {
        Self { reason, picture: Some(picture) }
    }
}

coded! {
    /// Why an application is rejected.
    RejectReason {
        /// The bank has no such account holder.
        NoAccountHolder = "no-account-holder",
        /// The account is closed or frozen.
        AccountClosed = "account-closed",
        /// The account is another person's.
        AccountOfAnother = "account-of-another",
        /// Younger than the service allows.
        UnderAge = "under-age",
        /// The person has applied already.
        Duplicate = "duplicate",
        /// The document may be forged.
        SuspectedForgery = "suspected-forgery",
    }
}

impl RejectReason {
    /// Whether the customer may read it. One that would warn a forger is kept to the bank: the
    /// customer reads what others read whose account could not be confirmed.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::SuspectedForgery)
    }
}

/// The longest text of a step, for the customer or among the bank's people, in characters.
pub const LONGEST_TEXT: usize = 2_000;

/// Why what is said of a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReasonError {
    /// A rejection or return without a reason, or an approval with one.
    #[error("a rejection or return needs a reason, and an approval has none")]
    Missing,
    /// What the customer would read is longer than [`LONGEST_TEXT`].
    #[error("the customer's text is too long")]
    ToldTooLong,
    /// What is noted is longer than [`LONGEST_TEXT`].
    #[error("what is noted is too long")]
    NotedTooLong,
    /// What the customer would read holds an address to follow. It goes into a mail, and the
    /// bank's mails hold none, so that customers need not tell theirs from a swindler's.
    #[error("the customer's text holds the address of a web page")]
    ToldAddress,
    /// What the customer would read holds a My Number, which the bank may not keep.
    #[error("the customer's text holds a My Number")]
    ToldMyNumber,
    /// What is noted holds one.
    #[error("what is noted holds a My Number")]
    NotedMyNumber,
    /// An approval although not everything was looked at.
    #[error("not everything was looked at")]
    Unchecked,
}

impl ReasonError {
    /// The stable code, for the audit trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "no-reason",
            Self::ToldTooLong => "told-too-long",
            Self::NotedTooLong => "noted-too-long",
            Self::ToldAddress => "told-address",
            Self::ToldMyNumber => "told-my-number",
            Self::NotedMyNumber => "noted-my-number",
            Self::Unchecked => "unchecked",
        }
    }
}

/// Judges a verdict's reasons, and what is told and noted of it: a rejection has reasons, an
/// approval none.
///
/// # Errors
/// [`ReasonError`].
pub fn judge_verdict(
    verdict: Verdict,
    reasons: &[RejectReason],
    texts: (&str, &str),
) -> Result<(), ReasonError> {
    judge((verdict == Verdict::Reject) != reasons.is_empty(), texts)
}

/// Judges a return's reasons, and what is told and noted of it: the customer must know what
/// to mend.
///
/// # Errors
/// [`ReasonError`].
pub fn judge_return(reasons: &[Mend], texts: (&str, &str)) -> Result<(), ReasonError> {
    judge(!reasons.is_empty(), texts)
}

fn judge(reasoned: bool, (told, noted): (&str, &str)) -> Result<(), ReasonError> {
    let is_too_long = |text: &str| text.chars().count() > LONGEST_TEXT;
    if !reasoned {
        Err(ReasonError::Missing)
    } else if is_too_long(told) {
        Err(ReasonError::ToldTooLong)
    } else if is_too_long(noted) {
        Err(ReasonError::NotedTooLong)
    } else if holds_web_address(told) {
        Err(ReasonError::ToldAddress)
    } else if holds_my_number(told) {
        Err(ReasonError::ToldMyNumber)
    } else if holds_my_number(noted) {
        Err(ReasonError::NotedMyNumber)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_shows_a_number_nobody_may_keep_is_destroyed_and_asked_for_again() {
        let destroyed: Vec<_> =
            ReturnReason::ALL.iter().filter(|reason| reason.destroys_picture()).collect();
        assert_eq!(
            destroyed,
            [&ReturnReason::MyNumberVisible, &ReturnReason::InsurerNumberVisible]
        );
        assert!(destroyed.iter().all(|reason| reason.asks_for_picture()));
    }

    #[test]
    fn a_present_address_or_another_document_needs_a_new_picture_and_a_birth_date_none() {
        use ReturnReason as R;
        for reason in [R::AddressDiffers, R::WrongDocument, R::DocumentExpired, R::SideMissing] {
            assert_eq!(reason.mended_on(), [MendedOn::Document], "{reason:?}");
            assert!(reason.asks_for_picture(), "{reason:?}");
        }
        assert_eq!(R::NameDiffers.mended_on(), [MendedOn::Account, MendedOn::Profile]);
        assert_eq!(R::BirthDateDiffers.mended_on(), [MendedOn::Profile]);
        let pictureless: Vec<_> =
            R::ALL.iter().filter(|reason| !reason.asks_for_picture()).collect();
        assert_eq!(pictureless, [&R::NameDiffers, &R::BirthDateDiffers]);
    }

    #[test]
    fn a_rejection_and_a_return_have_reasons_and_an_approval_has_none() {
        let one = &[RejectReason::Duplicate];
        let none = ("", "");
        assert_eq!(judge_verdict(Verdict::Reject, one, none), Ok(()));
        assert_eq!(judge_verdict(Verdict::Approve, &[], none), Ok(()));
        assert_eq!(judge_verdict(Verdict::Reject, &[], none), Err(ReasonError::Missing));
        assert_eq!(judge_verdict(Verdict::Approve, one, none), Err(ReasonError::Missing));
        assert_eq!(judge_return(&[], none), Err(ReasonError::Missing));
        let (glare, long) = (ReturnReason::Glare.into(), "あ".repeat(LONGEST_TEXT));
        assert_eq!(judge_return(&[glare], (&long, &long)), Ok(()));
        let longer = long.clone() + "あ";
        let [told, noted] = [(&*longer, &*long), (&*long, &*longer)];
        assert_eq!(judge_return(&[glare], told), Err(ReasonError::ToldTooLong));
        assert_eq!(judge_return(&[glare], noted), Err(ReasonError::NotedTooLong));
    }

    #[test]
    fn a_customer_is_told_no_address_to_follow_and_nobody_writes_a_my_number() {
        let judge = |texts| judge_return(&[ReturnReason::Glare.into()], texts);
        let (address, number) = ("https://kura.example/login を開いて", "番号は1234 5678 9018です");
        assert_eq!(judge((address, "")), Err(ReasonError::ToldAddress));
        assert_eq!(judge(("", address)), Ok(()), "among the bank's people");
        assert_eq!(judge((number, "")), Err(ReasonError::ToldMyNumber));
        assert_eq!(judge(("", number)), Err(ReasonError::NotedMyNumber));
        let rejected = judge_verdict(Verdict::Reject, &[RejectReason::Duplicate], (address, ""));
        assert_eq!(rejected, Err(ReasonError::ToldAddress));
        assert_eq!(
            judge_verdict(Verdict::Approve, &[], ("", number)),
            Err(ReasonError::NotedMyNumber)
        );
        assert_eq!(judge(("2026.11.30までに、裏面もお送りください。", "")), Ok(()));
    }

    #[test]
    fn a_forger_is_not_warned() {
        let kept: Vec<_> = RejectReason::ALL.iter().filter(|reason| !reason.is_told()).collect();
        assert_eq!(kept, [&RejectReason::SuspectedForgery]);
    }
}
