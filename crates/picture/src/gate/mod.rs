//! What runs in the child: bytes in, a plain JPEG or a refusal out.

mod confine;
mod kind;
mod redraw;

use std::io::{self, Read, Write};

use crate::{MOST_BYTES, Refusal};

/// Why the child gives no picture.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The picture is not taken.
    #[error("the picture is refused ({code}): {0}", code = .0.code())]
    Refused(#[from] Refusal),
    /// The system did not do its part; this says nothing about the picture.
    #[error("the picture could not be judged: {0}")]
    System(#[from] io::Error),
}

impl Stopped {
    /// The exit status that tells it to the parent.
    pub const fn status(&self) -> u8 {
        match self {
            Self::Refused(refusal) => refusal.status(),
            Self::System(_) => 1,
        }
    }
}

/// Reads a picture from standard input and writes it to standard output, drawn anew. First the
/// whole process gives up its rights, for good: nothing else can be done in it afterwards.
///
/// # Errors
/// [`Stopped::Refused`], with nothing written; [`Stopped::System`] if the limits cannot be set or
/// a stream breaks.
pub fn run() -> Result<(), Stopped> {
    confine::confine()?;
    pass_on(io::stdin().lock(), io::stdout().lock())
}

fn pass_on(given: impl Read, mut redrawn: impl Write) -> Result<(), Stopped> {
    let mut bytes = Vec::new();
    // One byte more than is taken tells a picture that is too large.
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    given.take(most).read_to_end(&mut bytes)?;
    let jpeg = redraw::redraw(&bytes)?;
    redrawn.write_all(&jpeg)?;
    redrawn.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_million_bytes_are_read_and_one_more_is_too_many() {
        for (bytes, refusal) in
            [(MOST_BYTES, Refusal::NotAPicture), (MOST_BYTES + 1, Refusal::TooLarge)]
        {
            let mut out = Vec::new();
            let stopped = pass_on(&*vec![b'.'; bytes], &mut out).unwrap_err();
            assert_eq!(stopped.status(), refusal.status());
            assert_eq!(out, []);
        }
    }

    #[test]
    fn a_stream_that_breaks_is_no_refusal() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::ConnectionReset.into())
            }
        }
        let stopped = pass_on(Broken, io::sink()).unwrap_err();
        assert!(matches!(stopped, Stopped::System(_)), "{stopped}");
        assert_eq!(Refusal::of_status(stopped.status().into()), None);
    }
}
