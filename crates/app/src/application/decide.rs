//! The second person's decision.

use domain::{
    application::reason::{RejectReason, Verdict},
    audit::Action,
    staff::Permission,
};
use uuid::Uuid;

use super::{
    Note,
    note::{Noted, Told},
    work,
};
use crate::{App, AppError, Officer, Refusal, letter::Letter};

/// Approves or rejects what another person recommended, and tells the customer by mail.
/// A rejection needs reasons; those that would warn a forger stay among the bank's people.
///
/// # Errors
/// [`AppError`]; [`Refusal::NoReason`], [`Refusal::TooLong`], [`Refusal::Application`] when it is
/// one's own recommendation or application.
pub async fn decide(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    verdict: Verdict,
    reasons: &[RejectReason],
    note: &Note,
) -> Result<(), AppError> {
    let needs = (Permission::Decide, Action::DecideApplication);
    let work = work::begin(app, officer, needs, (id, version)).await?;
    if (verdict == Verdict::Reject) == reasons.is_empty() {
        return Err(work.deed.refused(Some(id), Refusal::NoReason).await);
    }
    if note.is_too_long() {
        return Err(work.deed.refused(Some(id), Refusal::TooLong).await);
    }
    let told = Told {
        returned: Vec::new(),
        rejected: reasons.iter().copied().filter(|reason| reason.is_told()).collect(),
        text: note.told.clone(),
    };
    let noted = Noted { rejected: reasons.to_vec(), text: note.noted.clone() };
    let step = work.life.decide(officer.staff, work.applicant, verdict, work.now());
    let (kind, letter) = match verdict {
        Verdict::Approve => ("approved", Letter::ApplicationApproved),
        Verdict::Reject => ("rejected", Letter::ApplicationRejected { told: note.told.clone() }),
    };
    let mut work = work.go(step, kind, (Some(&told), Some(&noted))).await?;
    work.deed.write_to(work.row.customer_id, &letter).await?;
    work.done().await
}
