//! What the program logs while tests run, kept to be searched.

use std::{
    io::Write,
    sync::{Mutex, OnceLock, PoisonError},
};

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Keeps every line from now on: all levels down to debug, far more than a service
/// in use would write. Without times, whose digits could be taken for a code.
pub fn capture() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
            .without_time()
            .with_ansi(false)
            .with_writer(|| Keeper)
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// Everything logged by all tests of the process.
pub fn text() -> Vec<u8> {
    LOG.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
