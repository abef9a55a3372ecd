//! What a key file holds: in a file of its owner's only, or as content a machine is given
//! that keeps secrets apart.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use zeroize::Zeroizing;

use super::{DataKey, KeyError};
use crate::dice::{Dice, NoRandomness};

/// The master keys and the hashing key as they are kept; secrets in base64, wiped from
/// memory when dropped.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct KeyFile {
    current: String,
    masters: BTreeMap<String, Zeroizing<String>>,
    hashing: Zeroizing<String>,
}

impl std::fmt::Debug for KeyFile {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "KeyFile(current {}, {} masters)", self.current, self.masters.len())
    }
}

impl KeyFile {
    /// One master key and a hashing key.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn new(dice: &Dice) -> Result<Self, KeyError> {
        Ok(Self {
            current: "m1".to_owned(),
            masters: BTreeMap::from([("m1".to_owned(), new_secret(dice)?)]),
            hashing: new_secret(dice)?,
        })
    }

    /// Understands a content; `None` when it is no key file's.
    pub fn of_content(content: &str) -> Option<Self> {
        // The reader's own error quotes what it found.
        let file: Self = serde_json::from_str(content).ok()?;
        file.hashing()?;
        file.masters()?.contains_key(&file.current).then_some(file)
    }

    /// Reads a file that only its owner may read.
    ///
    /// # Errors
    /// [`KeyError::Mode`], [`KeyError::File`], [`KeyError::Malformed`].
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let found = fs::metadata(path).map_err(|cause| file_error(path, cause))?;
        let mode = found.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeyError::Mode { path: path.display().to_string(), mode: mode & 0o7777 });
        }
        let read = fs::read_to_string(path).map_err(|cause| file_error(path, cause));
        let malformed = || KeyError::Malformed(path.display().to_string());
        Self::of_content(&Zeroizing::new(read?)).ok_or_else(malformed)
    }

    /// What stands in a file, and may be given without one.
    ///
    /// # Errors
    /// Never: there is nothing in it that cannot be written.
    pub fn content(&self) -> Result<Zeroizing<String>, KeyError> {
        let text = serde_json::to_string_pretty(self);
        text.map(Zeroizing::new).map_err(|_| KeyError::Malformed("to be written".to_owned()))
    }

    /// Adds a master key nothing is wrapped by yet, and says its name.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn add(&mut self, dice: &Dice) -> Result<String, KeyError> {
        // Not their count: where somebody took an old one away, it would name one that is there.
        let newest = self.masters.keys().map(|name| number(name)).max().unwrap_or(0);
        let name = format!("m{}", newest.saturating_add(1));
        self.masters.insert(name.clone(), new_secret(dice)?);
        Ok(name)
    }

    /// The newest master key, if it is not the current one.
    pub fn unused(&self) -> Option<&str> {
        let newest = self.masters.keys().max_by_key(|name| number(name))?;
        (number(newest) > number(&self.current)).then_some(newest)
    }

    /// Makes the newest master key the current one; `false` when it is that already.
    pub fn use_newest(&mut self) -> bool {
        let newest = self.unused().map(ToOwned::to_owned);
        newest.map(|newest| self.current = newest).is_some()
    }

    /// The name of the master key new keys are wrapped by.
    pub fn current(&self) -> &str {
        &self.current
    }

    pub(super) fn masters(&self) -> Option<BTreeMap<String, DataKey>> {
        let key = |secret: &str| DataKey::new(&*decode(secret)?).ok();
        self.masters.iter().map(|(name, secret)| Some((name.clone(), key(secret)?))).collect()
    }

    pub(super) fn hashing(&self) -> Option<Zeroizing<[u8; 32]>> {
        decode(&self.hashing)
    }

    pub(super) fn write_new(&self, path: &Path) -> Result<(), KeyError> {
        let text = self.content()?;
        let written = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .and_then(|mut out| out.write_all(text.as_bytes()).and_then(|()| out.sync_all()));
        written.map_err(|cause| file_error(path, cause))
    }

    pub(super) fn replace(&self, path: &Path) -> Result<(), KeyError> {
        let draft = path.with_extension("new");
        self.write_new(&draft)?;
        fs::rename(&draft, path).map_err(|cause| file_error(path, cause))
    }
}

fn number(name: &str) -> u32 {
    name.strip_prefix('m').and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn new_secret(dice: &Dice) -> Result<Zeroizing<String>, NoRandomness> {
    Ok(Zeroizing::new(BASE64.encode(Zeroizing::new(dice.bytes::<32>()?))))
}

fn decode(secret: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(BASE64.decode(secret).ok()?);
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

fn file_error(path: &Path, cause: std::io::Error) -> KeyError {
    KeyError::File { path: path.display().to_string(), cause }
}
