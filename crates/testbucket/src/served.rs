//! What the server does: `s3s-fs`, and what AWS does besides.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use async_trait::async_trait;
use s3s::{
    S3, S3Request, S3Response, S3Result,
    dto::{
        DeleteObjectInput, DeleteObjectOutput, ETagCondition, GetObjectInput, GetObjectOutput,
        HeadBucketInput, HeadObjectInput, HeadObjectOutput, PutObjectInput, PutObjectOutput,
    },
    s3_error,
};
use s3s_fs::FileSystem;

/// What goes wrong as a test says, and what is counted for it.
#[derive(Debug, Default)]
pub struct Slips {
    pub ignored: AtomicU32,
    pub unread: AtomicU32,
    pub refused: AtomicU32,
    pub denied: AtomicU32,
    pub silent: AtomicU32,
    pub reads: AtomicU32,
}

/// The operations the program uses; every other is "not implemented".
pub struct Served {
    files: FileSystem,
    slips: Arc<Slips>,
}

impl Served {
    pub fn of(root: &Path, slips: Arc<Slips>) -> Self {
        Self { files: FileSystem::new(root).unwrap(), slips }
    }

    /// `s3s-fs` makes a bucket that is not there, and finds no object in it.
    async fn find_bucket<T>(&self, req: &S3Request<T>, bucket: &str) -> S3Result<()> {
        let input = HeadBucketInput { bucket: bucket.to_owned(), ..HeadBucketInput::default() };
        self.files.head_bucket(about(req, input)).await.map(drop)
    }

    /// Never ends for a request that is ignored.
    async fn attend(&self) {
        if is_left(&self.slips.ignored) {
            std::future::pending::<()>().await;
        }
    }

    /// `s3s-fs` looks at no condition of a read.
    async fn judge(&self, req: &S3Request<GetObjectInput>) -> S3Result<()> {
        let GetObjectInput { bucket, key, if_match, if_none_match, .. } = req.input.clone();
        if if_match.is_none() && if_none_match.is_none() {
            return Ok(());
        }
        let of_object = HeadObjectInput { bucket, key, ..HeadObjectInput::default() };
        let head = self.files.head_object(about(req, of_object)).await?;
        let is = |condition: &ETagCondition| match (condition, &head.output.e_tag) {
            (ETagCondition::Any, _) => true,
            (ETagCondition::ETag(one), Some(other)) => one.weak_cmp(other),
            (ETagCondition::ETag(_), None) => false,
        };
        if if_match.is_some_and(|wanted| !is(&wanted)) {
            return Err(s3_error!(PreconditionFailed));
        }
        if if_none_match.is_some_and(|known| is(&known)) {
            return Err(s3_error!(NotModified));
        }
        Ok(())
    }
}

#[async_trait]
impl S3 for Served {
    async fn put_object(
        &self,
        req: S3Request<PutObjectInput>,
    ) -> S3Result<S3Response<PutObjectOutput>> {
        self.attend().await;
        self.find_bucket(&req, &req.input.bucket).await?;
        let outcome = self.files.put_object(req).await;
        if is_left(&self.slips.silent) {
            std::future::pending::<()>().await;
        }
        if is_left(&self.slips.denied) { Err(s3_error!(InternalError)) } else { outcome }
    }

    async fn get_object(
        &self,
        req: S3Request<GetObjectInput>,
    ) -> S3Result<S3Response<GetObjectOutput>> {
        self.attend().await;
        self.find_bucket(&req, &req.input.bucket).await?;
        self.judge(&req).await?;
        if is_left(&self.slips.unread) {
            std::future::pending::<()>().await;
        }
        if is_left(&self.slips.refused) {
            return Err(s3_error!(AccessDenied));
        }
        self.slips.reads.fetch_add(1, Ordering::SeqCst);
        self.files.get_object(req).await
    }

    async fn head_object(
        &self,
        req: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        self.attend().await;
        self.find_bucket(&req, &req.input.bucket).await?;
        self.files.head_object(req).await
    }

    async fn delete_object(
        &self,
        req: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.attend().await;
        self.files.delete_object(req).await
    }
}

/// A request for something else, by whoever made this one.
fn about<T, U>(req: &S3Request<T>, input: U) -> S3Request<U> {
    S3Request {
        input,
        method: req.method.clone(),
        uri: req.uri.clone(),
        headers: req.headers.clone(),
        extensions: req.extensions.clone(),
        credentials: req.credentials.clone(),
        region: req.region.clone(),
        service: req.service.clone(),
        trailing_headers: None,
    }
}

/// Takes one away, if there is one.
fn is_left(count: &AtomicU32) -> bool {
    let less = |left: u32| left.checked_sub(1);
    count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok()
}
