//! Incidents: what may come of one, and what somebody who closes it must write.

use crate::{bank::holds_my_number, coded::coded};

coded! {
    /// What came of an incident somebody looked into.
    Outcome {
        /// There was nothing wrong: the scanner was mistaken.
        FalseAlarm = "false-alarm",
        /// The customer was spoken to.
        CustomerTold = "customer-told",
        /// The customer was suspended.
        CustomerSuspended = "customer-suspended",
        /// The police or the supervising authority was told.
        AuthorityTold = "authority-told",
        /// Nothing of the file was kept, and no more was needed.
        NothingMore = "nothing-more",
    }
}

/// The longest note of what was found, in characters.
pub const LONGEST_NOTE: usize = 2_000;

/// Why an incident is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is about whoever would close it, who is a customer too.
    #[error("an incident about oneself is closed by another")]
    Oneself,
    /// What was found is not written.
    #[error("what was found is not written")]
    NoNote,
    /// What was found is longer than [`LONGEST_NOTE`].
    #[error("what was found is too long")]
    NoteTooLong,
    /// What was found holds a My Number, which the bank may not keep.
    #[error("what was found holds a My Number")]
    NoteMyNumber,
}

impl Refusal {
    /// The stable code, for the audit trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Oneself => "oneself",
            Self::NoNote => "no-note",
            Self::NoteTooLong => "note-too-long",
            Self::NoteMyNumber => "note-my-number",
        }
    }
}

/// Judges what somebody writes of what they found.
///
/// # Errors
/// [`Refusal`].
pub fn judge_note(note: &str) -> Result<(), Refusal> {
    if note.trim().is_empty() {
        Err(Refusal::NoNote)
    } else if note.chars().count() > LONGEST_NOTE {
        Err(Refusal::NoteTooLong)
    } else if holds_my_number(note) {
        Err(Refusal::NoteMyNumber)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_closes_an_incident_writes_what_they_found_and_no_my_number() {
        let long = "あ".repeat(LONGEST_NOTE);
        assert_eq!(judge_note("お客さまに電話で確認。"), Ok(()));
        assert_eq!(judge_note(&long), Ok(()));
        assert_eq!(judge_note(&(long + "あ")), Err(Refusal::NoteTooLong));
        assert_eq!(judge_note(" \n\u{3000}"), Err(Refusal::NoNote));
        assert_eq!(judge_note("1234 5678 9018の画像"), Err(Refusal::NoteMyNumber));
    }
}
