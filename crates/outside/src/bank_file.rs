//! A file the bank keeps: at a path, or an object of a bucket, for machines without a folder.

use std::{fmt, io, path::PathBuf, str::FromStr};

use crate::bucket::{AddressError, BucketError, Credentials, Object, ObjectAddress, SCHEME};

/// Where a file of the bank's is, written as a path, or as `s3://BUCKET/KEY?region=REGION`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum BankFile {
    /// At a path.
    Path(PathBuf),
    /// In a bucket.
    Object(ObjectAddress),
}

impl BankFile {
    /// All of it.
    ///
    /// # Errors
    /// What was in the way.
    pub async fn read(&self, credentials: &Credentials) -> io::Result<Vec<u8>> {
        match self {
            Self::Path(path) => tokio::fs::read(path).await,
            Self::Object(address) => Ok(Object::at(address, credentials)?.read().await?),
        }
    }
}

impl From<BucketError> for io::Error {
    fn from(error: BucketError) -> Self {
        match error {
            BucketError::Unavailable(cause) => cause,
            other => Self::other(other),
        }
    }
}

impl From<PathBuf> for BankFile {
    fn from(path: PathBuf) -> Self {
        Self::Path(path)
    }
}

impl FromStr for BankFile {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match text.starts_with(SCHEME) {
            true => Ok(Self::Object(text.parse()?)),
            false => Ok(Self::Path(text.into())),
        }
    }
}

impl TryFrom<String> for BankFile {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        text.parse()
    }
}

impl fmt::Display for BankFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(out),
            Self::Object(address) => address.fmt(out),
        }
    }
}
