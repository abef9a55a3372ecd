//! Writes markup piece by piece into one text: a chart is hundreds of short numbers,
//! and a text of its own for each would cost more than the rest of the page.

use super::{FONT_SIZE, Position, Tenths};

/// Markup under way.
#[derive(Debug, Default)]
pub(super) struct Pen {
    out: String,
}

impl Pen {
    /// A pen with room for a chart of the usual size.
    pub fn with_room(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes) }
    }

    /// What was written.
    pub fn done(self) -> String {
        self.out
    }

    /// How much was written, bytes.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// Takes back what was written after a length.
    pub fn back_to(&mut self, len: usize) {
        self.out.truncate(len);
    }

    /// Markup as it is.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Text, escaped for XML text and attribute values. Control characters other than tab and
    /// line feed are left out because XML 1.0 (section 2.2) does not allow them.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\t' | '\n' => self.out.push(c),
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => self.out.push(c),
            }
        }
        self
    }

    /// A whole number.
    pub fn whole(&mut self, number: i64) -> &mut Self {
        if number < 0 {
            self.out.push('-');
        }
        self.digits(number.unsigned_abs())
    }

    /// A length with at most one decimal; SVG allows `.5`.
    pub fn length(&mut self, tenths: Tenths) -> &mut Self {
        if tenths < 0 {
            self.out.push('-');
        }
        let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        if whole > 0 || rest == 0 {
            self.digits(whole);
        }
        if rest > 0 {
            self.out.push('.');
            self.digits(rest);
        }
        self
    }

    fn digits(&mut self, number: u64) -> &mut Self {
        self.raw(itoa::Buffer::new().format(number))
    }

    /// A place: two lengths.
    pub fn place(&mut self, (x, y): Position) -> &mut Self {
        self.length(x).raw(" ").length(y)
    }

    /// Path data through `points`, written as differences because they are about half as long.
    /// Whole tenths are subtracted exactly, so nothing drifts.
    pub fn path(&mut self, points: impl IntoIterator<Item = Position>) -> &mut Self {
        let mut last: Option<Position> = None;
        let mut lead = "l";
        for (x, y) in points {
            match last {
                None => self.raw("M").place((x, y)),
                Some((px, py)) => {
                    self.raw(if lead.is_empty() { separator(x - px) } else { lead });
                    lead = "";
                    self.length(x - px).raw(separator(y - py)).length(y - py)
                }
            };
            last = Some((x, y));
        }
        self
    }

    /// Start of an `<svg>` with its accessible name; `size` is the viewBox in SVG units. The
    /// element's identity is `id` and `suffix` together.
    pub fn open(
        &mut self,
        [id, suffix]: [&str; 2],
        class: &str,
        (width, height): (i64, i64),
        [title, desc]: [&str; 2],
    ) -> &mut Self {
        self.raw(r#"<svg class="chart "#).raw(class);
        self.raw(r#"" viewBox="0 0 "#).whole(width).raw(" ").whole(height);
        self.raw(r#"" font-size=""#).whole(FONT_SIZE);
        self.raw(r#"" fill="currentColor" role="img" aria-labelledby=""#);
        self.text(id).raw(suffix).raw("-title ").text(id).raw(suffix);
        self.raw(r#"-desc"><title id=""#).text(id).raw(suffix).raw(r#"-title">"#).text(title);
        self.raw(r#"</title><desc id=""#).text(id).raw(suffix).raw(r#"-desc">"#).text(desc);
        self.raw("</desc>")
    }
}

/// A minus sign already parts two numbers in path data.
fn separator(next: Tenths) -> &'static str {
    if next < 0 { "" } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Pen) -> &mut Pen) -> String {
        let mut pen = Pen::default();
        write(&mut pen);
        pen.done()
    }

    #[test]
    fn escapes_markup_and_drops_control_characters() {
        let text = written(|pen| pen.text("<a b=\"c\">&'\u{0}\u{8}\n"));
        assert_eq!(text, "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\n");
    }

    #[test]
    fn prints_tenths_with_at_most_one_decimal() {
        let printed = [0, 10, 15, -5, -120].map(|tenths| written(|pen| pen.length(tenths)));
        assert_eq!(printed, ["0", "1", "1.5", "-.5", "-12"]);
        assert_eq!(written(|pen| pen.whole(i64::MIN)), i64::MIN.to_string());
    }

    #[test]
    fn path_returns_to_where_the_points_are() {
        let path = written(|pen| pen.path([(100, 200), (115, 190), (115, 205)]));
        assert_eq!(path, "M10 20l1.5-1 0 1.5");
        assert_eq!(written(|pen| pen.path([])), "");
    }
}
