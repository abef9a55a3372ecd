//! The report: a page for people, the same for programs, and a line of history.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::Bench;
use super::figure::{Figure, Quantity};
use super::growth::{MOST_GROWTH, Size};
use super::measure::Engines;

mod history;
mod json;

/// All a run found out.
pub struct Report {
    /// On what machine.
    pub facts: Vec<(&'static str, String)>,
    /// How.
    pub settings: Vec<(&'static str, String)>,
    /// By engine.
    pub engines: Vec<Engines>,
}

impl Report {
    /// Prints the report and writes it: into `bench/`, or for a quick run, which is no
    /// measurement, beside the programs.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn write(&self, bench: &Bench<'_>) -> anyhow::Result<()> {
        let page = self.page();
        println!("\n{page}");
        let path = if bench.options.quick {
            let target = bench.programs.kura.parent().context("no target folder")?;
            target.join("bench-quick.md")
        } else {
            let folder = bench.root.join("bench/results");
            fs::create_dir_all(&folder)?;
            history::append(&bench.root.join("bench"), self)?;
            unused(&folder, &format!("{}-{}", self.fact("date"), self.fact("commit")))
        };
        fs::write(&path, page)?;
        fs::write(path.with_extension("json"), json::of(self))?;
        println!("written to {} and .json beside it", path.display());
        Ok(())
    }

    fn fact(&self, wanted: &str) -> &str {
        let mut found = self.facts.iter().filter(|(name, _)| *name == wanted);
        found.next().map_or("unknown", |(_, value)| value)
    }

    fn page(&self) -> String {
        let title = format!("# Bench {}, {}\n", self.fact("date"), self.fact("commit"));
        let list = |pairs: &[(&str, String)]| {
            pairs.iter().map(|(name, value)| format!("- {name}: {value}\n")).collect::<String>()
        };
        let mut page = format!(
            "{title}\n## Machine\n{}\n## Settings\n{}\n## Figures\n{}",
            list(&self.facts),
            list(&self.settings),
            self.table()
        );
        for measured in &self.engines {
            if let [first, ..] = measured.growth.as_slice() {
                page.push_str(&format!("\n## Growth on {}\n", measured.engine));
                page.push_str(&growth_table(first, &measured.growth));
            }
        }
        page.push_str("\n## Remarks\n");
        page.push_str("- `of hello`: the page's rate as a share of hello's in the same rounds.\n");
        for measured in &self.engines {
            for remark in &measured.remarks {
                page.push_str(&format!("- {}: {remark}\n", measured.engine));
            }
        }
        page
    }

    /// One line per figure, one column per engine.
    fn table(&self) -> String {
        let engines: Vec<String> =
            self.engines.iter().map(|measured| measured.engine.to_string()).collect();
        let mut table = row(&[&["Figure", "Aim"].map(str::to_owned)[..], &engines].concat());
        table.push_str(&row(&vec!["---".to_owned(); engines.len() + 2]));
        let first = self.engines.first().map(|measured| measured.figures.as_slice());
        for figure in first.unwrap_or_default() {
            let mut cells = vec![figure.name.to_owned(), figure.aim_text()];
            cells.extend(self.engines.iter().map(|measured| cell(&measured.figures, figure.key)));
            table.push_str(&row(&cells));
        }
        table
    }
}

fn cell(figures: &[Figure], key: &str) -> String {
    let met = figures.iter().find(|figure| figure.key == key).and_then(Figure::met);
    let judged = met.map_or("", |met| if met { " met" } else { " **missed**" });
    value(figures, key) + judged
}

fn value(figures: &[Figure], key: &str) -> String {
    let found = figures.iter().find(|figure| figure.key == key);
    found.map_or_else(|| "–".to_owned(), |figure| figure.value.to_string())
}

fn growth_table(first: &Size, sizes: &[Size]) -> String {
    let head = [
        "Customers",
        "Months",
        "Seeding",
        "Database",
        "Page",
        "Of hello",
        "p50",
        "p99",
        "p99 beside the first (aim ≤ 1.3 x)",
        "Gzip",
        "Gzip p99",
    ];
    let mut table = row(&head.map(str::to_owned));
    table.push_str(&row(&vec!["---".to_owned(); head.len()]));
    for size in sizes {
        let (kura, gzip) = (&size.page.kura, &size.page.gzip);
        let times = size.p99_beside(first);
        let met = if times.milli <= MOST_GROWTH { "met" } else { "**missed**" };
        table.push_str(&row(&[
            size.customers.to_string(),
            size.months.to_string(),
            Quantity::long(size.seeding).to_string(),
            Quantity::space(size.disk).to_string(),
            kura.rate().to_string(),
            size.page.of_hello().to_string(),
            Quantity::micros(kura.p50).to_string(),
            Quantity::micros(kura.p99).to_string(),
            format!("{times} {met}"),
            gzip.rate().to_string(),
            Quantity::micros(gzip.p99).to_string(),
        ]));
    }
    table
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// `stem.md`, or the first of `stem-2.md` … that is not there.
fn unused(folder: &Path, stem: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.md"));
    let mut others = (2..).map(|number: u32| folder.join(format!("{stem}-{number}.md")));
    if first.exists() { others.find(|path| !path.exists()).unwrap_or(first) } else { first }
}

#[cfg(test)]
mod tests;
