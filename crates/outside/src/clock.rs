//! The time, from the system or from a test's hand.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// A clock. Times have microseconds, as the database keeps them.
#[derive(Debug)]
pub enum Clock {
    /// The system's.
    System,
    /// A test's: stands still until moved, but for a microsecond each time it is read, so that
    /// what happens one after the other has times in that order.
    Set(Mutex<DateTime<Utc>>),
}

impl Clock {
    /// A clock that stands at a time.
    pub fn at(time: DateTime<Utc>) -> Self {
        Self::Set(Mutex::new(time.trunc_subsecs(6)))
    }

    /// Now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Set(time) => {
                let mut time = time.lock().unwrap_or_else(PoisonError::into_inner);
                *time += TimeDelta::microseconds(1);
                *time
            }
        }
    }

    /// Moves a set clock; the system's stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Self::Set(time) = self {
            *time.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}
