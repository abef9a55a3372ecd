//! Whether the database can be reached, is up to date, and is set as it must be.

use std::path::Path;

use store::{Db, Keeping, StoreError};

use super::{Finding, keys};
use crate::{StartError, assembly, config::Database, start_error::with_causes};

pub(super) async fn examine(config: &Database, master: Option<&str>) -> Vec<Finding> {
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
    match count(&db).await {
        Ok(count) => {
            let text = format!("The database has its tables and {count} customers.");
            findings.push(Finding::Good(text));
            findings.extend(trail(&db).await);
            if let Some(master) = master {
                findings.push(keys::wrapping(&db, master).await);
            }
        }
        Err(error) => findings.push(Finding::problem(&StartError::NotMigrated(error.into()))),
    }
    match db.keeping().await {
        Ok(found) => findings.extend(found.into_iter().flat_map(keeping)),
        Err(error) => findings.push(Finding::Problem(with_causes(&error))),
    }
    db.close().await;
    findings
}

/// On a server its user decides whether the program itself could be made to change the trail.
async fn trail(db: &Db) -> Option<Finding> {
    match db.could_change_trail().await {
        Ok(could) => could.map(|could| {
            if !could {
                let text = "The database's user can only add to the audit trail.";
                return Finding::Good(text.to_owned());
            }
            let text = "The database's user could change the audit trail and its rules. Let `kura \
                        migrate` alone work as the owner of the tables, with [database] \
                        app_password, and everything else as kura_app.";
            Finding::Notice(text.to_owned())
        }),
        Err(error) => Some(Finding::Problem(with_causes(&error))),
    }
}

async fn count(db: &Db) -> Result<i64, StoreError> {
    store::customer::count_active(&mut db.read().await?).await
}

/// What an embedded file's settings decide: whether deleted data is really gone and
/// whether readers wait for writers.
fn keeping(found: Keeping) -> [Finding; 2] {
    let deleted = if found.overwrites_deleted {
        Finding::Good("Deleted data is overwritten (secure_delete).".to_owned())
    } else {
        Finding::Problem("Deleted data stays in the file: secure_delete is off.".to_owned())
    };
    let journal = if found.write_ahead_log {
        Finding::Good("Readers need not wait for writers (WAL).".to_owned())
    } else {
        let text = "The database does not keep a write-ahead log (WAL); is it on a network drive?";
        Finding::Problem(text.to_owned())
    };
    [deleted, journal]
}
