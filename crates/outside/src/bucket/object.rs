//! One object of a bucket that somebody else writes: which it is now, and its bytes.

use std::{
    fmt,
    io::{self, Cursor, Read},
    ops::Range,
    time::Duration,
};

use futures_util::{StreamExt as _, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore as _, path::Path};
use tokio::runtime::Handle;

use super::{Bucket, BucketError, Credentials, ObjectAddress};

/// How long an object is read at once by whoever waits for it.
const AT_ONCE: Duration = Duration::from_secs(30);

/// How long an object flows. The bank's records have tens of megabytes, and nobody waits for all
/// of them.
const THROUGH: Duration = Duration::from_secs(300);

/// How long a short question may take.
const SHORT: Duration = Duration::from_secs(6);

/// An object of a bucket, and who asks for it.
#[derive(Clone)]
pub struct Object {
    bucket: Bucket,
    key: Path,
}

/// Which of the objects of a name it is, and how long, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    etag: String,
    pub length: u64,
}

impl Object {
    /// The object at an address. It is not asked for yet.
    ///
    /// # Errors
    /// [`BucketError::Unavailable`], such as half of the credentials only.
    pub fn at(address: &ObjectAddress, credentials: &Credentials) -> Result<Self, BucketError> {
        let bucket = Bucket::at(&address.bucket, credentials, THROUGH)?;
        Ok(Self { bucket, key: Path::from(address.key.as_str()) })
    }

    /// All of it.
    ///
    /// # Errors
    /// [`BucketError`].
    pub async fn read(&self) -> Result<Vec<u8>, BucketError> {
        self.bucket.within(AT_ONCE).get(self.key.as_ref()).await
    }

    /// Which it is now.
    ///
    /// # Errors
    /// [`BucketError::Unavailable`], also when there is none.
    pub(crate) async fn version(&self) -> Result<Version, BucketError> {
        let bucket = self.bucket.within(SHORT);
        let options = || GetOptions { head: true, ..GetOptions::default() };
        let asked = bucket.begun(|| bucket.store.get_opts(&self.key, options()));
        let found = bucket.answered(asked).await?.meta;
        let etag = found.e_tag.ok_or_else(|| {
            BucketError::Unavailable(io::Error::other("the bucket says no version of its object"))
        })?;
        Ok(Version { etag, length: found.size })
    }

    /// A part of it, if it is that version still.
    ///
    /// # Errors
    /// [`BucketError::Changed`], [`BucketError::Unavailable`].
    pub(crate) async fn part(
        &self,
        version: &Version,
        range: Range<u64>,
    ) -> Result<Vec<u8>, BucketError> {
        let range = range.start..range.end.min(version.length);
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let bucket = self.bucket.within(SHORT);
        let options = || of(version, GetRange::Bounded(range.clone()));
        let part = bucket.begun(|| bucket.store.get_opts(&self.key, options()));
        Ok(bucket.answered(async { part.await?.bytes().await }).await?.into())
    }

    /// All of it as it flows, if it is that version still; for a thread that may wait.
    ///
    /// # Errors
    /// [`BucketError::Changed`], [`BucketError::Unavailable`].
    pub(crate) async fn flow(&self, version: &Version) -> Result<Flow, BucketError> {
        let chunks = if version.length == 0 {
            futures_util::stream::empty().boxed()
        } else {
            let bucket = self.bucket.within(SHORT);
            let options = || of(version, GetRange::Offset(0));
            let whole = bucket.begun(|| bucket.store.get_opts(&self.key, options()));
            let chunks = bucket.answered(whole).await?.into_stream();
            let plain = |chunk| match chunk {
                Ok(bytes) => Ok(Vec::from(bytes)),
                Err(error) => Err(super::cause(&error)),
            };
            chunks.map(plain).boxed()
        };
        Ok(Flow { runtime: Handle::current(), chunks, chunk: Cursor::default() })
    }
}

fn of(version: &Version, range: GetRange) -> GetOptions {
    let if_match = Some(version.etag.clone());
    GetOptions { if_match, range: Some(range), ..GetOptions::default() }
}

impl fmt::Debug for Object {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Object").field(&self.bucket).field(&self.key.as_ref()).finish()
    }
}

/// The bytes of an object as they come.
pub(crate) struct Flow {
    runtime: Handle,
    chunks: BoxStream<'static, io::Result<Vec<u8>>>,
    chunk: Cursor<Vec<u8>>,
}

impl Read for Flow {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.chunk.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let next = tokio::time::timeout(SHORT, self.chunks.next());
            match self.runtime.block_on(next) {
                Ok(Some(chunk)) => self.chunk = Cursor::new(chunk?),
                Ok(None) => return Ok(0),
                Err(_) => return Err(io::ErrorKind::TimedOut.into()),
            }
        }
    }
}
