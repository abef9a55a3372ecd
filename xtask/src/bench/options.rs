//! What the command line asks for.

use std::fmt;

use anyhow::{Context, bail};

/// An engine Kura keeps its rows in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server of our own, with `fsync` on.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// How to measure.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// On which engines, in this order.
    pub engines: Vec<Engine>,
    /// How long each load lasts.
    pub seconds: u32,
    /// All is measured with the first number of customers; growth over all of them.
    pub customers: Vec<u32>,
    /// Month ends of each holding, if given.
    pub months: Option<u32>,
    /// Only the bank's desk is measured, with so many applications.
    pub desk: Option<u32>,
    /// Only to see whether measuring works: short, and not written into `bench/`.
    pub quick: bool,
}

/// Month ends of each holding.
pub const MONTHS: u32 = 24;
/// Holdings of each customer.
pub const HOLDINGS: u32 = 20;
/// Connections of a load.
pub const CONNECTIONS: u32 = 16;

impl Options {
    /// Reads the words after `bench`.
    ///
    /// # Errors
    /// A word or a value it does not know.
    pub fn parse(words: &[&str]) -> anyhow::Result<Self> {
        let quick = words.contains(&"--quick");
        let (seconds, customers) = if quick { (2, 50) } else { (10, 1_000) };
        let engines = vec![Engine::Sqlite, Engine::Postgres];
        let mut options =
            Self { engines, seconds, customers: vec![customers], months: None, desk: None, quick };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match *word {
                "--quick" => {}
                "--growth" => options.customers = vec![1_000, 100_000],
                "--engine" => options.engines = engines_named(value()?)?,
                "--seconds" => options.seconds = number(value()?)?,
                "--desk" => options.desk = Some(number(value()?)?),
                "--months" => options.months = Some(number(value()?)?),
                "--customers" => {
                    let list = value()?.split(',').map(number);
                    options.customers = list.collect::<anyhow::Result<_>>()?;
                }
                other => bail!("unknown option {other}; see cargo xtask help"),
            }
        }
        if !options.customers.is_sorted() {
            bail!("--customers must grow: each number is seeded on top of the one before");
        }
        Ok(options)
    }

    /// How often a figure is taken, to report the median: loads, cold starts.
    pub const fn repeats(&self) -> (u32, u32) {
        if self.quick { (1, 3) } else { (3, 7) }
    }

    /// With how many customers all is measured.
    pub fn first_size(&self) -> u32 {
        self.customers.first().copied().unwrap_or(1)
    }

    /// The settings, as the report tells them.
    pub fn described(&self) -> Vec<(&'static str, String)> {
        let load = format!("wrk, 1 thread, {CONNECTIONS} connections, {} s", self.seconds);
        let server = "its defaults (fsync on, shared_buffers 128 MB), loopback".to_owned();
        if let Some(applications) = self.desk {
            return vec![
                ("applications", applications.to_string()),
                ("load", load),
                ("service", "`kura run`: both sites and work in one process".to_owned()),
                ("PostgreSQL", server),
            ];
        }
        let (rounds, starts) = self.repeats();
        let months = self.months.unwrap_or(MONTHS);
        vec![
            ("customers", self.first_size().to_string()),
            ("holdings per customer", HOLDINGS.to_string()),
            ("month ends per holding", months.to_string()),
            ("load", load),
            ("rounds", format!("{rounds}, in turn with hello; the median is told")),
            ("cold starts", format!("{starts}; the median is told")),
            ("service", "`kura run`: site and work in one process, log to a file".to_owned()),
            ("PostgreSQL", server),
        ]
    }
}

fn engines_named(name: &str) -> anyhow::Result<Vec<Engine>> {
    match name {
        "sqlite" => Ok(vec![Engine::Sqlite]),
        "postgres" => Ok(vec![Engine::Postgres]),
        "both" => Ok(vec![Engine::Sqlite, Engine::Postgres]),
        _ => bail!("--engine is sqlite, postgres or both, not {name}"),
    }
}

fn number(text: &str) -> anyhow::Result<u32> {
    let number = text.replace('_', "").parse().ok().filter(|number| *number > 0);
    number.with_context(|| format!("`{text}` is no number from 1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_options_both_engines_are_measured_with_a_thousand_customers() {
        let options = Options::parse(&[]).unwrap();
        assert_eq!(options.engines, [Engine::Sqlite, Engine::Postgres]);
        assert_eq!((options.seconds, options.customers), (10, vec![1_000]));
    }

    #[test]
    fn a_quick_run_is_short_unless_told_otherwise() {
        let options = Options::parse(&["--seconds", "4", "--quick"]).unwrap();
        assert_eq!((options.seconds, options.first_size(), options.quick), (4, 50, true));
    }

    #[test]
    fn growth_goes_over_a_list_of_sizes() {
        assert_eq!(Options::parse(&["--growth"]).unwrap().customers, [1_000, 100_000]);
        let listed = Options::parse(&["--customers", "10,1_000"]).unwrap();
        assert_eq!(listed.customers, [10, 1_000]);
        assert!(Options::parse(&["--customers", "1000,10"]).is_err());
    }

    #[test]
    fn what_makes_no_sense_is_told() {
        for words in [&["--fast"][..], &["--seconds"], &["--seconds", "0"], &["--engine", "x"]] {
            assert!(Options::parse(words).is_err(), "{words:?}");
        }
    }
}
