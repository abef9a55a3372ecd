//! The first person's word.

use domain::{
    application::reason::{RejectReason, Verdict, judge_verdict},
    audit::Action,
    staff::Permission,
};
use uuid::Uuid;

use super::{note::Noted, work};
use crate::{App, AppError, Officer, Refusal};

/// Says what should be decided. The customer is told nothing yet. A rejection needs reasons.
///
/// # Errors
/// [`AppError`]; [`Refusal::Reason`].
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
    if let Err(error) = judge_verdict(verdict, reasons, &[noted]) {
        return Err(work.deed.refused(Some(id), Refusal::Reason(error)).await);
    }
    let noted = Noted { rejected: reasons.to_vec(), text: noted.to_owned() };
    let step = work.life.recommend(officer.staff, verdict, work.now());
    work.go(step, "recommended", (None::<&()>, Some(&noted))).await?.done().await
}
