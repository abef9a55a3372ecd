//! What a person at a terminal reads: results on standard output, everything
//! else on standard error. A reader that has gone away is no error of ours.

use std::{
    fmt::Display,
    io::{self, IsTerminal as _, Write as _, stderr, stdout},
};

use chrono::{DateTime, TimeDelta, Utc};

/// Prints a result.
pub(crate) fn print(text: impl Display) {
    // A closed pipe (`kura routes | head`) must not end in a panic, so no `println!`.
    let _ = writeln!(stdout(), "{text}");
}

/// Prints a result that must not be lost or cut off on its way.
///
/// # Errors
/// [`io::Error`] when it did not leave whole.
pub(crate) fn hand_over(text: impl Display) -> io::Result<()> {
    let mut out = stdout();
    writeln!(out, "{text}").and_then(|()| out.flush())
}

/// Tells what is going on, or what went wrong.
pub(crate) fn tell(text: impl Display) {
    let _ = writeln!(stderr(), "{text}");
}

/// How far a long piece of work has come.
#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    total: usize,
    began: DateTime<Utc>,
    told: DateTime<Utc>,
}

impl Progress {
    /// Begins to tell of `total` pieces of work, called `what` in the plural.
    pub(crate) fn begin(what: &'static str, total: usize, now: DateTime<Utc>) -> Self {
        Self { what, total, began: now, told: now }
    }

    /// Tells that `done` pieces are done: on a terminal over and over on one line,
    /// in a log file now and then on a line of its own.
    pub(crate) fn at(&mut self, done: usize, now: DateTime<Utc>) {
        let on_terminal = stderr().is_terminal();
        let pause = TimeDelta::milliseconds(if on_terminal { 200 } else { 10_000 });
        if done < self.total && now - self.told < pause {
            return;
        }
        self.told = now;
        let line = self.line(done, now);
        let _ = match (on_terminal, done < self.total) {
            (true, true) => write!(stderr(), "\r{line}\x1b[K").and_then(|()| stderr().flush()),
            (true, false) => writeln!(stderr(), "\r{line}\x1b[K"),
            (false, _) => writeln!(stderr(), "{line}"),
        };
    }

    fn line(&self, done: usize, now: DateTime<Utc>) -> String {
        let Self { what, total, .. } = self;
        let percent = done.saturating_mul(100).checked_div(*total).unwrap_or(100);
        let left = self.seconds_left(done, now);
        let left = left.map_or(String::new(), |seconds| format!(", about {} left", span(seconds)));
        format!("{done} of {total} {what} ({percent} %){left}")
    }

    fn seconds_left(&self, done: usize, now: DateTime<Utc>) -> Option<i64> {
        let elapsed = (now - self.began).num_seconds();
        let (done, left) = (i64::try_from(done).ok()?, i64::try_from(self.total - done).ok()?);
        let seconds = elapsed.checked_mul(left)?.checked_div(done)?;
        (left > 0 && elapsed > 0).then_some(seconds)
    }
}

fn span(seconds: i64) -> String {
    match seconds {
        ..90 => format!("{seconds} s"),
        90..5400 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_how_far_it_is_and_how_long_it_takes() {
        let began = DateTime::UNIX_EPOCH;
        let progress = Progress::begin("customers", 1_000, began);
        let line = progress.line(250, began + TimeDelta::seconds(60));
        assert_eq!(line, "250 of 1000 customers (25 %), about 3 min left");
        assert_eq!(progress.line(1_000, began), "1000 of 1000 customers (100 %)");
        assert_eq!(Progress::begin("x", 0, began).line(0, began), "0 of 0 x (100 %)");
    }
}
