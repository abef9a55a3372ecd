//! What a person found who looked at an application: the verdict, the reasons, and what was
//! looked at and in order.

use super::{
    checklist::{Check, checklist},
    reason::{ReasonError, RejectReason, Verdict, judge_verdict},
};
use crate::bank::identity_document::DocumentKind;

/// One thing looked at on a document, and in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Checked {
    /// On which document.
    pub kind: DocumentKind,
    /// What.
    pub check: Check,
}

/// What a person found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding<'a> {
    /// What should be done, or is.
    pub verdict: Verdict,
    /// Why, if it is a rejection.
    pub reasons: &'a [RejectReason],
    /// What was looked at and in order.
    pub checked: &'a [Checked],
}

/// All there is to look at on documents, in the order of looking.
pub fn to_check(documents: impl IntoIterator<Item = DocumentKind>) -> Vec<Checked> {
    let of = |kind| checklist(kind).iter().map(move |check| Checked { kind, check: *check });
    documents.into_iter().flat_map(of).collect()
}

impl Finding<'_> {
    /// Judges a finding on an application with these documents, and what is told and noted. Who
    /// approves has looked at everything, the first person and the second alike: four eyes
    /// are two people who looked.
    ///
    /// # Errors
    /// [`ReasonError`].
    pub fn judge(
        &self,
        documents: impl IntoIterator<Item = DocumentKind>,
        texts: (&str, &str),
    ) -> Result<(), ReasonError> {
        judge_verdict(self.verdict, self.reasons, texts)?;
        let is_checked = |one| self.checked.contains(&one);
        let complete = || to_check(documents).into_iter().all(is_checked);
        if self.verdict == Verdict::Approve && !complete() {
            return Err(ReasonError::Unchecked);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENTS: [DocumentKind; 2] =
        [DocumentKind::Passport, DocumentKind::ResidenceCertificate];

    fn finding(checked: &[Checked]) -> Finding<'_> {
        Finding { verdict: Verdict::Approve, reasons: &[], checked }
    }

    #[test]
    fn nothing_is_approved_that_was_not_looked_at() {
        let all = to_check(DOCUMENTS);
        assert_eq!(finding(&all).judge(DOCUMENTS, ("", "")), Ok(()));
        for left_out in 0..all.len() {
            let mut some = all.clone();
            some.remove(left_out);
            assert_eq!(finding(&some).judge(DOCUMENTS, ("", "")), Err(ReasonError::Unchecked));
        }
        let other = to_check([DocumentKind::Passport, DocumentKind::DrivingLicence]);
        assert_eq!(finding(&other).judge(DOCUMENTS, ("", "")), Err(ReasonError::Unchecked));
    }

    #[test]
    fn a_rejection_needs_a_reason_and_no_more() {
        let reasons = &[RejectReason::NoAccountHolder];
        let finding = Finding { verdict: Verdict::Reject, reasons, checked: &[] };
        assert_eq!(finding.judge(DOCUMENTS, ("", "")), Ok(()));
        let bare = Finding { reasons: &[], ..finding };
        assert_eq!(bare.judge(DOCUMENTS, ("", "")), Err(ReasonError::Missing));
    }
}
