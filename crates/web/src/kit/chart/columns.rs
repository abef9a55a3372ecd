//! Column chart: how many on each day.

use super::area::Point;
use super::axis::{Scale, count_text, fitting};
use super::{FONT_SIZE, Pen, SERIES_CLASSES, Tenths, text_width};

/// Column chart of counts, zero or more each.
#[derive(Debug, Clone)]
pub struct ColumnChart<'a> {
    /// Prefix of the element ids; unique on the page, no spaces.
    pub id: &'a str,
    /// Accessible name.
    pub title: &'a str,
    /// Accessible description.
    pub desc: &'a str,
    /// Colour class `series-N`, taken modulo 12.
    pub class: usize,
    /// Days, oldest first, each with its count.
    pub points: Vec<(Point, i64)>,
}

/// Size of the picture.
#[derive(Debug, Clone, Copy)]
struct Layout {
    class: &'static str,
    id_suffix: &'static str,
    /// viewBox, SVG units.
    size: (i64, i64),
}

const WIDE: Layout =
    Layout { class: "chart-columns chart-wide", id_suffix: "", size: (1_200, 220) };
const COMPACT: Layout =
    Layout { class: "chart-columns chart-compact", id_suffix: "-c", size: (360, 220) };

/// Space above the plot, right of it and below it, in tenths.
const TOP: Tenths = 120;
const RIGHT: Tenths = 120;
const BOTTOM: Tenths = 320;

/// With more columns than this nobody can point at one.
const MOST_HITS: usize = 100;

impl ColumnChart<'_> {
    /// The chart for wide windows, viewBox 1200×220.
    #[must_use]
    pub fn svg(&self) -> String {
        Plot::new(self, WIDE).svg()
    }

    /// The chart for phones, viewBox 360×220. Its ids carry the suffix `-c`, so both forms may
    /// be on one page; the style sheet hides one with `display: none`.
    #[must_use]
    pub fn compact_svg(&self) -> String {
        Plot::new(self, COMPACT).svg()
    }
}

/// The chart with its places worked out.
struct Plot<'a> {
    chart: &'a ColumnChart<'a>,
    layout: Layout,
    scale: Scale,
    left: Tenths,
    right: Tenths,
    floor: Tenths,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a ColumnChart<'a>, layout: Layout) -> Self {
        let most = chart.points.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let scale = Scale::around(0, most.into());
        let widest = scale.ticks.iter().map(|tick| text_width(&text(*tick), FONT_SIZE)).max();
        let width = layout.size.0 * 10;
        Self {
            chart,
            layout,
            scale,
            left: (widest.unwrap_or_default() + 100).min(width / 2) / 10 * 10,
            right: width - RIGHT,
            floor: layout.size.1 * 10 - BOTTOM,
        }
    }

    fn svg(&self) -> String {
        let chart = self.chart;
        let mut pen = Pen::with_room(8 * 1024);
        let id = [chart.id, self.layout.id_suffix];
        pen.open(id, self.layout.class, self.layout.size, [chart.title, chart.desc]);
        self.grid(&mut pen);
        self.columns(&mut pen);
        self.texts(&mut pen);
        self.hits(&mut pen);
        pen.raw("</svg>");
        pen.done()
    }

    /// Where a column's room begins; that of the one after the last is the right edge.
    fn x(&self, index: usize) -> Tenths {
        let count = Tenths::try_from(self.chart.points.len()).unwrap_or(1).max(1);
        let index = Tenths::try_from(index).unwrap_or(count).min(count);
        self.left + index * (self.right - self.left) / count
    }

    fn y(&self, count: i128) -> Tenths {
        self.scale.y(count, self.floor, self.floor - TOP)
    }

    fn grid(&self, pen: &mut Pen) {
        pen.raw(r#"<path class="grid" fill="none" stroke="currentColor" d=""#);
        for tick in self.scale.ticks.iter().filter(|tick| **tick != 0) {
            pen.raw("M").place((self.left, self.y(*tick))).raw("H").length(self.right);
        }
        pen.raw(r#""/><path class="zero-line" fill="none" stroke="currentColor" d="M"#);
        pen.place((self.left, self.floor)).raw("H").length(self.right).raw(r#""/>"#);
    }

    /// All columns as one path, a fifth of each room left free.
    fn columns(&self, pen: &mut Pen) {
        let class = i64::try_from(self.chart.class % SERIES_CLASSES).unwrap_or_default();
        pen.raw(r#"<path class="columns series-"#).whole(class);
        pen.raw(r#"" fill="currentColor" d=""#);
        let counts = self.chart.points.iter().map(|(_, count)| *count).enumerate();
        for (index, count) in counts.filter(|(_, count)| *count > 0) {
            let (from, room) = (self.x(index), self.x(index + 1) - self.x(index));
            pen.raw("M").place((from + room / 10, self.floor));
            pen.raw("V").length(self.y(count.into()));
            pen.raw("h").length((room * 8 / 10).max(5)).raw("V").length(self.floor).raw("z");
        }
        pen.raw(r#""/>"#);
    }

    fn texts(&self, pen: &mut Pen) {
        pen.raw(r#"<g class="axis"><g class="tick" text-anchor="end">"#);
        for tick in &self.scale.ticks {
            pen.raw(r#"<text x=""#).length(self.left - 60);
            pen.raw(r#"" y=""#).length(self.y(*tick) + 50).raw(r#"">"#);
            pen.text(&text(*tick)).raw("</text>");
        }
        pen.raw(r#"</g><g class="tick" text-anchor="middle">"#);
        let points = self.chart.points.iter().enumerate();
        let middle = |index| (self.x(index) + self.x(index + 1)) / 2;
        let places = points.map(|(index, (point, _))| (middle(index), point.label.as_str()));
        for label in fitting(places, self.layout.size.0 * 10) {
            pen.raw(r#"<text x=""#).length(label.centre);
            pen.raw(r#"" y=""#).length(self.floor + 230).raw(r#"">"#);
            pen.text(label.text).raw("</text>");
        }
        pen.raw("</g></g>");
    }

    /// Hover columns.
    fn hits(&self, pen: &mut Pen) {
        if self.chart.points.len() > MOST_HITS {
            return;
        }
        pen.raw(r#"<g class="hits" fill="none" pointer-events="all">"#);
        for (index, (point, _)) in self.chart.points.iter().enumerate() {
            pen.raw(r#"<rect class="hit" x=""#).length(self.x(index));
            pen.raw(r#"" width=""#).length(self.x(index + 1) - self.x(index));
            pen.raw(r#"" height=""#).length(self.floor).raw(r#""><title>"#);
            pen.text(&point.tooltip).raw("</title></rect>");
        }
        pen.raw("</g>");
    }
}

fn text(tick: i128) -> String {
    count_text(i64::try_from(tick).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_clean;
    use super::*;

    fn chart(counts: &[i64]) -> ColumnChart<'static> {
        let point = |count: &i64| {
            let point = Point { label: "11/22".to_owned(), tooltip: format!("<{count}>") };
            (point, *count)
        };
        let points = counts.iter().map(point).collect();
        ColumnChart { id: "a", title: "新規", desc: "説明", class: 0, points }
    }

    #[test]
    fn columns_stand_on_zero_and_are_as_high_as_their_counts() {
        let svg = chart(&[0, 50, 100]).svg();
        // Axis 0..100 over 176 units of height above 188.
        assert!(svg.contains("V100h") && svg.contains("V12h"), "{svg}");
        assert_eq!(svg.matches("V188z").count(), 2, "nothing is no column: {svg}");
        assert!(svg.contains(">100</text>") && svg.contains("&lt;50&gt;"));
    }

    #[test]
    fn a_year_of_days_is_drawn_whole_and_not_pointed_at() {
        let svg = chart(&[7; 365]).svg();
        assert_eq!(svg.matches("V188z").count(), 365);
        assert!(!svg.contains("hit"));
    }

    #[test]
    fn odd_input_neither_panics_nor_breaks_the_markup() {
        for counts in [vec![], vec![0], vec![-5, 3], vec![i64::MAX; 3], vec![1; 4_000]] {
            assert_clean(&chart(&counts).svg());
            assert_clean(&chart(&counts).compact_svg());
        }
    }
}
