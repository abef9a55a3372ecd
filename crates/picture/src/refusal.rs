//! Why a picture is not taken.

/// A reason to refuse a picture, for the person who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Not a JPEG, PNG or WebP, whatever its name says.
    #[error("it is no JPEG, PNG or WebP picture")]
    NotAPicture,
    /// HEIC or AVIF: a picture, in a form that is not taken. A phone can be told to give JPEG.
    #[error("it is a HEIC or AVIF picture")]
    Heif,
    /// More than [`MOST_BYTES`](crate::MOST_BYTES).
    #[error("it has more than {} bytes", crate::MOST_BYTES)]
    TooLarge,
    /// More than [`MOST_PIXELS`](crate::MOST_PIXELS), or longer than
    /// [`LONGEST_SIDE`](crate::LONGEST_SIDE).
    #[error("it has more than {} pixels", crate::MOST_PIXELS)]
    TooManyPixels,
    /// The longer side is below [`LEAST_SIDE`](crate::LEAST_SIDE).
    #[error("its longer side has fewer than {} pixels", crate::LEAST_SIDE)]
    TooSmall,
    /// It begins like a picture and cannot be read as one.
    #[error("it cannot be read")]
    Undecodable,
    /// Reading it takes more memory or time than a picture is worth.
    #[error("reading it takes too much memory or time")]
    TooHard,
}

impl Refusal {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::NotAPicture,
        Self::Heif,
        Self::TooLarge,
        Self::TooManyPixels,
        Self::TooSmall,
        Self::Undecodable,
        Self::TooHard,
    ];

    /// The stable code: stored, logged and used in message ids.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAPicture => "not-a-picture",
            Self::Heif => "heif",
            Self::TooLarge => "too-large",
            Self::TooManyPixels => "too-many-pixels",
            Self::TooSmall => "too-small",
            Self::Undecodable => "undecodable",
            Self::TooHard => "too-hard",
        }
    }

    /// The exit status by which the child tells it. Apart from 1 and 101, which mean that the
    /// program could not start and that it panicked.
    pub(crate) const fn status(self) -> u8 {
        match self {
            Self::NotAPicture => 40,
            Self::Heif => 41,
            Self::TooLarge => 42,
            Self::TooManyPixels => 43,
            Self::TooSmall => 44,
            Self::Undecodable => 45,
            Self::TooHard => 46,
        }
    }

    /// The refusal an exit status tells.
    pub(crate) fn of_status(status: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|refusal| i32::from(refusal.status()) == status)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_refusal_has_a_code_and_a_status_of_its_own_and_is_found_by_its_status() {
        let codes: BTreeSet<_> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
        assert_eq!(codes.len(), Refusal::ALL.len());
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::of_status(refusal.status().into()), Some(*refusal));
        }
        assert_eq!([0, 1, 101].map(Refusal::of_status), [None; 3]);
    }
}
