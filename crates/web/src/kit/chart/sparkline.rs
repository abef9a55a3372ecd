//! Small line that shows how one holding moved.

use super::axis::Scale;
use super::{LIMIT, Pen, Position, Tenths, thinned};

/// Space for the dot at the end and for the line's own width, in tenths.
const EDGE: Tenths = 30;
/// viewBox 100×28 in tenths.
const WIDTH: Tenths = 1000;
const HEIGHT: Tenths = 280;
/// More points than this could not be told apart.
const MOST_POINTS: usize = 60;

/// Sparkline of `values` (yen, oldest first, equal distances), viewBox 100×28. The height runs from
/// the lowest to the highest value, not from zero; a constant lies in the middle. One value gives
/// only the dot, none an empty picture of the same size. `title` is its accessible name; with an
/// empty title it is decorative and hidden from assistive technology. It never shows figures.
#[must_use]
pub fn sparkline(values: &[i128], title: &str) -> String {
    let mut pen = Pen::with_room(1024);
    pen.raw(r#"<svg class="chart chart-spark" viewBox="0 0 100 28" "#);
    if title.is_empty() {
        pen.raw(r#"aria-hidden="true" focusable="false">"#);
    } else {
        pen.raw(r#"role="img"><title>"#).text(title).raw("</title>");
    }
    let places = places(values);
    if places.len() > 1 {
        pen.raw(r#"<path class="spark-line" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" d=""#);
        pen.path(places.iter().copied()).raw(r#""/>"#);
    }
    if let Some((x, y)) = places.last() {
        pen.raw(r#"<circle class="spark-end" fill="currentColor" cx=""#).length(*x);
        pen.raw(r#"" cy=""#).length(*y).raw(r#"" r="3"/>"#);
    }
    pen.raw("</svg>");
    pen.done()
}

fn places(values: &[i128]) -> Vec<Position> {
    let bound = |v: &i128| (*v).clamp(-LIMIT, LIMIT);
    let low = values.iter().map(bound).min().unwrap_or_default();
    let high = values.iter().map(bound).max().unwrap_or_default();
    let scale = Scale { low, high, ticks: Vec::new() };
    let last = values.len().saturating_sub(1);
    let place = |index: usize| {
        let value = values.get(index).map(bound)?;
        let y =
            if low == high { HEIGHT / 2 } else { scale.y(value, HEIGHT - EDGE, HEIGHT - 2 * EDGE) };
        Some((x(index, last), y))
    };
    thinned(values.len(), MOST_POINTS).into_iter().filter_map(place).collect()
}

/// Horizontal place of the point `index` of `0..=last`; a lone point lies at the right end.
fn x(index: usize, last: usize) -> Tenths {
    let room = WIDTH - 2 * EDGE;
    let (Ok(index), Ok(last)) = (Tenths::try_from(index), Tenths::try_from(last)) else {
        return WIDTH - EDGE;
    };
    if last == 0 { WIDTH - EDGE } else { EDGE + index.saturating_mul(room) / last }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_clean;
    use super::*;

    #[test]
    fn runs_from_the_lowest_to_the_highest_value() {
        let svg = sparkline(&[100, 300, 200], "");
        assert!(svg.contains(r#"d="M3 25l47-22 47 11""#), "{svg}");
        assert!(svg.contains(r#"cx="97" cy="14""#), "{svg}");
    }

    #[test]
    fn is_decorative_without_a_title() {
        assert!(sparkline(&[1, 2], "").contains(r#"aria-hidden="true""#));
        let named = sparkline(&[1, 2], "A&B");
        assert!(named.contains(r#"role="img"><title>A&amp;B</title>"#));
        assert!(!named.contains("aria-hidden"));
    }

    #[test]
    fn odd_input_gives_clean_markup() {
        for values in
            [vec![], vec![0], vec![5; 9], vec![i128::MIN, i128::MAX], (0..4_000).collect()]
        {
            let svg = sparkline(&values, "t");
            assert_clean(&svg);
            assert!(svg.len() < 1_200);
        }
        assert!(sparkline(&[7, 7], "").contains("M3 14l94 0"));
    }
}
