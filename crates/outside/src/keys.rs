//! Keys and sealing: each customer's data under a key of their own, each such key
//! under a versioned master key.
//!
//! A sealed value is `version (1) ‖ key id (4) ‖ nonce (12) ‖ AES-256-GCM-SIV
//! ciphertext and tag`, bound to its table, column and row as associated data:
//! moved to another place it does not open.

mod file;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, LessSafeKey, Nonce, UnboundKey},
    hmac,
};
use uuid::Uuid;
use zeroize::Zeroizing;

pub use self::file::KeyFile;
use crate::dice::{Dice, NoRandomness};

const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 12;
const HEAD: usize = 1 + KEY_ID + NONCE;

/// What can go wrong with keys. No variant ever carries key material.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key file cannot be read or written.
    #[error("key file {path}: {cause}")]
    File {
        /// Where.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// Others than its owner may read the key file.
    #[error("key file {path} has mode {mode:04o}; only its owner may read it: chmod 600 {path}")]
    Mode {
        /// Where.
        path: String,
        /// The mode found.
        mode: u32,
    },
    /// The key file makes no sense.
    #[error("key file {0} is not a Kura key file")]
    Malformed(String),
    /// A value was sealed under another key.
    #[error("sealed under a key this keyring does not have")]
    UnknownKey,
    /// A sealed value was changed, cut, or moved from its place.
    #[error("a sealed value of {0} does not open")]
    Tampered(&'static str),
    /// The service stops, and has not reckoned to the end.
    #[error("a keyed hash was not finished")]
    Unfinished,
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Where a sealed value stands; it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Table and column, such as `holding.details`.
    pub column: &'static str,
    /// The row.
    pub row: Uuid,
}

impl Place {
    fn associated_data(self) -> Vec<u8> {
        [b"kura/1|", self.column.as_bytes(), b"|", self.row.as_bytes()].concat()
    }
}

/// A customer's own key.
pub struct DataKey {
    id: [u8; KEY_ID],
    aead: LessSafeKey,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "DataKey({:02x?})", self.id)
    }
}

impl DataKey {
    fn new(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, bytes), b"kura key id");
        let mut id = [0; KEY_ID];
        id.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
        let key = UnboundKey::new(&AES_256_GCM_SIV, bytes).map_err(|_| KeyError::UnknownKey)?;
        Ok(Self { id, aead: LessSafeKey::new(key) })
    }

    /// Seals a value for its place.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn seal(&self, place: Place, plain: &[u8], dice: &Dice) -> Result<Vec<u8>, KeyError> {
        let nonce: [u8; NONCE] = dice.bytes()?;
        let mut body = plain.to_vec();
        self.aead
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.associated_data()),
                &mut body,
            )
            .map_err(|_| KeyError::Tampered(place.column))?;
        Ok([&[VERSION][..], &self.id, &nonce, &body].concat())
    }

    /// Opens a value sealed for its place.
    ///
    /// # Errors
    /// [`KeyError::UnknownKey`] for another key's, [`KeyError::Tampered`] for
    /// anything else that does not open.
    pub fn open(&self, place: Place, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let tampered = || KeyError::Tampered(place.column);
        let (head, body) = sealed.split_at_checked(HEAD).ok_or_else(tampered)?;
        let (version, rest) = head.split_first().ok_or_else(tampered)?;
        let (id, nonce) = rest.split_at_checked(KEY_ID).ok_or_else(tampered)?;
        if *version != VERSION {
            return Err(tampered());
        }
        if id != self.id {
            return Err(KeyError::UnknownKey);
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| tampered())?;
        let mut body = Zeroizing::new(body.to_vec());
        let aad = Aad::from(place.associated_data());
        let length = self.aead.open_in_place(nonce, aad, &mut body).map_err(|_| tampered())?.len();
        body.truncate(length);
        Ok(body)
    }
}

/// The master keys and the key of keyed hashes.
pub struct Keyring {
    current: String,
    unused: Option<String>,
    masters: BTreeMap<String, DataKey>,
    hashing: hmac::Key,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Keyring(current {}, {} masters)", self.current, self.masters.len())
    }
}

impl Keyring {
    /// Makes a key file that does not exist yet, with one master key, mode 0600.
    ///
    /// # Errors
    /// [`KeyError::File`] when it exists or cannot be written.
    pub fn init(path: &Path, dice: &Dice) -> Result<(), KeyError> {
        KeyFile::new(dice)?.write_new(path)
    }

    /// Adds a master key to the key file and makes it the current one. The old
    /// ones stay: what they wrapped still opens. Returns the new key's name.
    ///
    /// # Errors
    /// As [`Keyring::load`], and [`KeyError::File`] when it cannot be written.
    pub fn rotate(path: &Path, dice: &Dice) -> Result<String, KeyError> {
        let mut file = KeyFile::read(path)?;
        let name = file.add(dice)?;
        file.use_newest();
        file.replace(path)?;
        Ok(name)
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// [`KeyError::Mode`] when others may read it, [`KeyError::File`],
    /// [`KeyError::Malformed`].
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let malformed = || KeyError::Malformed(path.display().to_string());
        Self::from_file(&KeyFile::read(path)?).ok_or_else(malformed)
    }

    /// Reads a key file's content, given without a file; `None` when it is none.
    pub fn of_content(content: &str) -> Option<Self> {
        Self::from_file(&KeyFile::of_content(content)?)
    }

    /// A keyring that lives in memory only, for tests.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn in_memory(dice: &Dice) -> Result<Self, KeyError> {
        let malformed = || KeyError::Malformed("in memory".to_owned());
        Self::from_file(&KeyFile::new(dice)?).ok_or_else(malformed)
    }

    fn from_file(file: &KeyFile) -> Option<Self> {
        let unused = file.unused().map(ToOwned::to_owned);
        let masters = file.masters()?;
        masters.get(file.current())?;
        let hashing = hmac::Key::new(hmac::HMAC_SHA256, &*file.hashing()?);
        Some(Self { current: file.current().to_owned(), unused, masters, hashing })
    }

    /// The newest master key, if it is not the current one: processes shall know it first. Some
    /// may be wrapped by it where it was the current one before.
    pub fn unused(&self) -> Option<&str> {
        self.unused.as_deref()
    }

    /// The name of the master key new keys are wrapped by.
    pub fn current(&self) -> &str {
        &self.current
    }

    /// Makes a customer's key. Returns it, the master's name and the wrapped key.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn new_data_key(
        &self,
        customer: Uuid,
        dice: &Dice,
    ) -> Result<(DataKey, String, Vec<u8>), KeyError> {
        let bytes = Zeroizing::new(dice.bytes::<32>()?);
        let wrapped = self.wrap(customer, &bytes, dice)?;
        Ok((DataKey::new(&bytes)?, self.current.clone(), wrapped))
    }

    fn wrap(&self, customer: Uuid, bytes: &[u8; 32], dice: &Dice) -> Result<Vec<u8>, KeyError> {
        let master = self.masters.get(&self.current).ok_or(KeyError::UnknownKey)?;
        master.seal(wrap_place(customer), bytes, dice)
    }

    fn unwrap_bytes(
        &self,
        customer: Uuid,
        master: &str,
        wrapped: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, KeyError> {
        let master = self.masters.get(master).ok_or(KeyError::UnknownKey)?;
        let bytes = master.open(wrap_place(customer), wrapped)?;
        let bytes: [u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| KeyError::Tampered(wrap_place(customer).column))?;
        Ok(Zeroizing::new(bytes))
    }

    /// Opens a customer's wrapped key.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn data_key(
        &self,
        customer: Uuid,
        master: &str,
        wrapped: &[u8],
    ) -> Result<DataKey, KeyError> {
        DataKey::new(&*self.unwrap_bytes(customer, master, wrapped)?)
    }

    /// Wraps a customer's key anew under the current master key.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn rewrap(
        &self,
        customer: Uuid,
        master: &str,
        wrapped: &[u8],
        dice: &Dice,
    ) -> Result<Vec<u8>, KeyError> {
        self.wrap(customer, &*self.unwrap_bytes(customer, master, wrapped)?, dice)
    }

    /// A keyed hash of a value for a purpose: the same value hashes alike only
    /// for the same purpose. Serves for look-ups by equality of secret or
    /// personal values (e-mail address, tokens).
    pub fn hash(&self, purpose: &str, value: &[u8]) -> Vec<u8> {
        hash(&self.hashing, purpose, value)
    }

    /// As [`Keyring::hash`], of a value so large that reckoning would hold up whatever else
    /// this thread attends to.
    ///
    /// # Errors
    /// [`KeyError::Unfinished`].
    pub async fn hash_aside(
        &self,
        purpose: &'static str,
        value: Arc<Vec<u8>>,
    ) -> Result<Vec<u8>, KeyError> {
        let key = self.hashing.clone();
        let reckoned = tokio::task::spawn_blocking(move || hash(&key, purpose, &value)).await;
        reckoned.map_err(|_| KeyError::Unfinished)
    }
}

fn hash(key: &hmac::Key, purpose: &str, value: &[u8]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(key);
    context.update(purpose.as_bytes());
    context.update(&[0]);
    context.update(value);
    context.sign().as_ref().to_vec()
}

const fn wrap_place(customer: Uuid) -> Place {
    Place { column: "data_key.wrapped", row: customer }
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
