//! Pictures of identity documents in the bank's keeping: how they stand, how many a customer
//! may give, and how long they are kept.

use chrono::{DateTime, Months, TimeDelta, Utc};

use crate::{bank::identity_document::DeclareError, coded::coded};

coded! {
    /// Where a picture stands.
    State {
        /// Announced; nothing is kept yet.
        Arriving = "arriving",
        /// Drawn anew, sealed, and open to those who may see it.
        Kept = "kept",
        /// Drawn anew and sealed, and open to nobody until the scanner has looked at it.
        Held = "held",
        /// Not taken; nothing was kept.
        Refused = "refused",
        /// The scanner found something; nothing was kept.
        Quarantined = "quarantined",
        /// Its customer gave another.
        Replaced = "replaced",
        /// Its customer took it back.
        Removed = "removed",
        /// The bank destroyed it.
        Purged = "purged",
        /// Its time was over.
        Expired = "expired",
    }
}

coded! {
    /// What the scanner said.
    Scan {
        /// Nothing yet.
        Awaited = "awaited",
        /// Nothing was found in the bytes given.
        Clean = "clean",
        /// No scanner is configured.
        NotScanned = "not-scanned",
        /// Nothing was found in the picture drawn anew; the bytes given were never looked at.
        RedrawnClean = "redrawn-clean",
        /// Something was found.
        Found = "found",
    }
}

coded! {
    /// Why one of the bank's people, or the scanner, destroys a picture; its customer reads it.
    PurgeReason {
        /// The individual number can be seen.
        MyNumberVisible = "my-number-visible",
        /// The insurer's or the insured person's number can be seen.
        InsurerNumberVisible = "insurer-number-visible",
        /// It shows something else the bank may not keep, or another person's data.
        NotOurs = "not-ours",
        /// It is no picture of an identity document.
        NoDocument = "no-document",
        /// Its customer asked for it.
        CustomerAsked = "customer-asked",
        /// The file cannot be used.
        Unusable = "unusable",
    }
}

impl State {
    /// Whether there is a picture: one of each side at most.
    pub const fn is_living(self) -> bool {
        matches!(self, Self::Kept | Self::Held)
    }

    /// Whether there is, or was, a picture. The others never became one.
    pub const fn ever_stood(self) -> bool {
        !matches!(self, Self::Arriving | Self::Refused | Self::Quarantined)
    }
}

/// The most pictures a customer gives within [`A_DAY`], whatever becomes of them.
pub const MOST_A_DAY: i64 = 40;

/// The time within which pictures given are counted.
pub const A_DAY: TimeDelta = TimeDelta::hours(24);

/// The most bytes of a customer's pictures that are kept at once: 200 MB.
pub const MOST_KEPT_BYTES: i64 = 200_000_000;

/// Why a picture is not taken or not shown, apart from what is wrong with its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The application is not its customer's to change now.
    #[error("the application waits for the bank, or has ended")]
    NotYourTurn,
    /// The side is not one to be taken.
    #[error(transparent)]
    Declared(DeclareError),
    /// More than [`MOST_A_DAY`].
    #[error("too many pictures were given within a day")]
    TooManyToday,
    /// More than [`MOST_KEPT_BYTES`].
    #[error("too many bytes of pictures are kept")]
    TooManyBytes,
    /// The file cannot be used. The person is not told why: the scanner found something.
    #[error("the file cannot be used")]
    Unusable,
    /// The picture waits for the scanner.
    #[error("the picture has not been looked at by the scanner")]
    Held,
}

impl Refusal {
    /// The stable code, for the audit trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYourTurn => "not-your-turn",
            Self::Declared(DeclareError::ShowsMyNumber) => "shows-my-number",
            Self::Declared(DeclareError::OutOfTime { .. }) => "document-out-of-time",
            Self::Declared(DeclareError::SideNotAsked) => "side-not-asked",
            Self::TooManyToday => "too-many-today",
            Self::TooManyBytes => "too-many-bytes",
            Self::Unusable => "unusable",
            Self::Held => "held",
        }
    }
}

/// What a customer has given already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Pictures given within [`A_DAY`], whatever became of them.
    pub given: i64,
    /// Bytes kept or arriving.
    pub bytes: i64,
}

impl Usage {
    /// Judges whether a customer may give a picture of so many bytes.
    ///
    /// # Errors
    /// [`Refusal::TooManyToday`], [`Refusal::TooManyBytes`].
    pub const fn judge(self, bytes: i64) -> Result<(), Refusal> {
        if self.given >= MOST_A_DAY {
            return Err(Refusal::TooManyToday);
        }
        if self.bytes.saturating_add(bytes) > MOST_KEPT_BYTES {
            return Err(Refusal::TooManyBytes);
        }
        Ok(())
    }
}

/// How long pictures and records are kept after an application ended: images short, records
/// long, each by its own timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days for pictures. Those of a draft are kept as many days from when they were given.
    pub images_days: u32,
    /// Years for what was declared and said in an application that did not open the service. The
    /// seven years the Act on Prevention of Transfer of Criminal Proceeds, article 6, asks of a
    /// record of verification begin when the relation ends: what was approved stays until then.
    pub records_years: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { images_days: 90, records_years: 7 }
    }
}

impl Retention {
    /// Pictures of what ended at this time or before are destroyed now.
    pub fn images_until(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let kept = TimeDelta::days(i64::from(self.images_days));
        now.checked_sub_signed(kept).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }

    /// Records of what ended at this time or before are forgotten now.
    pub fn records_until(self, now: DateTime<Utc>) -> DateTime<Utc> {
        let kept = Months::new(self.records_years.saturating_mul(12));
        now.checked_sub_months(kept).unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fortieth_picture_of_a_day_is_taken_and_the_next_is_not() {
        let given = |given| Usage { given, bytes: 0 }.judge(1);
        assert_eq!(given(MOST_A_DAY - 1), Ok(()));
        assert_eq!(given(MOST_A_DAY), Err(Refusal::TooManyToday));
    }

    #[test]
    fn bytes_are_counted_with_those_that_come() {
        let kept = |bytes| Usage { given: 0, bytes }.judge(10);
        assert_eq!(kept(MOST_KEPT_BYTES - 10), Ok(()));
        assert_eq!(kept(MOST_KEPT_BYTES - 9), Err(Refusal::TooManyBytes));
        assert_eq!(Usage { given: 0, bytes: i64::MAX }.judge(1), Err(Refusal::TooManyBytes));
    }

    #[test]
    fn images_are_kept_days_and_records_years_by_the_calendar() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2028-02-29T03:00:00Z");
        let kept = Retention::default();
        assert_eq!(kept.images_until(now), at("2027-12-01T03:00:00Z"));
        assert_eq!(kept.records_until(now), at("2021-02-28T03:00:00Z"));
        let for_ever = Retention { images_days: u32::MAX, records_years: u32::MAX };
        assert_eq!(for_ever.records_until(now), DateTime::<Utc>::MIN_UTC);
    }

    #[test]
    fn only_what_was_drawn_anew_lives() {
        let living: Vec<_> = State::ALL.iter().filter(|state| state.is_living()).collect();
        assert_eq!(living, [&State::Kept, &State::Held]);
        assert!(!State::Quarantined.ever_stood() && State::Purged.ever_stood());
    }
}
