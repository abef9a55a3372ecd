//! Directories that go with the test.

use std::{
    hash::{BuildHasher as _, RandomState},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// A directory that is removed when dropped.
#[derive(Debug)]
pub(crate) struct ScratchDir(PathBuf);

impl ScratchDir {
    pub(crate) fn create() -> Self {
        let path = unused_path();
        std::fs::create_dir(&path).expect("a scratch directory can be made");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchDir {
    fn drop(&mut self) {
        // What is left behind harms nobody; a panic here would hide why a test failed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A path nothing stands at yet, in memory where the machine offers that.
pub(crate) fn unused_path() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    parent.join(unused_name())
}

/// A name no other test, here or in another process, uses. Fit for a database too.
pub(crate) fn unused_name() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    // The hasher's seed is the standard library's only randomness.
    let random = RandomState::new().hash_one("kura");
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("kura_test_{}_{random:016x}_{number}", std::process::id())
}
