//! Charts drawn on the server as plain SVG: no script, no inline style, no foreign reference.
//!
//! Every figure is a whole number of yen. Coordinates are whole tenths of an SVG unit, so the
//! same input always gives the same bytes. All words come from the caller, already localised;
//! this module only escapes them.
//!
//! # Classes the style sheet may use
//!
//! | class | element |
//! |---|---|
//! | `chart` | every `<svg>` made here except the legend key |
//! | `chart-area` with `chart-wide` or `chart-compact` | area chart; show one of the two by width |
//! | `chart-columns` with `chart-wide` or `chart-compact` | column chart, likewise |
//! | `chart-donut`, `chart-spark`, `chart-bar` | donut, sparkline, bar beside a number |
//! | `series-0` … `series-11` | **set `color`**; shapes are filled with `currentColor` |
//! | `band`, `columns` | one stacked series of the area chart; all columns of a column chart |
//! | `slice`, `slice-mark`, `donut-empty` | donut slice, the short text beside it, ring without data |
//! | `donut-centre`, `donut-label`, `donut-figure` | texts in the hole: group, small lines, last line |
//! | `axis`, `grid`, `tick`, `zero-line` | axis group, grid lines, tick texts, line at zero |
//! | `net-line` | line of net worth |
//! | `hits`, `hit` | group of hover columns, one column (`<title>` is the tooltip) |
//! | `spark-line`, `spark-end` | sparkline, dot at its last value |
//! | `legend`, `legend-key`, `legend-name` | `<ul>`, colour sample (`<svg>`), text |

pub mod area;
pub mod axis;
pub mod bar;
pub mod columns;
pub mod donut;
mod pen;
pub mod sparkline;

pub use area::{AreaChart, Point, Series};
pub use bar::bar;
pub use columns::ColumnChart;
pub use donut::{Donut, Slice};
pub use sparkline::sparkline;

use pen::Pen;

/// Number of `series-N` classes; a larger index starts again from 0.
pub const SERIES_CLASSES: usize = 12;

/// Figures beyond ±10^30 are drawn at this bound, so that no product can overflow `i128`.
const LIMIT: i128 = 10_i128.pow(30);

/// Text size of the charts, in SVG units. A compact chart (360 units) on a phone 360 px wide with
/// 16 px of page margin on both sides still shows it above 14 px.
const FONT_SIZE: i64 = 16;

/// A coordinate or length in tenths of an SVG unit.
type Tenths = i64;

/// A point in tenths of an SVG unit: x to the right, y downwards.
type Position = (Tenths, Tenths);

/// Colour sample for a table or legend row: a small decorative `<svg>`.
fn key(pen: &mut Pen, class: usize) {
    let class = i64::try_from(class % SERIES_CLASSES).unwrap_or_default();
    pen.raw(r#"<svg class="legend-key series-"#).whole(class);
    pen.raw(r#"" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="currentColor" d="M1 1h14v14H1z"/></svg>"#);
}

/// Sample of the net-worth line for a legend row.
const NET_KEY: &str = concat!(
    r#"<svg class="legend-key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">"#,
    r#"<path class="net-line" fill="none" stroke="currentColor" stroke-width="3" d="M0 8h16"/></svg>"#
);

/// Legend as `<ul class="legend">` from pairs of a class, none for net worth, and a name.
fn legend<'a>(rows: impl Iterator<Item = (Option<usize>, &'a str)>) -> String {
    let mut pen = Pen::with_room(2048);
    pen.raw(r#"<ul class="legend">"#);
    for (class, name) in rows {
        pen.raw("<li>");
        match class {
            Some(class) => key(&mut pen, class),
            None => {
                pen.raw(NET_KEY);
            }
        }
        pen.raw(r#"<span class="legend-name">"#).text(name).raw("</span></li>");
    }
    pen.raw("</ul>");
    pen.done()
}

/// Estimated width of `text` at `size` SVG units. Fonts differ, so this errs on the wide side.
fn text_width(text: &str, size: i64) -> Tenths {
    text.chars()
        .map(|c| match c {
            '.' | ',' | ' ' | '-' | '/' => size * 4,
            c if c.is_ascii() => size * 6,
            _ => size * 10,
        })
        .sum()
}

/// At most `most` of the indices `0..count`, evenly spread, always with the first and the last.
fn thinned(count: usize, most: usize) -> Vec<usize> {
    let Some(last) = count.checked_sub(1) else {
        return Vec::new();
    };
    let stride = last.div_ceil(most.saturating_sub(2).max(1)).max(1);
    let stride = if count <= most { 1 } else { stride };
    let mut chosen: Vec<usize> = (0..count).rev().step_by(stride).collect();
    if chosen.last() != Some(&0) {
        chosen.push(0);
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the Content-Security-Policy forbids, and what breaks XML.
    pub(super) fn assert_clean(svg: &str) {
        for word in ["style=", "<style", "<script", "href", "url(", "NaN", "inf\"", "onload"] {
            assert!(!svg.contains(word), "{word} in {svg}");
        }
        for name in ["svg", "g", "text", "title", "desc", "ul", "li"] {
            let opened = svg.matches(&format!("<{name}>")).count()
                + svg.matches(&format!("<{name} ")).count();
            assert_eq!(opened, svg.matches(&format!("</{name}>")).count(), "{name} in {svg}");
        }
    }

    #[test]
    fn thinning_keeps_both_ends_and_the_bound() {
        assert_eq!(thinned(0, 5), Vec::<usize>::new());
        assert_eq!(thinned(4, 5), [0, 1, 2, 3]);
        for count in 1..500 {
            let chosen = thinned(count, 40);
            assert!(chosen.len() <= 40);
            assert_eq!((chosen.first(), chosen.last()), (Some(&0), Some(&(count - 1))));
            assert!(chosen.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn keys_wrap_around_the_twelve_classes() {
        let legend = legend([(Some(13), "<a>"), (None, "b")].into_iter());
        assert!(legend.contains("series-1\"") && legend.contains("net-line"));
        assert!(legend.contains("&lt;a&gt;"));
        assert_clean(&legend);
    }
}
