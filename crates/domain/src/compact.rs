//! Compact forms for the sealed portfolio, which every page reads.

/// A day as its year and its number in the year in one integer: quicker to read than a
/// count of days, from which a calendar must be worked out 480 times a page.
pub mod day {
    use chrono::{Datelike as _, NaiveDate};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    /// Above the 366 days of a year.
    const YEAR: i32 = 512;

    /// Writes a day.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(day: &NaiveDate, out: S) -> Result<S::Ok, S::Error> {
        let ordinal = i32::try_from(day.ordinal()).unwrap_or_default();
        out.serialize_i32(day.year() * YEAR + ordinal)
    }

    /// Reads a day.
    ///
    /// # Errors
    /// The deserializer's, and a number no calendar has.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        let packed = i32::deserialize(from)?;
        let ordinal = u32::try_from(packed.rem_euclid(YEAR)).unwrap_or_default();
        NaiveDate::from_yo_opt(packed.div_euclid(YEAR), ordinal)
            .ok_or_else(|| D::Error::custom("no such day"))
    }
}
