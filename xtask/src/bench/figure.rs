//! Figures and their units. All are whole thousandths of the unit shown, so that
//! nothing is rounded before it is printed.

use std::fmt;
use std::time::Duration;

/// An amount of something: thousandths of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity {
    /// Thousandths.
    pub milli: u64,
    /// `ms`, `/s`, `kB` (1000 bytes), `MB`, `%`, `s`, `x` (times), or nothing for a count.
    pub unit: &'static str,
}

impl Quantity {
    /// A time, in milliseconds.
    pub const fn micros(micros: u64) -> Self {
        Self { milli: micros, unit: "ms" }
    }

    /// A short time, in milliseconds.
    pub fn short(time: Duration) -> Self {
        Self::micros(u64::try_from(time.as_micros()).unwrap_or(u64::MAX))
    }

    /// A long time, in seconds.
    pub fn long(time: Duration) -> Self {
        Self { milli: u64::try_from(time.as_millis()).unwrap_or(u64::MAX), unit: "s" }
    }

    /// So many in a time.
    pub fn rate(count: u64, micros: u64) -> Self {
        Self { milli: ratio(count, 1_000_000_000, micros), unit: "/s" }
    }

    /// A part of a whole.
    pub fn percent(part: u64, whole: u64) -> Self {
        Self { milli: ratio(part, 100_000, whole), unit: "%" }
    }

    /// How many times as much.
    pub fn times(now: u64, before: u64) -> Self {
        Self { milli: ratio(now, 1_000, before), unit: "x" }
    }

    /// Bytes of a page.
    pub const fn page(bytes: u64) -> Self {
        Self { milli: bytes, unit: "kB" }
    }

    /// Bytes of memory or disk.
    pub const fn space(bytes: u64) -> Self {
        Self { milli: bytes / 1_000, unit: "MB" }
    }

    /// A number of things.
    pub const fn count(number: u64) -> Self {
        Self { milli: number * 1_000, unit: "" }
    }

    /// With three decimals, for programs.
    pub fn decimal(self) -> String {
        format!("{}.{:03}", self.milli / 1_000, self.milli % 1_000)
    }
}

/// `part` times `scale` by `whole`; nothing of nothing is nothing.
fn ratio(part: u64, scale: u64, whole: u64) -> u64 {
    let exact = u128::from(part) * u128::from(scale);
    exact.checked_div(u128::from(whole)).map_or(0, |milli| u64::try_from(milli).unwrap_or(u64::MAX))
}

impl fmt::Display for Quantity {
    /// About three digits: 4,321 · 43.2 · 4.32.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { milli, unit } = *self;
        let space = if unit.is_empty() || unit == "/s" { "" } else { " " };
        let (hundredths, tenths, whole) =
            ((milli + 5) / 10, (milli + 50) / 100, (milli + 500) / 1_000);
        if unit.is_empty() {
            write!(out, "{}", grouped(whole))
        } else if milli < 10_000 {
            write!(out, "{}.{:02}{space}{unit}", hundredths / 100, hundredths % 100)
        } else if milli < 100_000 {
            write!(out, "{}.{}{space}{unit}", tenths / 10, tenths % 10)
        } else {
            write!(out, "{}{space}{unit}", grouped(whole))
        }
    }
}

fn grouped(number: u64) -> String {
    match number {
        ..1_000 => number.to_string(),
        _ => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
    }
}

/// What a figure should come to, in thousandths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// No more.
    AtMost(u64),
    /// No less.
    AtLeast(u64),
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The same in every report, for programs.
    pub key: &'static str,
    /// For people.
    pub name: &'static str,
    /// What was measured.
    pub value: Quantity,
    /// What it should come to, if the issue says so.
    pub aim: Option<Aim>,
}

impl Figure {
    /// A figure without an aim.
    pub const fn new(key: &'static str, name: &'static str, value: Quantity) -> Self {
        Self { key, name, value, aim: None }
    }

    /// With an aim.
    #[must_use]
    pub const fn aim(mut self, aim: Aim) -> Self {
        self.aim = Some(aim);
        self
    }

    /// The aim for people: `≤ 150 ms`.
    pub fn aim_text(&self) -> String {
        let shown = |milli| Quantity { milli, ..self.value };
        match self.aim {
            None => String::new(),
            Some(Aim::AtMost(milli)) => format!("≤ {}", shown(milli)),
            Some(Aim::AtLeast(milli)) => format!("≥ {}", shown(milli)),
        }
    }

    /// Whether the aim is met, if there is one.
    pub fn met(&self) -> Option<bool> {
        Some(match self.aim? {
            Aim::AtMost(milli) => self.value.milli <= milli,
            Aim::AtLeast(milli) => self.value.milli >= milli,
        })
    }
}

/// The middle one; of an even number, the upper of the two.
pub fn median<T: Ord + Copy>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut sorted: Vec<T> = values.into_iter().collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_shown_with_three_digits_or_all_before_the_point() {
        let shown = [
            Quantity::rate(43_214, 10_000_000),
            Quantity::micros(1_235),
            Quantity::micros(99_949),
            Quantity::page(36_060),
            Quantity::count(4),
            Quantity::space(12_345_678_000),
            Quantity::percent(1, 8),
        ]
        .map(|quantity| quantity.to_string());
        let wanted = ["4,321/s", "1.24 ms", "99.9 ms", "36.1 kB", "4", "12,346 MB", "12.5 %"];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn nothing_of_nothing_is_nothing() {
        assert_eq!(Quantity::percent(0, 0).decimal(), "0.000");
        assert_eq!(Quantity::times(1_300, 1_000).decimal(), "1.300");
    }

    #[test]
    fn an_aim_is_met_or_missed_at_its_edge() {
        let start = |micros| {
            Figure::new("start", "start", Quantity::micros(micros)).aim(Aim::AtMost(150_000))
        };
        assert_eq!((start(150_000).met(), start(150_001).met()), (Some(true), Some(false)));
        assert_eq!(start(1).aim_text(), "≤ 150 ms");
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median([9, 1, 5]), Some(5));
        assert_eq!(median([2, 1]), Some(2));
        assert_eq!(median(Vec::<u64>::new()), None);
    }
}
