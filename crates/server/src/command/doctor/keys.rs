//! What `kura doctor` says of the keys; never anything of a key itself.

use std::{fs, os::unix::fs::PermissionsExt as _};

use outside::keys::Keyring;
use store::{Db, StoreError};
use uuid::Uuid;

use super::Finding;
use crate::{
    StartError, assembly,
    config::{Keys, KeysSettings},
    start_error::with_causes,
};

/// What there is to say, and the name of the master key in use.
pub(super) fn examine(settings: KeysSettings) -> (Vec<Finding>, Option<String>) {
    match read(settings) {
        Ok((keys, keyring)) => {
            let mut findings = vec![Finding::Good(given(&keys, keyring.current()))];
            findings.extend(keyring.unused().map(unused));
            (findings, Some(keyring.current().to_owned()))
        }
        Err(error) => (vec![Finding::problem(&error)], None),
    }
}

fn read(settings: KeysSettings) -> Result<(Keys, Keyring), StartError> {
    let keys = settings.judged()?;
    let keyring = assembly::keyring(&keys)?;
    Ok((keys, keyring))
}

fn given(keys: &Keys, current: &str) -> String {
    match keys {
        Keys::File(file) => {
            let mode = fs::metadata(file).map_or(0, |file| file.permissions().mode() & 0o7777);
            let file = file.display();
            format!("Key file {file}: mode {mode:04o}, current master key {current}.")
        }
        Keys::Content(_) => format!("Keys given as content: current master key {current}."),
    }
}

fn unused(name: &str) -> Finding {
    Finding::Notice(format!(
        "The master key {name} was added and is not used yet. Once every process was started with \
         it, go on with `kura keys use`."
    ))
}

/// Whether every key is wrapped by the master key in use.
pub(super) async fn wrapping(db: &Db, current: &str) -> Finding {
    match wrapped_otherwise(db, current).await {
        Ok(0) => Finding::Good(format!("Every key is wrapped by the master key {current}.")),
        Ok(count) => Finding::Notice(format!(
            "At least {count} keys are wrapped by another master key than {current}: `kura keys \
             rewrap` wraps them by it."
        )),
        Err(error) => Finding::Problem(with_causes(&error)),
    }
}

async fn wrapped_otherwise(db: &Db, current: &str) -> Result<usize, StoreError> {
    let mut conn = db.read().await?;
    let all = Uuid::nil();
    let customers = store::data_key::wrapped_otherwise(&mut conn, current, all).await?.len();
    Ok(customers + store::staff_key::wrapped_otherwise(&mut conn, current, all).await?.len())
}
