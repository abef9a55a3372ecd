//! The file as it is at one question, wherever it lies.

use std::{
    fs::{File, Metadata},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::MetadataExt as _,
    path::PathBuf,
    sync::Arc,
};

use csv::{Reader, ReaderBuilder, Trim};
use domain::import::encoding::{Encoding, detect};
use tokio::runtime::Handle;

use super::RecordsError;
use crate::bucket::{BucketError, Object, Version};

/// How much of a file tells its encoding, in bytes. Every line has kana.
const SAMPLE: u64 = 1 << 20;

/// No line is as long, in bytes; so much of an object is fetched for one.
const LINE: u64 = 1 << 16;

/// Where the file lies.
#[derive(Debug)]
pub(super) enum Place {
    Path(PathBuf),
    Object(Object),
}

impl Place {
    /// The file as it is now.
    pub async fn open(&self) -> Result<Open, RecordsError> {
        Ok(match self {
            Self::Path(path) => {
                let file = tokio::fs::File::open(path).await?;
                let stamp = stamp(&file.metadata().await?);
                Open::File { file: file.into_std().await, stamp }
            }
            Self::Object(object) => {
                let version = judged(object.version().await)?;
                Open::Object { object: object.clone(), version }
            }
        })
    }
}

/// A file opened for one question: the same bytes even if another takes its name.
#[derive(Debug)]
pub(super) enum Open {
    File {
        file: File,
        stamp: FileStamp,
    },
    /// Of an object that was replaced no byte is given any more.
    Object {
        object: Object,
        version: Version,
    },
}

/// What a file is known again by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stamp {
    File(FileStamp),
    Object(Version),
}

/// Device, inode, length, last change in nanoseconds.
type FileStamp = (u64, u64, u64, i128);

impl Open {
    pub fn stamp(&self) -> Stamp {
        match self {
            Self::File { stamp, .. } => Stamp::File(*stamp),
            Self::Object { version, .. } => Stamp::Object(version.clone()),
        }
    }

    /// Whether nobody wrote into it meanwhile.
    pub fn is_unchanged(&self) -> io::Result<bool> {
        match self {
            Self::File { file, stamp: before } => Ok(stamp(&file.metadata()?) == *before),
            Self::Object { .. } => Ok(true),
        }
    }

    /// All of its lines, for a thread that may wait.
    pub fn lines(&self) -> Result<Reader<Box<dyn Read + '_>>, RecordsError> {
        let bytes: Box<dyn Read + '_> = match self {
            Self::File { file, .. } => Box::new(from(file, 0)?),
            Self::Object { object, version } => Box::new(waited(object.flow(version))?),
        };
        Ok(lines(bytes))
    }

    /// The bytes from the beginning of a line on, and more of them than any line has.
    pub async fn line(self: &Arc<Self>, at: u64) -> Result<Vec<u8>, RecordsError> {
        if let Self::Object { object, version } = &**self {
            return judged(object.part(version, at..at + LINE).await);
        }
        let open = Arc::clone(self);
        let read = tokio::task::spawn_blocking(move || open.part(at, LINE)).await;
        read.map_err(|_| io::Error::other("the reader gave up"))?
    }

    /// How the bytes are to be read, for a thread that may wait.
    pub fn encoding(&self) -> Result<Encoding, RecordsError> {
        let sample = self.part(0, SAMPLE)?;
        // A letter cut in two at the end would make UTF-8 look like something else.
        let whole =
            sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |at| at + 1);
        Ok(detect(sample.get(..whole).unwrap_or_default()))
    }

    fn part(&self, at: u64, length: u64) -> Result<Vec<u8>, RecordsError> {
        match self {
            Self::File { file, .. } => {
                let mut bytes = Vec::new();
                from(file, at)?.take(length).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Self::Object { object, version } => waited(object.part(version, at..at + length)),
        }
    }
}

fn from(mut file: &File, at: u64) -> io::Result<&File> {
    file.seek(SeekFrom::Start(at))?;
    Ok(file)
}

/// The lines of bytes.
pub(super) fn lines<Bytes: Read>(of: Bytes) -> Reader<Bytes> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).trim(Trim::All);
    builder.from_reader(of)
}

fn stamp(of: &Metadata) -> FileStamp {
    let changed = i128::from(of.mtime()) * 1_000_000_000 + i128::from(of.mtime_nsec());
    (of.dev(), of.ino(), of.len(), changed)
}

fn waited<T>(answer: impl Future<Output = Result<T, BucketError>>) -> Result<T, RecordsError> {
    judged(Handle::current().block_on(answer))
}

fn judged<T>(answer: Result<T, BucketError>) -> Result<T, RecordsError> {
    match answer {
        Err(BucketError::Changed) => Err(RecordsError::Changing),
        other => Ok(other.map_err(io::Error::from)?),
    }
}
