//! Saying yes to an import. The rows are written by a job, in pieces, unseen until
//! the last one stands.

use domain::{
    audit::Action,
    import::{Plan, plan::Decision},
};
use store::import::Status;
use uuid::Uuid;

use super::{DETAILS, Details, details, preview::preview};
use crate::{App, AppError, Asker, FormKey, Refusal};

/// What the person wishes done with rows that are not plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Wishes {
    /// Import nothing when any row has a problem.
    pub all_or_nothing: bool,
    /// Correct figures that differ from those recorded for the day.
    pub correct: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { all_or_nothing: false, correct: true }
    }
}

impl Wishes {
    /// Whether an entry is to be written.
    pub const fn takes(self, decision: Decision) -> bool {
        match decision {
            Decision::New { .. } | Decision::Added { .. } => true,
            Decision::Changed { .. } => self.correct,
            Decision::Duplicate | Decision::Contradicts { .. } | Decision::Unreadable => false,
        }
    }
}

/// Starts an import.
///
/// # Errors
/// [`AppError::NotFound`], [`Refusal::Stale`], [`Refusal::ImportState`] when it no
/// longer waits or cannot be read, [`Refusal::ImportProblems`], [`Refusal::TooMany`].
pub async fn confirm(
    app: &App,
    asker: &Asker,
    form: FormKey,
    (id, version): (Uuid, i64),
    wishes: Wishes,
) -> Result<(), AppError> {
    let preview = preview(app, asker, id).await?;
    let (mut deed, before) = app.begin_own(asker, Action::ConfirmImport).await?.once(form).await?;
    if before.is_some() {
        return Ok(());
    }
    if preview.import.status != Status::Uploaded {
        return Err(deed.refused(Some(id), Refusal::ImportState).await);
    }
    let Some(Ok(read)) = preview.read else {
        return Err(deed.refused(Some(id), Refusal::ImportState).await);
    };
    let counts = &read.plan.counts;
    if wishes.all_or_nothing && counts.unreadable + counts.contradicting > 0 {
        return Err(deed.refused(Some(id), Refusal::ImportProblems).await);
    }
    let standing = deed.hold_portfolio(asker).await?.live().count();
    if standing + read.plan.new_holdings.len() > crate::holding::MOST {
        return Err(deed.refused(Some(id), Refusal::TooMany).await);
    }
    let details = Details { wishes, ..details(&asker.vault, &preview.import)? };
    let sealed = asker.vault.seal_json(&app.dice, DETAILS, id, &details)?;
    let total = wanted(&read.plan, wishes);
    let (conn, customer) = (&mut deed.conn, asker.customer);
    let started = async {
        store::import::choose(conn, customer, id, version, &sealed).await?;
        store::import::start(conn, customer, id, version + 1, total).await
    };
    let started = started.await;
    let (deed, ()) = deed.unless_changed(started, Some(id), Refusal::Stale).await?;
    deed.done(id).await?;
    app.bell.notify_one();
    Ok(())
}

fn wanted(plan: &Plan, wishes: Wishes) -> i64 {
    let wanted = plan.rows.iter().filter(|row| wishes.takes(row.decision)).count();
    i64::try_from(wanted).unwrap_or(i64::MAX)
}
