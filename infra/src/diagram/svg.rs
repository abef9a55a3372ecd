//! Boxes, frames, lines and words as SVG.

use std::fmt::Write as _;

/// Left, top, width, height.
pub type Area = (u32, u32, u32, u32);

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// People.
    Person,
    /// A region or an account.
    Region,
    /// A tier of subnets.
    Tier,
    /// A service that works.
    Service,
    /// Where data is.
    Data,
    /// What protects.
    Guard,
    /// What watches.
    Watch,
}

impl Style {
    /// Fill and line; each line is dark enough to be seen in print without colours.
    fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => ("#ffffff", "#333333"),
            Self::Region => ("#fafafa", "#555555"),
            Self::Tier => ("#f1f5f9", "#64748b"),
            Self::Service => ("#fff7ed", "#9a3412"),
            Self::Data => ("#eff6ff", "#1e40af"),
            Self::Guard => ("#fef2f2", "#991b1b"),
            Self::Watch => ("#f0fdf4", "#166534"),
        }
    }
}

/// A picture that is being drawn: boxes, lines over them, and over both the words, which a line never crosses out.
#[derive(Debug)]
pub struct Picture {
    boxes: String,
    lines: String,
    words: String,
}

impl Picture {
    /// An empty one.
    pub fn new(width: u32, height: u32, title: &str) -> Self {
        let boxes = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             font-family=\"'Noto Sans CJK JP','Noto Sans JP','Noto Serif CJK JP',sans-serif\">\n\
             <title>{title}</title>\n<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
             markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#111\"/>\
             </marker></defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n"
        );
        Self { boxes, lines: String::new(), words: String::new() }
    }

    /// A frame around others, with its name at the top.
    pub fn frame(&mut self, area: Area, name: &str, style: Style) {
        self.rect(area, style, "6 3");
        let (left, top, ..) = area;
        self.word((left + 8, top + 20), 13, true, name);
    }

    /// A box with a name and lines.
    pub fn text_box(&mut self, area: Area, style: Style, name: &str, lines: &[&str]) {
        self.rect(area, style, "");
        let (left, top, ..) = area;
        self.word((left + 8, top + 19), 13, true, name);
        let mut below = top + 37;
        for line in lines {
            self.word((left + 8, below), 12, false, line);
            below += 16;
        }
    }

    /// The same with lines that were made.
    pub fn owned_box(&mut self, area: Area, style: Style, name: &str, lines: &[String]) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.text_box(area, style, name, &lines);
    }

    /// A remark.
    pub fn note(&mut self, at: (u32, u32), text: &str) {
        self.word(at, 12, false, text);
    }

    /// A remark beside a line.
    pub fn small(&mut self, at: (u32, u32), text: &str) {
        self.word(at, 10, false, text);
    }

    /// A line with a tip.
    pub fn arrow(&mut self, points: &[(u32, u32)]) {
        let points: Vec<_> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        // Writing into a string cannot fail, here and below.
        let _ = writeln!(
            self.lines,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"#111\" stroke-width=\"1.5\" \
             marker-end=\"url(#tip)\"/>",
            points.join(" ")
        );
    }

    /// The text of it.
    pub fn finished(self) -> String {
        format!(
            "{}{}<g fill=\"#111\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\" stroke-opacity=\"0.9\">\n{}</g>\n</svg>\n",
            self.boxes, self.lines, self.words
        )
    }

    fn rect(&mut self, (left, top, width, height): Area, style: Style, dashes: &str) {
        let (fill, line) = style.colours();
        let _ = writeln!(
            self.boxes,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"4\" \
             fill=\"{fill}\" stroke=\"{line}\" stroke-dasharray=\"{dashes}\"/>"
        );
    }

    fn word(&mut self, (left, base): (u32, u32), size: u32, bold: bool, text: &str) {
        let weight = if bold { " font-weight=\"700\"" } else { "" };
        let _ = writeln!(
            self.words,
            "<text x=\"{left}\" y=\"{base}\" font-size=\"{size}\"{weight}>{}</text>",
            escaped(text)
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
