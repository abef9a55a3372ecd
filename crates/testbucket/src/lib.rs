//! A bucket of a real S3 server, in the test's own process and on this machine only.
//! Dev-dependency only.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test that has no bucket can only stop, saying why"
)]

mod served;

use std::{
    fs,
    hash::{BuildHasher as _, RandomState},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tokio::{
    net::TcpListener,
    sync::Mutex,
    task::{JoinHandle, JoinSet},
};

use served::{Served, Slips};

const BUCKET: &str = "kura-test";
const KEY_ID: &str = "AKIATEST";
const SECRET: &str = "geheim-for-tests-only";

/// A server with one bucket. Its objects are files, gone with it; requests whose signature is
/// wrong are refused, and objects are created once if they are asked to be.
#[derive(Debug)]
pub struct TestBucket {
    root: PathBuf,
    at: SocketAddr,
    slips: Arc<Slips>,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl TestBucket {
    /// Starts a server whose bucket is empty.
    pub async fn start() -> Self {
        let root = unused_folder();
        fs::create_dir(&root).unwrap();
        fs::create_dir(root.join(BUCKET)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let bucket = Self { root, at, slips: Arc::default(), running: Mutex::default() };
        bucket.serve(listener).await;
        bucket
    }

    /// The setting that names the bucket.
    pub fn url(&self) -> String {
        self.url_of(BUCKET)
    }

    /// The setting that would name another bucket of the server.
    pub fn url_of(&self, bucket: &str) -> String {
        format!("s3://{bucket}?region=ap-northeast-1&endpoint=http://{}", self.at)
    }

    /// The setting that names an object of the bucket.
    pub fn url_of_object(&self, key: &str) -> String {
        self.url().replace('?', &format!("/{key}?"))
    }

    /// AWS's variables of whoever may use the bucket.
    pub fn variable(name: &str) -> Option<String> {
        match name {
            "AWS_ACCESS_KEY_ID" => Some(KEY_ID.to_owned()),
            "AWS_SECRET_ACCESS_KEY" => Some(SECRET.to_owned()),
            _ => None,
        }
    }

    /// Where the objects lie, as files of their names.
    pub fn folder(&self) -> PathBuf {
        self.root.join(BUCKET)
    }

    /// Keeps an object, as somebody else would who may write into the bucket.
    pub fn keep(&self, key: &str, bytes: &[u8]) {
        fs::write(self.folder().join(key), bytes).unwrap();
    }

    /// Nobody can connect, and whoever was connected is not any more.
    pub async fn goes_away(&self) {
        if let Some(running) = self.running.lock().await.take() {
            running.abort();
            let _ = running.await;
        }
    }

    /// It listens again where it did.
    pub async fn comes_back(&self) {
        self.serve(TcpListener::bind(self.at).await.unwrap()).await;
    }

    /// Carries out as many uploads from now on of which it says that it did not.
    pub fn denies(&self, uploads: u32) {
        self.slips.denied.store(uploads, Ordering::SeqCst);
    }

    /// Carries out as many uploads from now on and answers nothing.
    pub fn falls_silent(&self, uploads: u32) {
        self.slips.silent.store(uploads, Ordering::SeqCst);
    }

    /// Does nothing about as many requests from now on, and answers nothing.
    pub fn ignores(&self, requests: u32) {
        self.slips.ignored.store(requests, Ordering::SeqCst);
    }

    /// As [`TestBucket::ignores`], of requests that read an object.
    pub fn ignores_reads(&self, requests: u32) {
        self.slips.unread.store(requests, Ordering::SeqCst);
    }

    /// Denies as many requests from now on that read an object, as to whoever may not.
    pub fn refuses_reads(&self, requests: u32) {
        self.slips.refused.store(requests, Ordering::SeqCst);
    }

    /// Does nothing about any request until it [`TestBucket::attends`] again.
    pub fn hangs(&self) {
        self.ignores(u32::MAX);
    }

    /// Answers again. Returns how many requests it has ignored since it hung.
    pub fn attends(&self) -> u32 {
        u32::MAX - self.slips.ignored.swap(0, Ordering::SeqCst)
    }

    /// How many requests were answered for objects read, since the start.
    pub fn reads(&self) -> u32 {
        self.slips.reads.load(Ordering::SeqCst)
    }

    async fn serve(&self, listener: TcpListener) {
        let mut builder = S3ServiceBuilder::new(Served::of(&self.root, Arc::clone(&self.slips)));
        builder.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let service = builder.build();
        let running = tokio::spawn(async move {
            // Dropped with this task, and every connection with it.
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let served =
                    http1::Builder::new().serve_connection(TokioIo::new(socket), service.clone());
                connections.spawn(served);
            }
        });
        *self.running.lock().await = Some(running);
    }
}

impl Drop for TestBucket {
    fn drop(&mut self) {
        if let Some(running) = self.running.get_mut().take() {
            running.abort();
        }
        // What is left behind harms nobody.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A folder of a name no other test uses, here or in a process that has ended.
fn unused_folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    // The hasher's seed is the standard library's only randomness.
    let random = RandomState::new().hash_one("kura");
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    parent.join(format!("kura_bucket_{}_{random:016x}_{number}", std::process::id()))
}
