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
//! | `chart-donut`, `chart-spark` | donut, sparkline |
//! | `series-0` … `series-11` | **set `color`**; shapes are filled with `currentColor` |
//! | `band` | one stacked series of the area chart |
//! | `slice`, `slice-mark`, `donut-empty` | donut slice, the short text beside it, ring without data |
//! | `donut-centre`, `donut-label`, `donut-figure` | texts in the hole: group, small lines, last line |
//! | `axis`, `grid`, `tick`, `zero-line` | axis group, grid lines, tick texts, line at zero |
//! | `net-line` | line of net worth |
//! | `hits`, `hit` | group of hover columns, one column (`<title>` is the tooltip) |
//! | `spark-line`, `spark-end` | sparkline, dot at its last value |
//! | `legend`, `legend-key`, `legend-name` | `<ul>`, colour sample (`<svg>`), text |

pub mod area;
pub mod axis;
pub mod donut;
pub mod sparkline;

pub use area::{AreaChart, Point, Series};
pub use donut::{Donut, Slice};
pub use sparkline::sparkline;

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

/// Escapes `text` for XML text and attribute values. Control characters other than tab and line
/// feed are left out because XML 1.0 (section 2.2) does not allow them.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Colour sample for a table or legend row: a small decorative `<svg>`.
#[must_use]
pub fn key(class: usize) -> String {
    format!(
        r#"<svg class="legend-key series-{}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path fill="currentColor" d="M1 1h14v14H1z"/></svg>"#,
        class % SERIES_CLASSES
    )
}

/// Sample of the net-worth line for a legend row.
#[must_use]
pub fn net_key() -> String {
    concat!(
        r#"<svg class="legend-key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">"#,
        r#"<path class="net-line" fill="none" stroke="currentColor" stroke-width="3" d="M0 8h16"/></svg>"#
    )
    .to_owned()
}

/// Legend as `<ul class="legend">` from pairs of a key (made by [`key`] or [`net_key`]) and a name.
fn legend(rows: impl Iterator<Item = (String, String)>) -> String {
    let mut out = String::from(r#"<ul class="legend">"#);
    for (key, name) in rows {
        let name = escape(&name);
        out += &format!(r#"<li>{key}<span class="legend-name">{name}</span></li>"#);
    }
    out + "</ul>"
}

/// Start of an `<svg>` with its accessible name; `size` is the viewBox in SVG units.
fn open(id: &str, class: &str, size: (i64, i64), title: &str, desc: &str) -> String {
    let (id, (width, height)) = (escape(id), size);
    let (title, desc) = (escape(title), escape(desc));
    format!(
        r#"<svg class="chart {class}" viewBox="0 0 {width} {height}" font-size="{FONT_SIZE}" fill="currentColor" role="img" aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc>"#
    )
}

/// Prints a length with at most one decimal; SVG allows `.5`.
fn units(tenths: Tenths) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

/// Path data through `points`, written as differences because they are about half as long.
/// Whole tenths are subtracted exactly, so nothing drifts.
fn path(points: impl IntoIterator<Item = Position>) -> String {
    let mut out = String::new();
    let mut last: Option<Position> = None;
    let mut first_step = true;
    for (x, y) in points {
        match last {
            None => out += &format!("M{} {}", units(x), units(y)),
            Some((px, py)) => {
                let lead = if first_step { "l" } else { separator(x - px) };
                let (dx, dy) = (units(x - px), units(y - py));
                out += &format!("{lead}{dx}{}{dy}", separator(y - py));
                first_step = false;
            }
        }
        last = Some((x, y));
    }
    out
}

/// A minus sign already parts two numbers in path data.
fn separator(next: Tenths) -> &'static str {
    if next < 0 { "" } else { " " }
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
    fn escapes_markup_and_drops_control_characters() {
        assert_eq!(escape("<a b=\"c\">&'\u{0}\u{8}\n"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\n");
    }

    #[test]
    fn prints_tenths_with_at_most_one_decimal() {
        let printed: Vec<String> = [0, 10, 15, -5, -120].into_iter().map(units).collect();
        assert_eq!(printed, ["0", "1", "1.5", "-.5", "-12"]);
    }

    #[test]
    fn path_returns_to_where_the_points_are() {
        assert_eq!(path([(100, 200), (115, 190), (115, 205)]), "M10 20l1.5-1 0 1.5");
        assert_eq!(path([]), "");
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
        assert!(key(13).contains("series-1\""));
        assert_clean(&key(0));
        assert_clean(&net_key());
    }
}
