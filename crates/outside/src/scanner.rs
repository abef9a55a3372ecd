//! What looks at uploaded documents for malware: nothing, or ClamAV's daemon.

mod address;

use std::{io, time::Duration};

use tokio::{
    io::{
        AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
        BufReader,
    },
    net::{TcpStream, UnixStream},
    time::timeout,
};

pub use self::address::{Address, AddressError};

/// Bytes of a document sent at a time.
const CHUNK: usize = 64 * 1024;

/// Bytes of an answer listened to; clamd's longest hold a signature's name.
const ANSWER: u64 = 4096;

/// Characters kept of what a scanner says.
const WORDS: usize = 200;

/// What looks at documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// Nothing does.
    None,
    /// ClamAV's daemon, `clamd`.
    Clamd {
        /// Where it listens.
        address: Address,
        /// How long a whole scan may take, from connecting to the answer.
        patience: Duration,
    },
}

/// What is known of a document. Only [`Verdict::Clean`] says that it was looked at
/// and is thought harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// No scanner is configured.
    NotScanned,
    /// Looked at to its end, nothing found.
    Clean,
    /// Malware, or what the scanner takes for it.
    Found {
        /// The signature's name: printable ASCII, 200 characters at most; may be empty.
        name: String,
    },
}

/// There is no verdict: the document is to be held, not passed.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// A scanner is configured and did not do its work.
    #[error("the scanner at {address} is unavailable")]
    Unavailable {
        /// Which.
        address: Address,
        /// In what way.
        #[source]
        cause: Trouble,
    },
}

/// In what way a scanner is unavailable.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no connection, or it broke.
    #[error("it cannot be talked to")]
    Connection(#[from] io::Error),
    /// Its time is over.
    #[error("it did not answer within {0:?}")]
    Slow(Duration),
    /// It says why it will not, such as `INSTREAM size limit exceeded. ERROR`.
    #[error("it refuses: {0}")]
    Refused(String),
    /// So many bytes came, and they are no answer. Their text is not kept: whoever
    /// sent them may have sent the document back.
    #[error("it answered {0} bytes that mean nothing")]
    Nonsense(usize),
}

impl Scanner {
    /// Looks at a document of any length, also an empty one.
    ///
    /// # Errors
    /// [`ScanError::Unavailable`]: nothing is known about the document.
    pub async fn scan(&self, document: &[u8]) -> Result<Verdict, ScanError> {
        let Self::Clamd { address, patience } = self else { return Ok(Verdict::NotScanned) };
        let asked = ask(address, *patience, b"zINSTREAM\0", Some(document)).await;
        asked.and_then(|answer| verdict(&answer)).map_err(|cause| unavailable(address, cause))
    }

    /// Whether it would look at a document now; nothing configured is nothing amiss.
    ///
    /// # Errors
    /// [`ScanError::Unavailable`].
    pub async fn ping(&self) -> Result<(), ScanError> {
        let Self::Clamd { address, patience } = self else { return Ok(()) };
        let answer = ask(address, *patience, b"zPING\0", None).await;
        match answer {
            Ok(answer) if answer == b"PONG\0" => Ok(()),
            Ok(answer) => Err(unavailable(address, Trouble::Nonsense(answer.len()))),
            Err(cause) => Err(unavailable(address, cause)),
        }
    }
}

fn unavailable(address: &Address, cause: Trouble) -> ScanError {
    ScanError::Unavailable { address: address.clone(), cause }
}

/// One command, its document and the answer, on a connection of their own (`clamd(8)`).
async fn ask(
    address: &Address,
    patience: Duration,
    command: &[u8],
    document: Option<&[u8]>,
) -> Result<Vec<u8>, Trouble> {
    let talk = async {
        match address {
            Address::Unix(path) => {
                converse(UnixStream::connect(path).await?, command, document).await
            }
            Address::Tcp { host, port } => {
                let stream = TcpStream::connect((host.as_str(), *port)).await?;
                // The last four bytes must not wait until those before them are acknowledged.
                stream.set_nodelay(true)?;
                converse(stream, command, document).await
            }
        }
    };
    timeout(patience, talk).await.unwrap_or(Err(Trouble::Slow(patience)))
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    command: &[u8],
    document: Option<&[u8]>,
) -> Result<Vec<u8>, Trouble> {
    let said = say(&mut stream, command, document).await;
    let mut answer = Vec::new();
    let heard = BufReader::new(stream.take(ANSWER)).read_until(0, &mut answer).await;
    if let Err(cause) = said {
        // It may have told why before it hung up. A verdict on a part of the document is none.
        return Err(refusal(&answer).unwrap_or(Trouble::Connection(cause)));
    }
    heard?;
    Ok(answer)
}

/// A command, and a document as chunks, each behind its length (32 bits, big-endian);
/// one of no length is the end.
async fn say<S: AsyncWrite + Unpin>(
    stream: &mut S,
    command: &[u8],
    document: Option<&[u8]>,
) -> io::Result<()> {
    stream.write_all(command).await?;
    if let Some(document) = document {
        for chunk in document.chunks(CHUNK) {
            stream.write_u32(u32::try_from(chunk.len()).map_err(io::Error::other)?).await?;
            stream.write_all(chunk).await?;
        }
        stream.write_u32(0).await?;
    }
    stream.flush().await
}

/// What an answer says. The zero byte that ends it must have come: without it
/// `stream: OK` may be the beginning of a name.
fn verdict(answer: &[u8]) -> Result<Verdict, Trouble> {
    let found = |answer: &[u8]| {
        let name = answer.strip_prefix(b"stream: ")?.strip_suffix(b" FOUND\0")?;
        Some(Verdict::Found { name: printable(name) })
    };
    if answer == b"stream: OK\0" {
        return Ok(Verdict::Clean);
    }
    found(answer).ok_or_else(|| refusal(answer).unwrap_or(Trouble::Nonsense(answer.len())))
}

fn refusal(answer: &[u8]) -> Option<Trouble> {
    let words = answer.strip_suffix(b"\0").filter(|words| words.ends_with(b" ERROR"))?;
    Some(Trouble::Refused(printable(words)))
}

fn printable(words: &[u8]) -> String {
    let shown = |byte: &&u8| byte.is_ascii_graphic() || **byte == b' ';
    words.iter().filter(shown).take(WORDS).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
#[path = "scanner_tests.rs"]
mod tests;
