//! The first person's word.

use domain::{
    application::{Event, Finding, reason::Verdict},
    audit::Action,
    document::Refusal as Rule,
    staff::Permission,
};
use uuid::Uuid;

use super::{note::Noted, work};
use crate::{App, AppError, Officer, Refusal};

/// Says what should be decided. The customer is told nothing yet. A rejection needs reasons,
/// an approval that everything was looked at.
///
/// # Errors
/// [`AppError`]; [`Refusal::Reason`]; [`Refusal::Document`] when a picture still waits for the
/// scanner and approval is recommended.
pub async fn recommend(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    finding: &Finding<'_>,
    noted: &str,
) -> Result<(), AppError> {
    let mut work = work::begin(
        app,
        officer,
        (|_| Permission::Recommend, Action::RecommendApplication),
        (id, version),
    )
    .await?;
    if finding.verdict == Verdict::Approve && work.has_unseen_picture().await? {
        return Err(work.deed.refused(Some(id), Refusal::Document(Rule::Held)).await);
    }
    if let Err(error) = finding.judge(work.documents()?, ("", noted)) {
        return Err(work.deed.refused(Some(id), Refusal::Reason(error)).await);
    }
    let noted = Noted::of(finding, noted);
    let step = work.life.recommend(officer.staff, finding.verdict, work.now());
    work.go(step, Event::Recommended, (None, Some(&noted))).await?.done().await
}
