//! Carrying confirmed imports out, in pieces of a bounded size, so that a file of
//! 50,000 rows holds nobody else up. A worker that dies leaves rows nobody sees;
//! the next one deletes them and begins anew.

use std::collections::HashSet;

use chrono::TimeDelta;
use domain::{
    audit::Action,
    import::{Entry, plan::Decision},
    portfolio::{Holding, Portfolio, Source, Valuation},
};
use store::import::Import;
use uuid::Uuid;

use super::{delete_file, details, preview};
use crate::{
    App, AppError, Asker, Origin, Vault,
    deed::{Actor, Deed},
    error::log_failure,
    holding,
    portfolio::{self, insert_valuations},
};

/// Entries written in one transaction.
const PIECE: usize = 500;
/// How long a worker may be silent before another takes its import over.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// Carries out one import that waits for it. `false`: none does.
///
/// # Errors
/// [`AppError`]; the import is taken up again when its lease is over.
pub(crate) async fn run_next(app: &App, origin: &Origin) -> Result<bool, AppError> {
    let now = app.clock.now();
    let mut conn = app.db.begin().await?;
    let claimed = store::import::claim(&mut conn, now, now + LEASE).await?;
    let Some((id, customer)) = claimed else { return Ok(false) };
    let vault = Vault::of(app, &mut conn, customer).await?;
    let row = store::import::find(&mut conn, customer, id).await?.ok_or(AppError::NotFound)?;
    store::valuation::purge_of_import(&mut conn, id).await?;
    store::holding::purge_of_import(&mut conn, id).await?;
    conn.commit().await?;
    let asker = Asker {
        customer,
        session: Uuid::nil(),
        device: Uuid::nil(),
        vault,
        closing: false,
        origin: origin.clone(),
        snapshot: None,
    };
    match carry_out(app, &asker, &row).await {
        Ok(()) => Ok(true),
        // A worker silent for longer than its lease wakes up and finds it taken over.
        Err(error) if error.is_conflict() => {
            tracing::warn!(import = %id, "two workers met at an import; it is begun anew");
            Ok(true)
        }
        // It may go better when the database or the file store is back.
        Err(error) if error.is_unavailable() => Err(error),
        Err(error) => {
            log_failure("an import cannot be carried out", id, &error);
            match give_up(app, origin, (id, row.version)).await {
                Ok(()) => Ok(true),
                // Another worker has taken it over, and may fare better.
                Err(error) if error.is_conflict() => Ok(true),
                Err(error) => Err(error),
            }
        }
    }
}

/// Takes away what an import wrote that can never be carried out, and says so.
async fn give_up(
    app: &App,
    origin: &Origin,
    (import, version): (Uuid, i64),
) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, origin, Action::DiscardImport).await?;
    store::valuation::purge_of_import(&mut deed.conn, import).await?;
    store::holding::purge_of_import(&mut deed.conn, import).await?;
    store::import::fail(&mut deed.conn, import, version).await?;
    deed.done(import).await?;
    delete_file(app, import).await;
    Ok(())
}

/// An entry to be written and the holding it belongs to.
struct Line {
    entry: Entry,
    to: Target,
}

#[derive(Clone, Copy)]
enum Target {
    New(usize),
    Existing(Uuid),
}

async fn carry_out(app: &App, asker: &Asker, row: &Import) -> Result<(), AppError> {
    let mut conn = app.db.read().await?;
    let standing = portfolio::read(&mut conn, &asker.vault, asker.customer).await?;
    drop(conn);
    let details = details(&asker.vault, row)?;
    let read = preview::read(app, asker, row, &details, standing.clone()).await?;
    let read = read.map_err(|_| AppError::Broken("a confirmed import cannot be read"))?;
    let mut lines = Vec::new();
    for planned in read.plan.rows.iter().filter(|row| details.wishes.takes(row.decision)) {
        let to = match planned.decision {
            Decision::New { new_holding } => Target::New(new_holding),
            Decision::Added { holding } | Decision::Changed { holding, .. } => {
                Target::Existing(holding)
            }
            Decision::Duplicate | Decision::Contradicts { .. } | Decision::Unreadable => continue,
        };
        let entry = planned.entry_in(&read.reading).cloned();
        let entry = entry.ok_or(AppError::Broken("an import plan names a missing entry"))?;
        lines.push(Line { entry, to });
    }
    let mut made: Vec<Option<Uuid>> = vec![None; read.plan.new_holdings.len()];
    let mut done = 0;
    for piece in lines.chunks(PIECE) {
        let new = (&*read.plan.new_holdings, &mut *made);
        done = write_piece(app, asker, (row, &standing), new, piece, done).await?;
    }
    let touched: HashSet<Uuid> = lines
        .iter()
        .filter_map(|line| match line.to {
            Target::Existing(holding) => Some(holding),
            Target::New(_) => None,
        })
        .collect();
    finish(app, asker, row, &touched).await
}

async fn write_piece(
    app: &App,
    asker: &Asker,
    (row, standing): (&Import, &Portfolio),
    (new, made): (&[domain::portfolio::Details], &mut [Option<Uuid>]),
    piece: &[Line],
    done: i64,
) -> Result<i64, AppError> {
    let mut deed = app.begin(Actor::System, &asker.origin, Action::ConfirmImport).await?;
    let mut rows = Vec::with_capacity(piece.len());
    for line in piece {
        let holding = match line.to {
            Target::Existing(holding) => holding,
            Target::New(at) => match made.get(at).copied().flatten() {
                Some(holding) => holding,
                None => make_holding(&mut deed, asker, row.id, (new, made), at).await?,
            },
        };
        let standing = standing.holdings.iter().find(|standing| standing.id == holding);
        rows.push((holding, valuation(&deed, standing, &line.entry)));
    }
    let rows: Vec<_> = rows.iter().map(|(holding, row)| (*holding, row)).collect();
    insert_valuations(&mut deed, asker, Some(row.id), &rows).await?;
    let now_done = done + i64::try_from(piece.len()).unwrap_or(i64::MAX);
    let lease = deed.now + LEASE;
    store::import::progress(&mut deed.conn, row.id, row.version, now_done, lease).await?;
    // A piece is no deed of its own: only the whole is audited.
    deed.conn.commit().await?;
    Ok(now_done)
}

async fn make_holding(
    deed: &mut Deed<'_>,
    asker: &Asker,
    import: Uuid,
    (new, made): (&[domain::portfolio::Details], &mut [Option<Uuid>]),
    at: usize,
) -> Result<Uuid, AppError> {
    let missing = AppError::Broken("an import plan names a missing holding");
    let (Some(details), Some(slot)) = (new.get(at), made.get_mut(at)) else { return Err(missing) };
    let holding = holding::insert(deed, asker, details.clone(), Some(import)).await?;
    *slot = Some(holding.id);
    Ok(holding.id)
}

fn valuation(deed: &Deed<'_>, standing: Option<&Holding>, entry: &Entry) -> Valuation {
    Valuation {
        as_of: entry.as_of,
        recorded_at: standing.map_or(deed.now, |standing| deed.recorded_at(standing, entry.as_of)),
        retracted_at: None,
        source: Source::Import,
        minor: entry.money.minor,
        flow: entry.flow,
    }
}

/// Makes the rows stand: one flip, one summary, one audit entry. Forms that show a
/// holding the import touched are stale from now on.
async fn finish(
    app: &App,
    asker: &Asker,
    row: &Import,
    touched: &HashSet<Uuid>,
) -> Result<(), AppError> {
    let mut deed = app.begin(Actor::System, &asker.origin, Action::ConfirmImport).await?;
    let standing = deed.hold_portfolio(asker).await?;
    let now = deed.now;
    for holding in standing.live().filter(|holding| touched.contains(&holding.id)) {
        let (id, version) = (holding.id, holding.version);
        store::holding::advance(&mut deed.conn, asker.customer, id, version, now).await?;
    }
    // Had another worker taken the import over, nothing would stand.
    store::import::confirm(&mut deed.conn, row.id, row.version, now).await?;
    let mut portfolio = portfolio::from_rows(&mut deed.conn, &asker.vault, asker.customer).await?;
    deed.keep_portfolio(asker.customer, &asker.vault, &mut portfolio).await?;
    deed.done(row.id).await?;
    delete_file(app, row.id).await;
    Ok(())
}
