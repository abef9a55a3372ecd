//! The bank's own records of accounts: none, or a file its core system writes.
//!
//! The file has up to millions of lines and is asked for one. Reading it through takes
//! seconds; keeping it in memory would keep everybody's birth date there. So what is kept is
//! where each account's line begins, or what makes the file unfit, reckoned anew when the
//! file has changed, and the line is read from the file when it is asked for.
//! `docs/reference/bank-records.md` describes the file.

mod attempt;
mod index;
mod open;

use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::bank::{
    Account,
    record::{BankRecord, RecordFault},
};

use self::{
    attempt::Attempt,
    open::{Open, Place},
};
use crate::{
    bank_file::BankFile,
    bucket::{BucketError, Credentials, Object},
};

/// How long a question is waited for. Reading the file through may take longer: it goes on, and
/// is done for whoever asks then.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a file that could not be read through is let be.
const REST: Duration = Duration::from_secs(60);

/// Where the bank's records are.
#[derive(Debug, Clone)]
pub enum BankRecords {
    /// The bank has given none.
    None,
    /// A file, replaced by the bank's systems now and then.
    File(Arc<RecordFile>),
}

/// A file of records, and what is known of it.
#[derive(Debug)]
pub struct RecordFile {
    place: Place,
    patience: Duration,
    rest: Duration,
    /// The newest reading, done or under way; never held while anything is waited for.
    latest: Mutex<Option<Attempt>>,
}

/// What the bank's records say of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There are no records to ask.
    NotKept,
    /// The records know no such account.
    NoSuchAccount,
    /// The account as recorded.
    Recorded(Box<BankRecord>),
}

/// The records could not be asked. Never to be taken for "no such account".
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// The file could not be read.
    #[error("the bank's records cannot be read")]
    Unread(#[from] io::Error),
    /// A line is not as it must be.
    #[error("line {line} of the bank's records: {fault}")]
    Wrong {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it; never its content.
        fault: RecordFault,
    },
    /// The line of the account asked for is not as it must be; `kura doctor` says which.
    #[error("the account's line in the bank's records: {0}")]
    Entry(RecordFault),
    /// The file changed while it was read, more than once.
    #[error("the bank's records changed while they were read")]
    Changing,
}

impl BankRecords {
    /// The records of a file. It is not looked at before it is asked.
    pub fn in_file(path: PathBuf) -> Self {
        Self::of(Place::Path(path))
    }

    /// The records of a file wherever it is. It is not looked at before it is asked.
    ///
    /// # Errors
    /// [`BucketError::Unavailable`], such as half of the credentials only.
    pub fn at(file: &BankFile, credentials: &Credentials) -> Result<Self, BucketError> {
        Ok(match file {
            BankFile::Path(path) => Self::in_file(path.clone()),
            BankFile::Object(address) => Self::of(Place::Object(Object::at(address, credentials)?)),
        })
    }

    fn of(place: Place) -> Self {
        Self::within((PATIENCE, REST), place)
    }

    fn within((patience, rest): (Duration, Duration), place: Place) -> Self {
        Self::File(Arc::new(RecordFile { place, patience, rest, latest: Mutex::default() }))
    }

    /// What is recorded of an account.
    ///
    /// # Errors
    /// [`RecordsError`] when it could not be asked.
    pub async fn find(&self, account: &Account) -> Result<Answer, RecordsError> {
        let Self::File(file) = self else { return Ok(Answer::NotKept) };
        let found = tokio::time::timeout(file.patience, file.find(account)).await;
        let found = found.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        Ok(found.map_or(Answer::NoSuchAccount, |record| Answer::Recorded(Box::new(record))))
    }

    /// Reads every line, for whoever looks after the service. Returns how many accounts
    /// there are; `None` without records.
    ///
    /// # Errors
    /// [`RecordsError`] with the first line that is wrong.
    pub async fn examine(&self) -> Result<Option<usize>, RecordsError> {
        let Self::File(file) = self else { return Ok(None) };
        let open = file.place.open().await?;
        let read = tokio::task::spawn_blocking(move || index::examine(&open)).await;
        read.map_err(|_| io::Error::other("the reader gave up"))?.map(Some)
    }
}

impl RecordFile {
    /// The record of an account, by the reading of the file as it is.
    async fn find(&self, account: &Account) -> Result<Option<BankRecord>, RecordsError> {
        // A file replaced between the steps is looked at once more.
        match self.find_once(account).await {
            Err(RecordsError::Changing) => self.find_once(account).await,
            found => found,
        }
    }

    async fn find_once(&self, account: &Account) -> Result<Option<BankRecord>, RecordsError> {
        let open = Arc::new(self.place.open().await?);
        let reading = self.reading_of(&open).outcome().await?;
        let found = reading.find(&open, account).await;
        if open.is_unchanged()? { found } else { Err(RecordsError::Changing) }
    }

    /// The reading of a file as it is now, begun by whoever is the first to ask.
    fn reading_of(&self, open: &Arc<Open>) -> Attempt {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        match &*latest {
            Some(attempt) if attempt.serves(open, self.rest) => attempt.clone(),
            _ => latest.insert(Attempt::begin(Arc::clone(open))).clone(),
        }
    }
}

#[cfg(test)]
#[path = "bank_records_tests.rs"]
mod tests;
