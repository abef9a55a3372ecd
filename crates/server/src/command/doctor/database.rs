//! Whether the database can be reached, is up to date, and is set as it must be.

use std::path::Path;

use store::{Conn, Db, StoreError};

use super::Finding;
use crate::{StartError, assembly, config::Database, start_error::with_causes};

pub(super) async fn examine(config: &Database) -> Vec<Finding> {
    // Opening would make the file, and then it would only seem to be there.
    if let Some(file) = config.file().filter(|file| !Path::new(file).exists()) {
        let text = format!("The database {file} does not exist. Make it with `kura migrate`.");
        return vec![Finding::Problem(text)];
    }
    let db = match assembly::database(config).await {
        Ok(db) => db,
        Err(error) => return vec![Finding::problem(&error)],
    };
    let mut findings = vec![Finding::Good("The database can be reached.".to_owned())];
    findings.push(tables(&db).await);
    if config.file().is_some() {
        match pragmas(&db).await {
            Ok(found) => findings.extend(found),
            Err(error) => findings.push(Finding::Problem(with_causes(&error))),
        }
    }
    db.close().await;
    findings
}

async fn tables(db: &Db) -> Finding {
    match count(db).await {
        Ok(count) => Finding::Good(format!("The database has its tables and {count} customers.")),
        Err(error) => Finding::problem(&StartError::NotMigrated(error.into())),
    }
}

async fn count(db: &Db) -> Result<i64, StoreError> {
    store::customer::count_active(&mut db.read().await?).await
}

/// SQLite's own settings, which decide whether deleted data is really gone and
/// whether readers wait for writers.
async fn pragmas(db: &Db) -> Result<[Finding; 2], StoreError> {
    let mut conn = db.read().await?;
    let secure_delete = pragma(&mut conn, "PRAGMA secure_delete").await?;
    let deleted = match secure_delete.map(|row| row.int("secure_delete")).transpose()? {
        Some(1) => Finding::Good("Deleted data is overwritten (secure_delete).".to_owned()),
        _ => Finding::Problem("Deleted data stays in the file: secure_delete is off.".to_owned()),
    };
    let journal_mode = pragma(&mut conn, "PRAGMA journal_mode").await?;
    let mode = journal_mode.map(|row| row.text("journal_mode")).transpose()?;
    let journal = match mode.as_deref() {
        Some("wal") => Finding::Good("Readers need not wait for writers (WAL).".to_owned()),
        _ => Finding::Problem(
            "The database does not keep a write-ahead log (WAL); is it on a network drive?"
                .to_owned(),
        ),
    };
    Ok([deleted, journal])
}

async fn pragma(conn: &mut Conn, text: &'static str) -> Result<Option<store::Row>, StoreError> {
    conn.fetch_optional(text, Vec::new()).await
}
