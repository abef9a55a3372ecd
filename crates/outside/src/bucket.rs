//! A bucket of S3: what is asked of it, and how long an answer may take.

mod address;
mod credentials;
mod object;

use std::{error::Error, fmt, future::Future, io, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, ObjectStore as _, ObjectStoreExt as _, PutMode, PutOptions,
    RetryConfig,
    aws::{AmazonS3, AmazonS3Builder, Checksum},
    path::Path,
};

pub use address::{Address, AddressError, ObjectAddress, SCHEME};
pub use credentials::Credentials;
pub use object::Object;
pub(crate) use object::Version;

/// How long a connection may take to stand. In a region it takes milliseconds.
const CONNECTING: Duration = Duration::from_secs(2);

/// How often what begins no answer is asked, if asking again does no harm and takes no time.
const TRIES: u32 = 3;

/// A bucket, and who asks it.
#[derive(Clone)]
pub struct Bucket {
    store: AmazonS3,
    /// How long a question may take, with everything it takes to ask it.
    patience: Duration,
}

/// Why a bucket did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum BucketError {
    /// The bucket is there, and has no such object.
    #[error("the bucket has no such object")]
    Missing,
    /// It has, or is just being given, an object of that name.
    #[error("the bucket has such an object already")]
    Taken,
    /// The object is another than the one asked for.
    #[error("the object changed meanwhile")]
    Changed,
    /// It could not be asked, or not by us.
    #[error("the bucket could not be asked")]
    Unavailable(#[source] io::Error),
}

impl Bucket {
    /// A bucket whose answers are waited for so long. It is not asked yet.
    ///
    /// # Errors
    /// [`BucketError::Unavailable`], such as half of the credentials only.
    pub fn at(
        address: &Address,
        credentials: &Credentials,
        patience: Duration,
    ) -> Result<Self, BucketError> {
        let backoff =
            BackoffConfig { max_backoff: Duration::from_secs(1), ..BackoffConfig::default() };
        let retry = RetryConfig { backoff, max_retries: 2, retry_timeout: patience / 2 };
        // A proxy of our own for nobody keeps the environment's from being asked: what is sent
        // may be a task's credentials.
        let client = ClientOptions::new()
            .with_connect_timeout(CONNECTING)
            .with_timeout(patience)
            .with_proxy_url("http://127.0.0.1:9")
            .with_proxy_excludes("*,0.0.0.0/0,::/0");
        let builder = AmazonS3Builder::new()
            .with_bucket_name(&address.bucket)
            .with_region(&address.region)
            .with_retry(retry)
            .with_client_options(client)
            // The bytes are compared with it before they are kept.
            .with_checksum_algorithm(Checksum::SHA256)
            // One request for one object, which needs the right to delete it and no other.
            .with_disable_bulk_delete(true);
        let builder = match &address.endpoint {
            // That http stays on this machine is judged by `Address`.
            Some(endpoint) => builder.with_endpoint(endpoint).with_allow_http(true),
            None => builder.with_virtual_hosted_style_request(true),
        };
        let store = credentials.told_to(builder).build().map_err(|error| judged(&error))?;
        Ok(Self { store, patience })
    }

    /// The same bucket with another patience, which does not make a single request longer.
    pub(crate) fn within(&self, patience: Duration) -> Self {
        Self { store: self.store.clone(), patience }
    }

    /// Keeps a new object; kept in several places when this returns.
    ///
    /// # Errors
    /// [`BucketError::Taken`], also when the answer to a first try was lost and only the second
    /// came; [`BucketError::Unavailable`].
    pub(crate) async fn create(&self, key: &str, bytes: &[u8]) -> Result<(), BucketError> {
        let options = PutOptions::from(PutMode::Create);
        let key = Path::from(key);
        let put = self.store.put_opts(&key, bytes.to_vec().into(), options);
        self.answered(put).await.map(drop)
    }

    /// An object's bytes.
    ///
    /// # Errors
    /// [`BucketError::Missing`] or [`BucketError::Unavailable`].
    pub(crate) async fn get(&self, key: &str) -> Result<Vec<u8>, BucketError> {
        let key = Path::from(key);
        let bytes = async { self.begun(|| self.store.get(&key)).await?.bytes().await };
        Ok(self.answered(bytes).await?.into())
    }

    /// Deletes an object; deleting what is gone is no error.
    ///
    /// # Errors
    /// [`BucketError::Unavailable`].
    pub(crate) async fn delete(&self, key: &str) -> Result<(), BucketError> {
        let key = Path::from(key);
        match self.answered(self.begun(|| self.store.delete(&key))).await {
            Err(BucketError::Missing) => Ok(()),
            other => other,
        }
    }

    /// What comes of several questions in the time there is for one.
    ///
    /// # Errors
    /// Theirs; [`BucketError::Unavailable`] when the time is over.
    pub(crate) async fn in_time<T>(
        &self,
        questions: impl Future<Output = Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        match tokio::time::timeout(self.patience, questions).await {
            Ok(outcome) => outcome,
            Err(_) => Err(BucketError::Unavailable(io::ErrorKind::TimedOut.into())),
        }
    }

    async fn answered<T>(
        &self,
        question: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, BucketError> {
        self.in_time(async { question.await.map_err(|error| judged(&error)) }).await
    }

    /// The beginning of an answer, asked for anew when none comes in its share of the patience:
    /// what hangs once, at one of a bucket's many servers, seldom hangs twice. The library tries
    /// errors again, and a question without an answer not always.
    async fn begun<T, Asked>(&self, question: impl Fn() -> Asked) -> object_store::Result<T>
    where
        Asked: Future<Output = object_store::Result<T>>,
    {
        for _ in 1..TRIES {
            let asked = tokio::time::timeout(self.patience / TRIES, question());
            if let Ok(answer) = asked.await {
                return answer;
            }
        }
        question().await
    }
}

impl fmt::Debug for Bucket {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Bucket").field(&self.store.to_string()).finish()
    }
}

/// What an error means. S3 says 404 of a bucket that is not there too: only its own word for an
/// object is "there is none".
fn judged(error: &object_store::Error) -> BucketError {
    let told = deepest(error);
    let code = code(&told);
    match error {
        object_store::Error::NotFound { .. } if code == Some("NoSuchKey") => BucketError::Missing,
        object_store::Error::AlreadyExists { .. } => BucketError::Taken,
        object_store::Error::Precondition { .. } => BucketError::Changed,
        _ => BucketError::Unavailable(cause(error)),
    }
}

/// What caused an error. A whole answer may hold a token: its code says enough.
fn cause(error: &object_store::Error) -> io::Error {
    let told = deepest(error);
    io::Error::other(match code(&told) {
        Some(code) => format!("the answer was {code}"),
        None => first_words(&told).to_owned(),
    })
}

fn deepest(error: &object_store::Error) -> String {
    let mut last: &dyn Error = error;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}

/// S3's name for what is wrong, out of the XML of its answer.
fn code(told: &str) -> Option<&str> {
    let (code, _) = told.split_once("<Code>")?.1.split_once("</Code>")?;
    Some(code).filter(|code| code.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn first_words(told: &str) -> &str {
    told.split(['<', '\n']).next().unwrap_or_default().trim().trim_end_matches(':')
}
