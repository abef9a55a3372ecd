//! How many transactions wrote to a database in a file.

use std::fs;

use super::TestApp;

/// Bytes of the header of a write-ahead log, and of that of each frame
/// (<https://sqlite.org/fileformat2.html#walformat>).
const HEADER: usize = 32;
const FRAME: usize = 24;

impl TestApp {
    /// The transactions in the write-ahead log; `None` on a server.
    pub fn commits(&self) -> Option<usize> {
        let file = self.db_url.strip_prefix("sqlite:")?;
        let log = fs::read(format!("{file}-wal")).unwrap();
        let number = |bytes: &[u8]| u32::from_be_bytes(bytes.try_into().unwrap());
        let page = usize::try_from(number(&log[8..12])).unwrap();
        let frames = log[HEADER..].chunks_exact(FRAME + page);
        // Frames of before the log began anew have other salts. The last of a transaction
        // tells the size of the database after it.
        let of_now = frames.filter(|frame| frame[8..16] == log[16..24]);
        Some(of_now.filter(|frame| number(&frame[4..8]) != 0).count())
    }
}
