//! Stacked area chart of assets over time, with liabilities below zero and a net-worth line.

use super::axis::{Scale, fitting};
use super::{FONT_SIZE, LIMIT, Position, SERIES_CLASSES, Tenths};
use super::{escape, key, legend, net_key, open, path, text_width, thinned, units};

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
        let bands = self.series.iter().map(|s| (key(s.class), s.name.clone()));
        let line = self.net.iter().map(|_| (net_key(), net_name.to_owned()));
        legend(bands.chain(line))
    }
}

/// A place on the outline: horizontal place and the index of the point whose values apply.
type Mark = (Tenths, usize);

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
        let id = format!("{}{}", chart.id, self.layout.id_suffix);
        let mut out = open(&id, self.layout.class, self.layout.size, chart.title, chart.desc);
        out += &self.grid();
        out += &self.bands();
        out += &self.lines();
        out += &self.tick_texts();
        out += &self.hits();
        out + "</svg>"
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

    fn grid(&self) -> String {
        let (left, right) = (units(self.left), units(self.right));
        let rows: String = self
            .scale
            .ticks
            .iter()
            .filter(|t| **t != 0)
            .map(|t| format!("M{left} {}H{right}", units(self.y(*t))))
            .collect();
        if rows.is_empty() {
            return rows;
        }
        format!(
            r#"<path class="grid" fill="none" stroke="currentColor" stroke-opacity=".2" d="{rows}"/>"#
        )
    }

    /// Stacks the series. Each mark keeps how far the stack has grown upwards and downwards.
    fn bands(&self) -> String {
        let mut up: Vec<i128> = vec![0; self.marks.len()];
        let mut down = up.clone();
        let mut out = String::new();
        for series in &self.chart.series {
            let values: Vec<i128> = self.marks.iter().map(|(_, i)| value_at(series, *i)).collect();
            let mut d = self.band(&mut up, values.iter().map(|v| (*v).max(0)));
            d += &self.band(&mut down, values.iter().map(|v| (*v).min(0)));
            if !d.is_empty() {
                let class = series.class % SERIES_CLASSES;
                out += &format!(r#"<path class="band series-{class}" d="{d}"/>"#);
            }
        }
        out
    }

    /// Outline between the stack so far and the stack with `amounts` added; empty without any.
    fn band(&self, stack: &mut [i128], amounts: impl Iterator<Item = i128>) -> String {
        let mut near: Vec<Position> = Vec::with_capacity(stack.len());
        let mut far = near.clone();
        for (((x, _), level), amount) in self.marks.iter().zip(stack).zip(amounts) {
            near.push((*x, self.y(*level)));
            *level = add(*level, amount);
            far.push((*x, self.y(*level)));
        }
        if near == far {
            return String::new();
        }
        path(far.into_iter().chain(near.into_iter().rev())) + "z"
    }

    fn lines(&self) -> String {
        let (left, right, zero) = (units(self.left), units(self.right), units(self.y(0)));
        let mut out = format!(
            r#"<path class="zero-line" fill="none" stroke="currentColor" d="M{left} {zero}H{right}"/>"#
        );
        let net = self.chart.net.as_deref().unwrap_or_default();
        let known = self.marks.iter().filter_map(|(x, i)| Some((*x, self.y(*net.get(*i)?))));
        let d = path(known);
        if !d.is_empty() {
            out += &format!(
                r#"<path class="net-line" fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" stroke-linecap="round" d="{d}"/>"#
            );
        }
        out
    }

    fn tick_texts(&self) -> String {
        let mut out = String::from(r#"<g class="axis">"#);
        if !self.chart.hidden {
            let x = units(self.left - 60);
            out += r#"<g class="tick" text-anchor="end">"#;
            for tick in &self.scale.ticks {
                let y = units(self.y(*tick) + 50);
                out += &format!(
                    r#"<text x="{x}" y="{y}">{}</text>"#,
                    escape(&(self.chart.tick)(*tick))
                );
            }
            out += "</g>";
        }
        let places =
            self.chart.points.iter().enumerate().map(|(i, p)| (self.x(i), p.label.as_str()));
        let labels = fitting(places, self.layout.size.0 * 10);
        if !labels.is_empty() {
            let marks: String = labels
                .iter()
                .map(|l| format!("M{} {}v5", units(l.at), units(self.floor)))
                .collect();
            out += &format!(
                r#"<path fill="none" stroke="currentColor" d="{marks}"/><g class="tick" text-anchor="middle">"#
            );
            let y = units(self.floor + 230);
            for label in labels {
                out += &format!(
                    r#"<text x="{}" y="{y}">{}</text>"#,
                    units(label.centre),
                    escape(label.text)
                );
            }
            out += "</g>";
        }
        out + "</g>"
    }

    /// Hover columns, from halfway to the point before to halfway to the point after.
    fn hits(&self) -> String {
        let places: Vec<Tenths> = self.drawn.iter().map(|i| self.x(*i)).collect();
        let mut edges = vec![self.left];
        // Whole units: shorter text, and nobody can point more finely.
        edges.extend(places.windows(2).map(|w| w.iter().sum::<Tenths>() / 20 * 10));
        edges.push(self.right);
        let height = units(self.floor);
        let mut out = String::new();
        for (pair, index) in edges.windows(2).zip(&self.drawn) {
            let ([from, to], Some(point)) = (pair, self.chart.points.get(*index)) else { continue };
            if !point.tooltip.is_empty() {
                out += &format!(
                    r#"<rect class="hit" x="{}" width="{}" height="{height}"><title>{}</title></rect>"#,
                    units(*from),
                    units(to - from),
                    escape(&point.tooltip)
                );
            }
        }
        if out.is_empty() {
            return out;
        }
        format!(r#"<g class="hits" fill="none" pointer-events="all">{out}</g>"#)
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
