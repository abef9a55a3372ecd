//! The file as it is at one question, wherever it lies.

use std::{
    fs::{File, Metadata},
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    os::unix::fs::MetadataExt as _,
    path::PathBuf,
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
    /// The file as it is now. Called, as everything of it, by a thread that may wait.
    pub fn open(&self) -> Result<Open<'_>, RecordsError> {
        Ok(match self {
            Self::Path(path) => {
                let file = File::open(path)?;
                let stamp = stamp(&file.metadata()?);
                Open::File { file, stamp }
            }
            Self::Object(object) => {
                let version = waited(object.version())?;
                Open::Object { object, version }
            }
        })
    }
}

/// A file opened for one question: the same bytes even if another takes its name.
pub(super) enum Open<'a> {
    File {
        file: File,
        stamp: FileStamp,
    },
    /// Of an object that was replaced no byte is given any more.
    Object {
        object: &'a Object,
        version: Version,
    },
}

/// What a file is known again by.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    File(FileStamp),
    Object(Version),
}

/// Device, inode, length, last change in nanoseconds.
type FileStamp = (u64, u64, u64, i128);

type Lines<'a> = Reader<BufReader<Box<dyn Read + 'a>>>;

impl Open<'_> {
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

    /// All of its lines.
    pub fn lines(&self) -> Result<Lines<'_>, RecordsError> {
        Ok(lines(match self {
            Self::File { file, .. } => Box::new(from(file, 0)?),
            Self::Object { object, version } => Box::new(waited(object.flow(version))?),
        }))
    }

    /// The line that begins at a byte.
    pub fn line(&self, at: u64) -> Result<Lines<'_>, RecordsError> {
        Ok(lines(match self {
            Self::File { file, .. } => Box::new(from(file, at)?),
            Self::Object { object, version } => {
                Box::new(Cursor::new(waited(object.part(version, at..at + LINE))?))
            }
        }))
    }

    pub fn encoding(&self) -> Result<Encoding, RecordsError> {
        let mut sample = Vec::new();
        match self {
            Self::File { file, .. } => {
                from(file, 0)?.take(SAMPLE).read_to_end(&mut sample)?;
            }
            Self::Object { object, version } => {
                sample = waited(object.part(version, 0..SAMPLE))?;
            }
        }
        // A letter cut in two at the end would make UTF-8 look like something else.
        let whole =
            sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |at| at + 1);
        Ok(detect(sample.get(..whole).unwrap_or_default()))
    }
}

fn from(mut file: &File, at: u64) -> io::Result<&File> {
    file.seek(SeekFrom::Start(at))?;
    Ok(file)
}

fn lines<'a>(of: Box<dyn Read + 'a>) -> Lines<'a> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).trim(Trim::All);
    builder.from_reader(BufReader::new(of))
}

fn stamp(of: &Metadata) -> FileStamp {
    let changed = i128::from(of.mtime()) * 1_000_000_000 + i128::from(of.mtime_nsec());
    (of.dev(), of.ino(), of.len(), changed)
}

fn waited<T>(answer: impl Future<Output = Result<T, BucketError>>) -> Result<T, RecordsError> {
    match Handle::current().block_on(answer) {
        Err(BucketError::Changed) => Err(RecordsError::Changing),
        other => Ok(other.map_err(io::Error::from)?),
    }
}
