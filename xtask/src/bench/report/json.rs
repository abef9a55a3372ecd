//! The report for programs.

use super::Report;
use crate::bench::figure::{Figure, Quantity};
use crate::bench::growth::Size;
use crate::bench::measure::Engines;

/// One object: `machine`, `settings`, and per engine `figures` with value and unit,
/// `growth` and `remarks`.
pub fn of(report: &Report) -> String {
    let engines = report.engines.iter().map(engine);
    let all = object([
        ("machine", pairs(&report.facts)),
        ("settings", pairs(&report.settings)),
        ("engines", list(engines)),
    ]);
    all + "\n"
}

fn engine(measured: &Engines) -> String {
    object([
        ("engine", string(&measured.engine.to_string())),
        ("figures", list(measured.figures.iter().map(figure))),
        ("growth", list(measured.growth.iter().map(size))),
        ("remarks", list(measured.remarks.iter().map(|remark| string(remark)))),
    ])
}

fn figure(figure: &Figure) -> String {
    let met = figure.met().map_or_else(|| "null".to_owned(), |met| met.to_string());
    object([
        ("key", string(figure.key)),
        ("value", figure.value.decimal()),
        ("unit", string(figure.value.unit)),
        ("met", met),
    ])
}

fn size(size: &Size) -> String {
    let (kura, gzip) = (&size.page.kura, &size.page.gzip);
    object([
        ("customers", size.customers.to_string()),
        ("months", size.months.to_string()),
        ("seeding_s", Quantity::long(size.seeding).decimal()),
        ("database_MB", Quantity::space(size.disk).decimal()),
        ("page_per_s", kura.rate().decimal()),
        ("of_hello_percent", size.page.of_hello().decimal()),
        ("p50_ms", Quantity::micros(kura.p50).decimal()),
        ("p99_ms", Quantity::micros(kura.p99).decimal()),
        ("gzip_per_s", gzip.rate().decimal()),
        ("gzip_p99_ms", Quantity::micros(gzip.p99).decimal()),
    ])
}

fn pairs(pairs: &[(&'static str, String)]) -> String {
    let fields = pairs.iter().map(|(name, value)| format!("{}:{}", string(name), string(value)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

fn object<const N: usize>(fields: [(&str, String); N]) -> String {
    let fields = fields.map(|(name, value)| format!("{}:{value}", string(name)));
    format!("{{{}}}", fields.join(","))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(",\n"))
}

fn string(text: &str) -> String {
    let sign = |sign: char| match sign {
        '"' | '\\' => format!("\\{sign}"),
        control if u32::from(control) < 0x20 => format!("\\u{:04x}", u32::from(control)),
        other => other.to_string(),
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_quoted() {
        assert_eq!(string("a\"b\\c\nd蔵"), "\"a\\\"b\\\\c\\u000ad蔵\"");
    }
}
