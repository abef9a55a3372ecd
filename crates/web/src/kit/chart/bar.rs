//! Bar beside a number in a table: the number says it, the bar shows it.

use super::{Pen, Tenths};

/// viewBox 200×12 in tenths.
const WIDTH: Tenths = 2_000;

/// A bar as long as `number` is of `most`, viewBox 200×12; decorative, for the number stands
/// beside it. One that is not nothing can be seen.
#[must_use]
pub fn bar(number: i64, most: i64) -> String {
    let (number, most) = (i128::from(number.max(0)), i128::from(most.max(1)));
    let long = number.saturating_mul(WIDTH.into()) / most;
    let long = Tenths::try_from(long).unwrap_or(WIDTH).min(WIDTH);
    let long = if number > 0 { long.max(10) } else { 0 };
    let mut pen = Pen::with_room(256);
    pen.raw(r#"<svg class="chart chart-bar" viewBox="0 0 200 12" "#);
    pen.raw(r#"preserveAspectRatio="none" aria-hidden="true" focusable="false">"#);
    pen.raw(r#"<path fill="currentColor" d="M0 0h"#).length(long).raw(r#"v12H0z"/></svg>"#);
    pen.done()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_clean;
    use super::*;

    #[test]
    fn is_as_long_as_its_part() {
        assert!(bar(5, 20).contains("h50v12"));
        assert!(bar(20, 20).contains("h200v12"));
        assert!(bar(0, 20).contains("h0v12"));
        assert!(bar(1, 1_000_000).contains("h1v12"), "it can be seen");
    }

    #[test]
    fn odd_input_gives_clean_markup() {
        for (number, most) in [(0, 0), (-1, 5), (i64::MAX, 1), (i64::MAX, i64::MAX), (1, -1)] {
            assert_clean(&bar(number, most));
        }
    }
}
