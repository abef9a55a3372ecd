//! Stacked area chart of assets over time, with liabilities below zero and a net-worth line.

use super::axis::{Scale, fitting};
use super::{FONT_SIZE, LIMIT, Pen, SERIES_CLASSES, Tenths};
use super::{legend, text_width, thinned};

/// One moment on the time axis. Points are drawn at equal distances, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    /// Text under the axis, e.g. `2026年7月`; empty to leave it out. Drawn only where it fits.
    pub label: String,
    /// Text shown on hover; empty for none. Must not hold amounts when amounts are hidden.
    pub tooltip: String,
}

/// One band of the stack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    /// Name in the legend.
    pub name: String,
    /// Colour class `series-N`, taken modulo 12.
    pub class: usize,
    /// Yen per point. Positive amounts stack upwards from zero, negative ones (liabilities)
    /// downwards. Missing values at the end count as zero.
    pub values: Vec<i128>,
}

/// Stacked area chart.
#[derive(Clone)]
pub struct AreaChart<'a> {
    /// Prefix of the element ids; unique on the page, no spaces.
    pub id: &'a str,
    /// Accessible name.
    pub title: &'a str,
    /// Accessible description; without amounts when `hidden`.
    pub desc: &'a str,
    /// Moments, oldest first.
    pub points: Vec<Point>,
    /// Bands, from zero outwards.
    pub series: Vec<Series>,
    /// Net worth per point, yen, drawn as a line; it stops where values are missing.
    pub net: Option<Vec<i128>>,
    /// Text of a tick value, e.g. [`super::axis::japanese_tick`].
    pub tick: &'a dyn Fn(i128) -> String,
    /// Hides amounts: the value axis gets no texts.
    pub hidden: bool,
}

/// Size of the picture.
#[derive(Debug, Clone, Copy)]
struct Layout {
    class: &'static str,
    id_suffix: &'static str,
    /// viewBox, SVG units.
    size: (i64, i64),
    /// Bound on drawn points: more could not be told apart or pointed at.
    most_points: usize,
}

const WIDE: Layout =
    Layout { class: "chart-area chart-wide", id_suffix: "", size: (720, 320), most_points: 240 };
const COMPACT: Layout = Layout {
    class: "chart-area chart-compact",
    id_suffix: "-c",
    size: (360, 260),
    most_points: 100,
};

/// Space above the plot, right of it and below it, in tenths.
const TOP: Tenths = 120;
const RIGHT: Tenths = 120;
const BOTTOM: Tenths = 320;

/// Half the width of the column that stands for a single point, in tenths.
const LONE_HALF: Tenths = 300;

impl AreaChart<'_> {
    /// The chart for wide windows, viewBox 720×320. More than 240 points are thinned evenly; the
    /// first and the newest point always stay.
    #[must_use]
    pub fn svg(&self) -> String {
        Plot::new(self, WIDE).svg()
    }

    /// The chart for phones, viewBox 360×260, at most 100 points. Its ids carry the suffix `-c`,
    /// so both forms may be on one page; the style sheet hides one with `display: none`.
    #[must_use]
    pub fn compact_svg(&self) -> String {
        Plot::new(self, COMPACT).svg()
    }

    /// Legend as `<ul class="legend">`: the series in their order, then the net-worth line under
    /// `net_name` when there is one.
    #[must_use]
    pub fn legend(&self, net_name: &str) -> String {
        let bands = self.series.iter().map(|s| (Some(s.class), s.name.as_str()));
        let line = self.net.iter().map(|_| (None, net_name));
        legend(bands.chain(line))
    }
}

/// A place on the outline: horizontal place and the index of the point whose values apply.
type Mark = (Tenths, usize);

/// How far a stack has grown at a mark: its yen, and their height in the picture.
#[derive(Debug, Clone, Copy)]
struct Level {
    yen: i128,
    y: Tenths,
}

/// The chart with its places worked out.
struct Plot<'a> {
    chart: &'a AreaChart<'a>,
    layout: Layout,
    scale: Scale,
    left: Tenths,
    right: Tenths,
    floor: Tenths,
    drawn: Vec<usize>,
    marks: Vec<Mark>,
}

impl<'a> Plot<'a> {
    fn new(chart: &'a AreaChart<'a>, layout: Layout) -> Self {
        let scale = scale_of(chart);
        let width = layout.size.0 * 10;
        let widest = scale.ticks.iter().map(|t| text_width(&(chart.tick)(*t), FONT_SIZE)).max();
        let text = if chart.hidden { 0 } else { widest.unwrap_or_default() };
        let mut plot = Self {
            chart,
            layout,
            scale,
            left: (text + 100).div_euclid(10).saturating_mul(10).min(width / 2),
            right: width - RIGHT,
            floor: layout.size.1 * 10 - BOTTOM,
            drawn: thinned(chart.points.len(), layout.most_points),
            marks: Vec::new(),
        };
        plot.marks = match chart.points.len() {
            // An area needs a width: a single point becomes a column.
            1 => vec![(plot.x(0) - LONE_HALF, 0), (plot.x(0) + LONE_HALF, 0)],
            _ => plot.drawn.iter().map(|&i| (plot.x(i), i)).collect(),
        };
        plot
    }

    fn svg(&self) -> String {
        let chart = self.chart;
        let mut pen = Pen::with_room(8 * 1024);
        let id = [chart.id, self.layout.id_suffix];
        pen.open(id, self.layout.class, self.layout.size, [chart.title, chart.desc]);
        self.grid(&mut pen);
        self.bands(&mut pen);
        self.lines(&mut pen);
        self.tick_texts(&mut pen);
        self.hits(&mut pen);
        pen.raw("</svg>");
        pen.done()
    }

    fn x(&self, index: usize) -> Tenths {
        let room = self.right - self.left;
        let last = Tenths::try_from(self.chart.points.len().saturating_sub(1)).unwrap_or(1);
        if last < 1 {
            return self.left + room / 2;
        }
        let index = Tenths::try_from(index).unwrap_or(last);
        let x = self.left + index.saturating_mul(room) / last;
        // Whole units make the text shorter; between distant points nobody sees the difference.
        if room / last >= 100 { x / 10 * 10 } else { x }
    }

    fn y(&self, value: i128) -> Tenths {
        self.scale.y(value, self.floor, self.floor - TOP)
    }

    fn grid(&self, pen: &mut Pen) {
        let mut rows = self.scale.ticks.iter().filter(|t| **t != 0).peekable();
        if rows.peek().is_none() {
            return;
        }
        pen.raw(r#"<path class="grid" fill="none" stroke="currentColor" stroke-opacity=".2" d=""#);
        for tick in rows {
            pen.raw("M").place((self.left, self.y(*tick))).raw("H").length(self.right);
        }
        pen.raw(r#""/>"#);
    }

    /// Stacks the series: what is owned upwards from zero, what is owed downwards.
    fn bands(&self, pen: &mut Pen) {
        let zero = Level { yen: 0, y: self.y(0) };
        let mut up = vec![zero; self.marks.len()];
        let mut down = up.clone();
        for series in &self.chart.series {
            let before = pen.len();
            let class = i64::try_from(series.class % SERIES_CLASSES).unwrap_or_default();
            pen.raw(r#"<path class="band series-"#).whole(class).raw(r#"" d=""#);
            let empty = pen.len();
            self.band(pen, &mut up, |at| value_at(series, at).max(0));
            self.band(pen, &mut down, |at| value_at(series, at).min(0));
            if pen.len() == empty {
                pen.back_to(before);
            } else {
                pen.raw(r#""/>"#);
            }
        }
    }

    /// Outline between the stack so far and the stack with amounts added; nothing without any.
    fn band(&self, pen: &mut Pen, stack: &mut [Level], amount: impl Fn(usize) -> i128) {
        let near: Vec<Tenths> = stack.iter().map(|level| level.y).collect();
        for ((_, at), level) in self.marks.iter().zip(stack.iter_mut()) {
            let yen = amount(*at);
            if yen != 0 {
                level.yen = add(level.yen, yen);
                level.y = self.y(level.yen);
            }
        }
        if stack.iter().map(|level| level.y).eq(near.iter().copied()) {
            return;
        }
        let across = || self.marks.iter().map(|(x, _)| *x);
        let far = across().zip(stack.iter().map(|level| level.y));
        pen.path(far.chain(across().zip(near).rev())).raw("z");
    }

    fn lines(&self, pen: &mut Pen) {
        pen.raw(r#"<path class="zero-line" fill="none" stroke="currentColor" d="M"#);
        pen.place((self.left, self.y(0))).raw("H").length(self.right).raw(r#""/>"#);
        let net = self.chart.net.as_deref().unwrap_or_default();
        let known = self.marks.iter().filter_map(|(x, i)| Some((*x, self.y(*net.get(*i)?))));
        let mut known = known.peekable();
        if known.peek().is_some() {
            pen.raw(r#"<path class="net-line" fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" stroke-linecap="round" d=""#);
            pen.path(known).raw(r#""/>"#);
        }
    }

    fn tick_texts(&self, pen: &mut Pen) {
        pen.raw(r#"<g class="axis">"#);
        if !self.chart.hidden {
            pen.raw(r#"<g class="tick" text-anchor="end">"#);
            for tick in &self.scale.ticks {
                pen.raw(r#"<text x=""#).length(self.left - 60);
                pen.raw(r#"" y=""#).length(self.y(*tick) + 50).raw(r#"">"#);
                pen.text(&(self.chart.tick)(*tick)).raw("</text>");
            }
            pen.raw("</g>");
        }
        self.labels(pen);
        pen.raw("</g>");
    }

    fn labels(&self, pen: &mut Pen) {
        let places =
            self.chart.points.iter().enumerate().map(|(i, p)| (self.x(i), p.label.as_str()));
        let labels = fitting(places, self.layout.size.0 * 10);
        if labels.is_empty() {
            return;
        }
        pen.raw(r#"<path fill="none" stroke="currentColor" d=""#);
        for label in &labels {
            pen.raw("M").place((label.at, self.floor)).raw("v5");
        }
        pen.raw(r#""/><g class="tick" text-anchor="middle">"#);
        for label in labels {
            pen.raw(r#"<text x=""#).length(label.centre);
            pen.raw(r#"" y=""#).length(self.floor + 230).raw(r#"">"#);
            pen.text(label.text).raw("</text>");
        }
        pen.raw("</g>");
    }

    /// Hover columns, from halfway to the point before to halfway to the point after.
    fn hits(&self, pen: &mut Pen) {
        let places: Vec<Tenths> = self.drawn.iter().map(|i| self.x(*i)).collect();
        let mut edges = vec![self.left];
        // Whole units: shorter text, and nobody can point more finely.
        edges.extend(places.windows(2).map(|w| w.iter().sum::<Tenths>() / 20 * 10));
        edges.push(self.right);
        let before = pen.len();
        pen.raw(r#"<g class="hits" fill="none" pointer-events="all">"#);
        let empty = pen.len();
        for (pair, index) in edges.windows(2).zip(&self.drawn) {
            let ([from, to], Some(point)) = (pair, self.chart.points.get(*index)) else { continue };
            if !point.tooltip.is_empty() {
                pen.raw(r#"<rect class="hit" x=""#).length(*from);
                pen.raw(r#"" width=""#).length(to - from);
                pen.raw(r#"" height=""#).length(self.floor).raw(r#""><title>"#);
                pen.text(&point.tooltip).raw("</title></rect>");
            }
        }
        if pen.len() == empty {
            pen.back_to(before);
        } else {
            pen.raw("</g>");
        }
    }
}

/// Addition within the bound that geometry can bear.
fn add(a: i128, b: i128) -> i128 {
    a.saturating_add(b).clamp(-LIMIT, LIMIT)
}

fn value_at(series: &Series, index: usize) -> i128 {
    series.values.get(index).copied().unwrap_or_default()
}

/// The value axis that holds every stack and the net line.
fn scale_of(chart: &AreaChart<'_>) -> Scale {
    let (mut low, mut high) = (0, 0);
    for index in 0..chart.points.len() {
        let values = || chart.series.iter().map(|s| value_at(s, index));
        let net = chart.net.as_ref().and_then(|n| n.get(index)).copied().unwrap_or_default();
        high = high.max(net).max(values().map(|v| v.max(0)).fold(0, add));
        low = low.min(net).min(values().map(|v| v.min(0)).fold(0, add));
    }
    Scale::around(low, high)
}

#[cfg(test)]
mod tests {
    use super::super::axis::japanese_tick;
    use super::super::tests::assert_clean;
    use super::*;

    fn chart(points: usize, series: Vec<Vec<i128>>, net: Option<Vec<i128>>) -> AreaChart<'static> {
        let point = |n: usize| Point {
            label: format!("{}年{}月", 2020 + n / 12, n % 12 + 1),
            tooltip: format!("{}年{}月 合計12,345,678円", 2020 + n / 12, n % 12 + 1),
        };
        let band = |(class, values)| Series { name: format!("<{class}>"), class, values };
        AreaChart {
            id: "a",
            title: "資産の推移",
            desc: "説明",
            points: (0..points).map(point).collect(),
            series: series.into_iter().enumerate().map(band).collect(),
            net,
            tick: &japanese_tick,
            hidden: false,
        }
    }

    #[test]
    fn stacks_bands_on_one_another() {
        let svg = chart(2, vec![vec![50, 50], vec![50, 0]], None).svg();
        // Axis 0..100 over 276 units of height: the second band starts where the first one ends.
        assert!(svg.contains(r#"series-0" d="M38 150l670 0 0 138-670 0z""#), "{svg}");
        assert!(svg.contains(r#"series-1" d="M38 12l670 138 0 0-670 0z""#), "{svg}");
    }

    #[test]
    fn liabilities_hang_below_zero_and_net_is_a_line() {
        let svg = chart(3, vec![vec![60; 3], vec![-40; 3]], Some(vec![20; 3])).svg();
        assert!(svg.contains(">-40</text>") && svg.contains(">60</text>"));
        assert_eq!(svg.matches("class=\"band").count(), 2);
        assert_eq!(svg.matches("net-line").count(), 1);
    }

    #[test]
    fn hidden_amounts_leave_no_tick_texts() {
        let mut hidden = chart(3, vec![vec![12_000_000; 3]], None);
        assert!(hidden.svg().contains("1,200万") || hidden.svg().contains("1,000万"));
        hidden.hidden = true;
        assert!(!hidden.svg().contains('万'));
        assert!(hidden.svg().contains("2020年3月</text>"));
    }

    #[test]
    fn texts_are_escaped_and_ids_differ_between_the_forms() {
        let mut odd = chart(1, vec![vec![1]], None);
        odd.title = "</title><script>";
        odd.points = vec![Point { label: "1月".into(), tooltip: "\"&<b>".into() }];
        assert_clean(&odd.svg());
        assert!(odd.svg().contains("&quot;&amp;&lt;b&gt;"));
        assert!(odd.svg().contains(r#"aria-labelledby="a-title a-desc""#));
        assert!(odd.compact_svg().contains(r#"id="a-c-title""#));
        assert!(odd.legend("純資産").contains("&lt;0&gt;"));
    }

    #[test]
    fn odd_input_neither_panics_nor_breaks_the_markup() {
        let amounts = [0, 1, -1, 10_i128.pow(15), -(10_i128.pow(15)), i128::MAX, i128::MIN];
        for count in [0, 1, 2, 3, 500, 4_000] {
            for a in amounts {
                for b in amounts {
                    let rows = vec![vec![a; count], vec![b; count / 2], vec![a, b, a], vec![]];
                    let odd = chart(count, rows, Some(vec![b; 3]));
                    let (wide, compact) = (odd.svg(), odd.compact_svg());
                    assert_clean(&wide);
                    assert_clean(&compact);
                    assert!(wide.matches("class=\"hit\"").count() <= 240);
                }
            }
        }
        assert_clean(&chart(12, vec![vec![0; 12]; 40], None).svg());
    }

    #[test]
    fn both_forms_of_two_years_and_five_series_stay_small() {
        let wave = |k: i128| (0..24).map(|n| 1_000_000 * k + n * n * 12_345 * (k - 2)).collect();
        let two_years = chart(24, (1..=5).map(wave).collect(), Some(vec![9_000_000; 24]));
        let total = two_years.svg().len() + two_years.compact_svg().len();
        assert!(total < 12_000, "{total} bytes");
    }
}
