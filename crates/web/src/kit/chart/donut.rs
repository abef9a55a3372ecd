//! Donut of the allocation, and the shares shown beside it.

use std::f64::consts::TAU;

use super::{FONT_SIZE, LIMIT, Pen, Position, SERIES_CLASSES};
use super::{legend, text_width};

/// viewBox in SVG units; wider than high because the marks beside the ring are wide.
const SIZE: (i64, i64) = (344, 280);

/// Outer and inner radius of the ring, SVG units.
const OUTER: i64 = 108;
const INNER: i64 = 74;

/// Slices below 5.0 % (in tenths of a percent) get no mark: their texts would overlap.
const LEAST_MARKED: u32 = 50;

/// One part of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slice {
    /// Name in the legend.
    pub name: String,
    /// Colour class `series-N`, taken modulo 12.
    pub class: usize,
    /// Yen. Zero and negative parts are not drawn.
    pub value: i128,
    /// Short text beside the slice, e.g. `35.2%`, so that colour is not the only sign; may be
    /// empty. Left out for slices below 5 %.
    pub mark: String,
    /// Text shown on hover; empty for none. Must not hold amounts when amounts are hidden.
    pub tooltip: String,
}

/// Donut chart.
#[derive(Debug, Clone)]
pub struct Donut<'a> {
    /// Prefix of the element ids; unique on the page, no spaces.
    pub id: &'a str,
    /// Accessible name.
    pub title: &'a str,
    /// Accessible description; without amounts when amounts are hidden.
    pub desc: &'a str,
    /// Parts, drawn clockwise from the top.
    pub slices: Vec<Slice>,
    /// Lines in the hole, top to bottom; the last one is the figure and is set larger. Long lines
    /// are set smaller so that they fit.
    pub centre: Vec<String>,
}

/// Shares of `values` in tenths of a percent by the method of largest remainders. They sum to
/// exactly 1000, or are all zero when no value is positive; zero and negative values get 0. Equal
/// remainders go to the earlier value. Values above 10^30 count as 10^30.
#[must_use]
pub fn shares(values: &[i128]) -> Vec<u32> {
    let parts: Vec<i128> = values.iter().map(|v| (*v).clamp(0, LIMIT)).collect();
    let total = parts.iter().fold(0_i128, |sum, part| sum.saturating_add(*part));
    if total == 0 {
        return vec![0; values.len()];
    }
    let whole = |part: &i128| u32::try_from(part * 1000 / total).unwrap_or_default();
    let mut shares: Vec<u32> = parts.iter().map(whole).collect();
    let missing = 1000_u32.saturating_sub(shares.iter().sum());
    let mut by_remainder: Vec<(i128, &mut u32)> =
        parts.iter().map(|part| part * 1000 % total).zip(shares.iter_mut()).collect();
    by_remainder.sort_by_key(|(remainder, _)| std::cmp::Reverse(*remainder));
    for (_, share) in by_remainder.into_iter().take(usize::try_from(missing).unwrap_or_default()) {
        *share += 1;
    }
    shares
}

impl Donut<'_> {
    /// The chart, viewBox 344×280.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut pen = Pen::with_room(4 * 1024);
        pen.open([self.id, ""], "chart-donut", SIZE, [self.title, self.desc]);
        self.ring(&mut pen);
        self.centre_text(&mut pen);
        pen.raw("</svg>");
        pen.done()
    }

    /// Legend as `<ul class="legend">` in the order of the slices.
    #[must_use]
    pub fn legend(&self) -> String {
        legend(self.slices.iter().map(|s| (Some(s.class), s.name.as_str())))
    }

    fn ring(&self, pen: &mut Pen) {
        let values: Vec<i128> = self.slices.iter().map(|s| s.value.clamp(0, LIMIT)).collect();
        let total = values.iter().fold(0_i128, |sum, value| sum.saturating_add(*value));
        if total == 0 {
            pen.raw(r#"<path class="donut-empty" fill-opacity=".15" fill-rule="evenodd" d=""#);
            whole_ring(pen);
            pen.raw(r#""/>"#);
            return;
        }
        let (mut marks, mut before) = (Vec::new(), 0_i128);
        for ((slice, value), share) in self.slices.iter().zip(&values).zip(shares(&values)) {
            let (from, to) = (turn(before, total), turn(before + value, total));
            before += value;
            if *value == 0 {
                continue;
            }
            shape(pen, slice, from, to);
            if share >= LEAST_MARKED && !slice.mark.is_empty() {
                marks.push((slice.mark.as_str(), f64::midpoint(from, to)));
            }
        }
        if !marks.is_empty() {
            pen.raw(r#"<g class="slice-mark" text-anchor="middle">"#);
            for (text, turn) in marks {
                mark(pen, text, turn);
            }
            pen.raw("</g>");
        }
    }

    fn centre_text(&self, pen: &mut Pen) {
        if self.centre.is_empty() {
            return;
        }
        pen.raw(r#"<g class="donut-centre" text-anchor="middle">"#);
        let count = i64::try_from(self.centre.len()).unwrap_or_default();
        for (line, row) in self.centre.iter().zip(1_i64..) {
            let last = row == count;
            let class = if last { "donut-figure" } else { "donut-label" };
            let wanted = if last { FONT_SIZE + 4 } else { FONT_SIZE };
            // Baselines 24 units apart, the block centred on the ring.
            let y = SIZE.1 / 2 + 6 + (2 * row - count - 1) * 12;
            pen.raw(r#"<text class=""#).raw(class).raw(r#"" x=""#).whole(SIZE.0 / 2);
            pen.raw(r#"" y=""#).whole(y).raw(r#"" font-size=""#).whole(fitted(line, wanted));
            pen.raw(r#"">"#).text(line).raw("</text>");
        }
        pen.raw("</g>");
    }
}

/// The largest text size up to `wanted` at which `line` fits into the hole, at least 10.
fn fitted(line: &str, wanted: i64) -> i64 {
    let room = (INNER * 2 - 12) * 10;
    (10..=wanted).rev().find(|size| text_width(line, *size) <= room).unwrap_or(10)
}

fn shape(pen: &mut Pen, slice: &Slice, from: f64, to: f64) {
    let class = i64::try_from(slice.class % SERIES_CLASSES).unwrap_or_default();
    pen.raw(r#"<path class="slice series-"#).whole(class).raw(r#"" fill-rule="evenodd" d=""#);
    arc(pen, from, to);
    if slice.tooltip.is_empty() {
        pen.raw(r#""/>"#);
    } else {
        pen.raw(r#""><title>"#).text(&slice.tooltip).raw("</title></path>");
    }
}

/// Short text just outside the ring: moved out by half its own width at the sides, by half its
/// height at the top and bottom.
fn mark(pen: &mut Pen, text: &str, turn: f64) {
    let (x, y) = on_circle(OUTER + FONT_SIZE, turn);
    let (side, _) = on_circle(text_width(text, FONT_SIZE) / 20 - FONT_SIZE / 2, turn);
    pen.raw(r#"<text x=""#).length(x + side - SIZE.0 * 5);
    pen.raw(r#"" y=""#).length(y + 55).raw(r#"">"#).text(text).raw("</text>");
}

/// Part of a whole turn. A float is fine here: it only becomes a place in the picture.
#[allow(clippy::float_arithmetic)]
fn turn(part: i128, total: i128) -> f64 {
    part as f64 / total as f64
}

/// The place at `radius` SVG units after `turn` of a whole turn, clockwise from the top.
#[allow(clippy::float_arithmetic, clippy::cast_possible_truncation)]
fn on_circle(radius: i64, turn: f64) -> Position {
    let (sin, cos) = (turn * TAU).sin_cos();
    let length = (radius * 10) as f64;
    (SIZE.0 * 5 + (length * sin).round() as i64, SIZE.1 * 5 - (length * cos).round() as i64)
}

/// Outline of the piece of the ring between two turns.
#[allow(clippy::float_arithmetic)]
fn arc(pen: &mut Pen, from: f64, to: f64) {
    let large = to - from > 0.5;
    let (a, b) = (on_circle(OUTER, from), on_circle(OUTER, to));
    // SVG leaves out an arc whose ends coincide, so a (nearly) whole ring is drawn in halves.
    if large && a == b {
        return whole_ring(pen);
    }
    let (c, d) = (on_circle(INNER, to), on_circle(INNER, from));
    let flag = i64::from(large);
    pen.raw("M").place(a).raw("A").whole(OUTER).raw(" ").whole(OUTER);
    pen.raw(" 0 ").whole(flag).raw(" 1 ").place(b).raw("L").place(c);
    pen.raw("A").whole(INNER).raw(" ").whole(INNER);
    pen.raw(" 0 ").whole(flag).raw(" 0 ").place(d).raw("z");
}

fn whole_ring(pen: &mut Pen) {
    let (x, y) = (SIZE.0 / 2, SIZE.1 / 2);
    for r in [OUTER, INNER] {
        pen.raw("M").whole(x).raw(" ").whole(y - r);
        for half in [" 0 0 1 0 ", " 0 0 1 0-"] {
            pen.raw("a").whole(r).raw(" ").whole(r).raw(half).whole(2 * r);
        }
        pen.raw("z");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_clean;
    use super::*;

    fn donut(values: &[i128]) -> Donut<'static> {
        let slice = |(class, value): (usize, &i128)| Slice {
            name: "預金".into(),
            class,
            value: *value,
            mark: "1%".into(),
            tooltip: "預金 <1%>".into(),
        };
        Donut {
            id: "d",
            title: "内訳",
            desc: "説明",
            slices: values.iter().enumerate().map(slice).collect(),
            centre: vec!["資産合計".into(), "12,345,678円".into()],
        }
    }

    #[test]
    fn shares_go_to_the_largest_remainders() {
        assert_eq!(shares(&[1, 1, 1]), [334, 333, 333]);
        assert_eq!(shares(&[2, 1]), [667, 333]);
        assert_eq!(shares(&[1, 2]), [333, 667]);
        assert_eq!(shares(&[5, 0, -7, 5]), [500, 0, 0, 500]);
        assert_eq!(shares(&[0, -1]), [0, 0]);
        assert_eq!(shares(&[]), Vec::<u32>::new());
    }

    #[test]
    fn shares_sum_to_exactly_one_thousand() {
        let mut seed: i128 = 7;
        for count in 1..200 {
            let values: Vec<i128> = (0..count)
                .map(|_| {
                    seed = (seed * 48_271) % 2_147_483_647;
                    if seed % 7 == 0 {
                        -seed
                    } else {
                        seed * [1, seed, seed * seed]
                            [usize::from(seed % 3 != 0) + usize::from(seed % 3 == 2)]
                    }
                })
                .chain([1])
                .collect();
            assert_eq!(shares(&values).iter().sum::<u32>(), 1000);
            let none = values.iter().zip(shares(&values)).all(|(v, s)| *v > 0 || s == 0);
            assert!(none);
        }
        assert_eq!(shares(&[i128::MAX, i128::MAX, i128::MIN]), [500, 500, 0]);
    }

    #[test]
    fn a_lone_or_nearly_whole_slice_is_a_whole_ring() {
        for values in [vec![5], vec![10_i128.pow(15), 1], vec![0, 5, -3]] {
            let (svg, mut ring) = (donut(&values).svg(), Pen::default());
            whole_ring(&mut ring);
            assert!(svg.contains(&ring.done()), "{svg}");
        }
    }

    #[test]
    fn quarters_meet_on_the_axes() {
        let svg = donut(&[1, 1, 1, 1]).svg();
        assert!(svg.contains("M172 32A108 108 0 0 1 280 140L246 140A74 74 0 0 0 172 66z"), "{svg}");
    }

    #[test]
    fn odd_input_gives_clean_markup() {
        for values in [vec![], vec![0], vec![-1, -2], vec![i128::MAX; 30], vec![1, i128::MIN, 3]] {
            assert_clean(&donut(&values).svg());
            assert_clean(&donut(&values).legend());
        }
        assert!(donut(&[]).svg().contains("donut-empty"));
        assert!(donut(&[3]).svg().contains("預金 &lt;1%&gt;"));
    }

    #[test]
    fn small_slices_have_no_mark_and_long_lines_shrink() {
        assert_eq!(donut(&[96, 4]).svg().matches(">1%</text>").count(), 1);
        assert_eq!(fitted("1円", 20), 20);
        assert!(fitted("1,234,567,890,123円", 20) < 16);
    }
}
