//! The first person's word.

use domain::{
    application::reason::{RejectReason, Verdict},
    audit::Action,
    staff::Permission,
};
use uuid::Uuid;

use super::{Note, note::Noted, work};
use crate::{App, AppError, Officer, Refusal};

/// Says what should be decided. The customer is told nothing yet. A rejection needs reasons.
///
/// # Errors
/// [`AppError`]; [`Refusal::NoReason`], [`Refusal::TooLong`].
pub async fn recommend(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    verdict: Verdict,
    reasons: &[RejectReason],
    noted: &str,
) -> Result<(), AppError> {
    let work = work::begin(
        app,
        officer,
        (|_| Permission::Recommend, Action::RecommendApplication),
        (id, version),
    )
    .await?;
    if (verdict == Verdict::Reject) == reasons.is_empty() {
        return Err(work.deed.refused(Some(id), Refusal::NoReason).await);
    }
    let note = Note { told: String::new(), noted: noted.to_owned() };
    if note.is_too_long() {
        return Err(work.deed.refused(Some(id), Refusal::TooLong).await);
    }
    let noted = Noted { rejected: reasons.to_vec(), text: note.noted };
    let step = work.life.recommend(officer.staff, verdict, work.now());
    work.go(step, "recommended", (None::<&()>, Some(&noted))).await?.done().await
}
