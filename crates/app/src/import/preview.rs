//! Looking at what a file would do, before it does anything.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::{
    date,
    import::{self, Format, Plan, Reading, Table, TableProblem, encoding},
    portfolio::Portfolio,
};
use store::import::{Import, Status};
use uuid::Uuid;

use super::{Details, ORIGINAL, details};
use crate::{App, AppError, Asker, portfolio};

/// A file, read.
#[derive(Debug)]
pub struct Read {
    /// Lines that are not text in the chosen encoding, at most 100.
    pub malformed_lines: Vec<usize>,
    /// The rows.
    pub table: Table,
    /// The form it was read in.
    pub format: Format,
    /// The entries.
    pub reading: Reading,
    /// What they would do.
    pub plan: Plan,
}

/// An import as its owner sees it before saying yes.
#[derive(Debug)]
pub struct Preview {
    /// Its row.
    pub import: Import,
    /// What is known of it.
    pub details: Details,
    /// The file read, or why it cannot be; `None` once it is no longer kept.
    pub read: Option<Result<Read, TableProblem>>,
    /// Whether the same file was imported before and still stands.
    pub seen_before: bool,
}

/// Reads one of the asker's imports anew, with the choices made so far.
///
/// # Errors
/// [`AppError::NotFound`] when it is unknown or another's.
pub async fn preview(app: &App, asker: &Asker, id: Uuid) -> Result<Preview, AppError> {
    let mut conn = app.db.read().await?;
    let row = store::import::find(&mut conn, asker.customer, id).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let (customer, hash) = (asker.customer, row.file_hash.as_slice());
    let seen_before = store::import::stands_already(&mut conn, customer, id, hash).await?;
    let portfolio = portfolio::read(&mut conn, &asker.vault, asker.customer).await?;
    drop(conn);
    let details = details(&asker.vault, &row)?;
    let read = if row.status == Status::Uploaded {
        Some(read(app, asker, &row, &details, portfolio).await?)
    } else {
        None
    };
    Ok(Preview { import: row, details, read, seen_before })
}

/// Reads the kept original of an import.
pub(super) async fn read(
    app: &App,
    asker: &Asker,
    row: &Import,
    details: &Details,
    portfolio: Portfolio,
) -> Result<Result<Read, TableProblem>, AppError> {
    let sealed = app.documents.get(row.id).await?;
    let bytes = asker.vault.unseal(ORIGINAL, row.id, &sealed)?;
    let (details, today) = (details.clone(), date::today(app.clock.now()));
    let bytes = Arc::new(bytes);
    tokio::task::spawn_blocking(move || read_bytes(&bytes, &details, today, &portfolio))
        .await
        .map_err(|_| AppError::Broken("reading a file failed"))
}

fn read_bytes(
    bytes: &[u8],
    details: &Details,
    today: NaiveDate,
    portfolio: &Portfolio,
) -> Result<Read, TableProblem> {
    let decoded = encoding::decode(bytes, details.encoding);
    let table = import::table::read(&decoded.text)?;
    let format = details.format.unwrap_or_else(|| import::recognise(&table));
    let reading = import::read(&table, format, details.mapping.as_ref(), today);
    let plan = import::plan(&reading, portfolio);
    Ok(Read { malformed_lines: decoded.malformed_lines, table, format, reading, plan })
}

/// The asker's imports, newest first.
///
/// # Errors
/// [`AppError`].
pub async fn list(app: &App, asker: &Asker) -> Result<Vec<(Import, Details)>, AppError> {
    let mut conn = app.db.read().await?;
    let rows = store::import::of_customer(&mut conn, asker.customer).await?;
    rows.into_iter()
        .map(|row| {
            let details = details(&asker.vault, &row)?;
            Ok((row, details))
        })
        .collect()
}

/// How far one of the asker's imports has come.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn progress(app: &App, asker: &Asker, id: Uuid) -> Result<Import, AppError> {
    let mut conn = app.db.read().await?;
    store::import::find(&mut conn, asker.customer, id).await?.ok_or(AppError::NotFound)
}
