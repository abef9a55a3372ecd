//! Value axis: round tick values, their texts, and which labels of the time axis fit.

use super::{FONT_SIZE, LIMIT, Tenths, text_width};

/// Most steps between the lowest and the highest tick.
const MOST_STEPS: u128 = 6;

/// Strides tried for the labels of the time axis; they suit months (quarter, half-year, year).
const STRIDES: [usize; 12] = [1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240, 480];

/// Value axis that always contains zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// Lowest value of the axis, yen; zero or below, a tick.
    pub low: i128,
    /// Highest value of the axis, yen; above `low`, a tick unless all values are zero.
    pub high: i128,
    /// Tick values from low to high, yen: 4 to 6 equal steps of 1, 2, 2.5 or 5 × 10^n. Below 20 yen
    /// 2.5 is not a whole number and there may be 3 steps; only zero when all values are zero.
    pub ticks: Vec<i128>,
}

impl Scale {
    /// The axis for values between `low` and `high` (yen, either order; zero is added).
    #[must_use]
    pub fn around(low: i128, high: i128) -> Self {
        let (mut bottom, mut top) = (low.min(high).min(0), low.max(high).max(0));
        bottom = bottom.max(-LIMIT);
        top = top.min(LIMIT);
        if bottom == 0 && top == 0 {
            return Self { low: 0, high: 1, ticks: vec![0] };
        }
        // Below four yen there are not enough whole-yen steps; lengthen the longer side.
        let missing = (4 - (top - bottom)).max(0);
        if top >= -bottom {
            top += missing;
        } else {
            bottom -= missing;
        }
        let step = nice_step(bottom, top);
        let below = i128::try_from(steps(bottom, step)).unwrap_or_default();
        let above = i128::try_from(steps(top, step)).unwrap_or_default();
        Self {
            low: -below * step,
            high: above * step,
            ticks: (-below..=above).map(|n| n * step).collect(),
        }
    }

    /// Vertical place of `value`: `floor` is where `low` lies, `floor - height` where `high` lies.
    pub(super) fn y(&self, value: i128, floor: Tenths, height: Tenths) -> Tenths {
        let range = (self.high - self.low).max(1);
        let above = value.clamp(self.low, self.high) - self.low;
        // In 2^50 parts nobody sees a difference, and the product fits into 64 bits.
        let shift = 78_u32.saturating_sub(range.leading_zeros());
        let narrow = |wide: i128| i64::try_from(wide >> shift).unwrap_or_default();
        let (range, above) = (narrow(range).max(1), narrow(above));
        floor - above.saturating_mul(height).saturating_add(range / 2) / range
    }
}

/// Steps needed to reach `bound` from zero.
fn steps(bound: i128, step: i128) -> u128 {
    bound.unsigned_abs().div_ceil(step.unsigned_abs().max(1))
}

/// The smallest nice step with at most [`MOST_STEPS`] steps. Neighbouring nice steps differ by at
/// most the factor 2 (from 2 to 5 yen: 2.5), so there are never fewer than four (there: three).
fn nice_step(low: i128, high: i128) -> i128 {
    let mut power: i128 = 1;
    loop {
        let quarter = if power >= 10 { power / 10 * 25 } else { power * 5 };
        for step in [power, power * 2, quarter, power * 5] {
            if steps(low, step) + steps(high, step) <= MOST_STEPS || step >= LIMIT * 10 {
                return step;
            }
        }
        power *= 10;
    }
}

/// Japanese text of a tick, in yen without the word 円: `0`, `5,000`, `1,200万`, `1.2億`, `3兆`.
/// Exact for every value: digits are only left out when they are zero.
#[must_use]
pub fn japanese_tick(yen: i128) -> String {
    let units = [(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万")];
    in_unit(yen, &units)
}

/// English text of a tick, in yen without the word yen: `0`, `500K`, `12M`, `1.2B`, `3T`.
/// Exact for every value: digits are only left out when they are zero.
#[must_use]
pub fn english_tick(yen: i128) -> String {
    let units = [(1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K")];
    in_unit(yen, &units)
}

/// Text of a count: `0`, `12,345`.
#[must_use]
pub fn count_text(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(count.unsigned_abs().into()))
}

/// `yen` in the first of `units` (size as a power of ten, name) that is not larger than it.
fn in_unit(yen: i128, units: &[(u128, &str)]) -> String {
    let sign = if yen < 0 { "-" } else { "" };
    let amount = yen.unsigned_abs();
    let unit = units.iter().find(|(size, _)| amount >= *size);
    let (size, name) = unit.copied().unwrap_or((1, ""));
    let whole = grouped(amount / size);
    let rest = amount % size;
    if rest == 0 {
        return format!("{sign}{whole}{name}");
    }
    let places = usize::try_from(size.ilog10()).unwrap_or_default();
    let decimals = format!("{rest:0places$}");
    format!("{sign}{whole}.{}{name}", decimals.trim_end_matches('0'))
}

/// Whole number with a comma between groups of three digits.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A label of the time axis that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// Place of the point itself.
    pub at: Tenths,
    /// Middle of the text, moved inwards where it would leave the picture.
    pub centre: Tenths,
    /// The caller's text.
    pub text: &'a str,
}

/// Chooses the labels that fit into `0..width` without touching, counted back from the newest.
/// Empty texts are passed over, so that a daily chart can name only the first of each month.
pub(super) fn fitting<'a>(
    labels: impl Iterator<Item = (Tenths, &'a str)>,
    width: Tenths,
) -> Vec<Label<'a>> {
    let mut all: Vec<Label<'a>> = labels
        .filter(|(_, text)| !text.is_empty())
        .map(|(at, text)| {
            let half = text_width(text, FONT_SIZE) / 2;
            Label { at, centre: at.min(width - half).max(half), text }
        })
        .collect();
    all.reverse();
    let longer = std::iter::successors(Some(960), |stride: &usize| stride.checked_mul(2));
    for stride in STRIDES.into_iter().chain(longer).take_while(|s| *s <= all.len()) {
        let mut chosen: Vec<Label<'a>> = all.iter().step_by(stride).copied().collect();
        chosen.reverse();
        if !chosen.windows(2).any(touching) {
            return chosen;
        }
    }
    all.truncate(1);
    all
}

/// Whether two neighbouring labels have less than half a letter of room between them.
fn touching(pair: &[Label<'_>]) -> bool {
    let [a, b] = pair else { return false };
    let halves = (text_width(a.text, FONT_SIZE) + text_width(b.text, FONT_SIZE)) / 2;
    b.centre - a.centre < halves + FONT_SIZE * 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(
            Scale::around(0, 11_200_000).ticks,
            [0, 2_000_000, 4_000_000, 6_000_000, 8_000_000, 10_000_000, 12_000_000]
        );
        assert_eq!(Scale::around(0, 97).ticks, [0, 20, 40, 60, 80, 100]);
        assert_eq!(Scale::around(-30, 50).ticks, [-40, -20, 0, 20, 40, 60]);
        assert_eq!(Scale::around(0, 1_300).ticks, [0, 250, 500, 750, 1_000, 1_250, 1_500]);
        assert_eq!(Scale::around(0, 0).ticks, [0]);
        assert_eq!(Scale::around(0, 1).ticks, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn every_range_has_four_to_six_steps() {
        let bounds = [
            0,
            1,
            3,
            7,
            13,
            99,
            100,
            101,
            12_345,
            999_999,
            10_i128.pow(15),
            10_i128.pow(29),
            i128::MAX,
        ];
        for low in bounds {
            for high in bounds {
                let scale = Scale::around(low.saturating_neg(), high);
                if low == 0 && high == 0 {
                    continue;
                }
                let least = if scale.high - scale.low < 20 { 4 } else { 5 };
                assert!((least..=7).contains(&scale.ticks.len()), "{low} {high} {scale:?}");
                assert!(scale.ticks.contains(&0));
                assert!(scale.low <= -low.min(LIMIT) && high.min(LIMIT) <= scale.high);
                assert_eq!(scale.y(scale.low, 2_000, 1_000), 2_000);
                assert_eq!(scale.y(i128::MAX, 2_000, 1_000), 1_000);
            }
        }
        assert_eq!(Scale::around(i128::MIN, i128::MIN).high, 0);
    }

    #[test]
    fn japanese_ticks_are_exact() {
        let said: Vec<String> = [
            0,
            2_500,
            10_000,
            15_000,
            12_000_000,
            120_000_000,
            -250_000_000,
            10_i128.pow(15),
            123_456_789,
        ]
        .into_iter()
        .map(japanese_tick)
        .collect();
        assert_eq!(
            said,
            ["0", "2,500", "1万", "1.5万", "1,200万", "1.2億", "-2.5億", "1,000兆", "1.23456789億"]
        );
    }

    #[test]
    fn english_ticks_are_exact() {
        let said: Vec<String> =
            [0, 250, 2_500, 12_000_000, 1_200_000_000, -5_000_000, 10_i128.pow(15), 1_000_001]
                .into_iter()
                .map(english_tick)
                .collect();
        assert_eq!(said, ["0", "250", "2.5K", "12M", "1.2B", "-5M", "1,000T", "1.000001M"]);
        assert!(english_tick(i128::MIN).starts_with('-'));
    }

    #[test]
    fn labels_never_touch_and_keep_the_newest() {
        for count in [1_i64, 2, 6, 12, 24, 61, 240, 3_650] {
            let texts: Vec<String> =
                (0..count).map(|n| format!("{}年{}月", 2000 + n / 12, n % 12 + 1)).collect();
            let places =
                (0..count).zip(&texts).map(|(n, text)| (600 + n * 2_900 / count, text.as_str()));
            let chosen = fitting(places, 3_600);
            assert_eq!(chosen.last().map(|l| l.text), texts.last().map(String::as_str));
            assert!(!chosen.windows(2).any(touching));
            assert!(count < 6 || chosen.len() >= 2, "{count}");
        }
        assert!(fitting([(0, ""), (9, "")].into_iter(), 3_600).is_empty());
    }
}
