//! What the service holds: it hands a picture to a child process and weighs the answer.

mod inspect;

use std::{
    fmt, io,
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    sync::Arc,
    time::Duration,
};

use rustix::process::Signal;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

use crate::{MOST_REDRAWN, Refusal};

/// The subcommand of the program that is the gate.
const SUBCOMMAND: &str = "picture-gate";

/// What a Rust program ends with when it panics.
const PANICKED: i32 = 101;

/// The program's allocator sets address space of 1 GiB aside as it starts, which would be more
/// than the child may have. In the child, memory comes from the system piece by piece.
const ALLOCATOR: [(&str, &str); 2] =
    [("MIMALLOC_ARENA_RESERVE", "32MiB"), ("MIMALLOC_ARENA_MAX_OBJECT_SIZE", "1MiB")];

/// The way pictures come in. Clones share their places.
#[derive(Debug, Clone)]
pub struct Gate {
    program: PathBuf,
    places: Arc<Semaphore>,
    patience: Duration,
}

/// A picture that was drawn anew: a baseline JPEG in RGB, with nothing but pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Passed {
    /// The file, at most [`MOST_REDRAWN`] bytes.
    pub jpeg: Vec<u8>,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// Shows the size only: the picture is a person's document.
impl fmt::Debug for Passed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { jpeg, width, height } = self;
        write!(formatter, "Passed({width}×{height}, {} bytes)", jpeg.len())
    }
}

/// There is no picture to keep.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The picture is not taken, and will not be if it is given again.
    #[error("the picture is refused: {0}")]
    Refused(Refusal),
    /// Nobody had time to look at it. Not a refusal: given again, it may pass.
    #[error("too many pictures are being looked at")]
    Busy,
    /// The gate could not be asked. Not a refusal: nothing is known about the picture.
    #[error("the picture gate could not be asked")]
    CouldNotAsk(#[source] io::Error),
}

impl From<io::Error> for Failed {
    fn from(cause: io::Error) -> Self {
        Self::CouldNotAsk(cause)
    }
}

impl Gate {
    /// A gate whose children are `program`, at most `places` at a time. A picture waits at most
    /// `patience` for its place, and its child then has as long.
    ///
    /// The program is Kura itself. `/proc/self/exe` names the one that runs, even after another
    /// version was installed over it.
    pub fn new(program: PathBuf, places: usize, patience: Duration) -> Self {
        Self { program, places: Arc::new(Semaphore::new(places)), patience }
    }

    /// Lets a picture pass, drawn anew. If the caller goes away, the child is killed.
    ///
    /// # Errors
    /// [`Failed::Refused`] alone says something about the picture.
    pub async fn pass(&self, bytes: &[u8]) -> Result<Passed, Failed> {
        let Ok(Ok(_place)) = timeout(self.patience, self.places.acquire()).await else {
            return Err(Failed::Busy);
        };
        let mut child = self.start()?;
        if let Ok(answered) = timeout(self.patience, ask(&mut child, bytes)).await {
            let (status, answer) = answered?;
            return weigh(status, answer);
        }
        child.kill().await?;
        Err(Failed::Refused(Refusal::TooHard))
    }

    /// The child knows nothing of the service: no variable, no folder, no stream but its two. What
    /// its decoders have to say goes nowhere, for they may quote the picture.
    fn start(&self) -> io::Result<Child> {
        Command::new(&self.program)
            .arg(SUBCOMMAND)
            .env_clear()
            .envs(ALLOCATOR)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Gives the child the bytes, and hears its answer, a byte more at most than an answer may have.
async fn ask(child: &mut Child, bytes: &[u8]) -> io::Result<(ExitStatus, Vec<u8>)> {
    let (Some(mut ear), Some(mouth)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::other("the child has no streams"));
    };
    let give = async move {
        // Dropped at the end: the child reads until then.
        ear.write_all(bytes).await
    };
    let hear = async move {
        let mut answer = Vec::new();
        let most = u64::try_from(MOST_REDRAWN).unwrap_or(u64::MAX).saturating_add(1);
        mouth.take(most).read_to_end(&mut answer).await.map(|_| answer)
    };
    let (given, heard) = tokio::join!(give, hear);
    match given {
        // A child may have heard enough before the end.
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => return Err(cause),
        _ => {}
    }
    let answer = heard?;
    Ok((child.wait().await?, answer))
}

/// What the end of a child and its answer mean.
fn weigh(status: ExitStatus, answer: Vec<u8>) -> Result<Passed, Failed> {
    if let Some(refusal) = refusal_in(status) {
        return Err(Failed::Refused(refusal));
    }
    if !status.success() {
        return Err(io::Error::other(format!("the child ended with {status}")).into());
    }
    match inspect::plain_jpeg(&answer) {
        Some((width, height)) if answer.len() <= MOST_REDRAWN => {
            Ok(Passed { jpeg: answer, width, height })
        }
        _ => Err(io::Error::other("the child's answer is no plain JPEG").into()),
    }
}

/// The refusal in the way a child ended: the one it told, or the one it could not tell any more.
/// Other ends, such as being killed by somebody, say nothing about the picture.
fn refusal_in(status: ExitStatus) -> Option<Refusal> {
    /// Memory that was not given ends in an abort, and so does a stack that is full.
    const SPENT: [Signal; 2] = [Signal::ABORT, Signal::XCPU];
    const CRASHED: [Signal; 5] =
        [Signal::SEGV, Signal::BUS, Signal::ILL, Signal::FPE, Signal::TRAP];
    let ended_by = |signals: &[Signal]| {
        status.signal().is_some_and(|by| signals.iter().any(|signal| signal.as_raw() == by))
    };
    match status.code() {
        Some(PANICKED) => Some(Refusal::Undecodable),
        Some(code) => Refusal::of_status(code),
        None if ended_by(&SPENT) => Some(Refusal::TooHard),
        None if ended_by(&CRASHED) => Some(Refusal::Undecodable),
        None => None,
    }
}

#[cfg(test)]
#[path = "pass_tests.rs"]
mod tests;
