//! The second person's decision.

use domain::{
    application::{Event, Finding, reason::Verdict},
    audit::Action,
    document::Refusal as Rule,
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
/// For an approval the second person has looked at everything too.
///
/// # Errors
/// [`AppError`]; [`Refusal::Reason`]; [`Refusal::Document`] when a picture still waits for the
/// scanner and it is to be approved; [`Refusal::Application`] when it is
/// one's own recommendation or application.
pub async fn decide(
    app: &App,
    officer: &Officer,
    (id, version): (Uuid, i64),
    finding: &Finding<'_>,
    note: &Note,
) -> Result<(), AppError> {
    let mut work = work::begin(
        app,
        officer,
        (|_| Permission::Decide, Action::DecideApplication),
        (id, version),
    )
    .await?;
    let verdict = finding.verdict;
    // A suspension of this very moment waits, or is waited for.
    if verdict == Verdict::Approve {
        let held = store::customer::hold_in_use(&mut work.deed.conn, work.row.customer_id).await;
        let refusal = Refusal::CustomerInactive;
        (work.deed, ()) = work.deed.unless_changed(held, Some(id), refusal).await?;
    }
    if verdict == Verdict::Approve && work.has_unseen_picture().await? {
        return Err(work.deed.refused(Some(id), Refusal::Document(Rule::Held)).await);
    }
    if let Err(error) = finding.judge(work.documents()?, (&note.told, &note.noted)) {
        return Err(work.deed.refused(Some(id), Refusal::Reason(error)).await);
    }
    let told = match verdict {
        // The letter of an approval has no text of its own: what was drafted is not kept as told.
        Verdict::Approve => Told::default(),
        Verdict::Reject => Told {
            rejected: finding.reasons.iter().copied().filter(|reason| reason.is_told()).collect(),
            text: note.told.clone(),
            ..Told::default()
        },
    };
    let noted = Noted::of(finding, &note.noted);
    let step = work.life.decide(officer.staff, work.applicant, verdict, work.now());
    let (event, letter) = match verdict {
        Verdict::Approve => (Event::Approved, Letter::ApplicationApproved),
        Verdict::Reject => {
            (Event::Rejected, Letter::ApplicationRejected { told: note.told.clone() })
        }
    };
    let mut work = work.go(step, event, (Some(&told), Some(&noted))).await?;
    work.deed.write_to(work.row.customer_id, &letter).await?;
    work.done().await
}
