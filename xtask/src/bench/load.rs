//! Load by wrk, and what its script says of it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};

use super::figure::{Quantity, median};
use super::options::CONNECTIONS;
use super::process::output;

/// A load to put on a site.
pub struct Load<'a> {
    /// The repository, where the scripts are.
    pub root: &'a Path,
    /// A file in `bench/`.
    pub script: &'a str,
    /// Host and port.
    pub address: &'a str,
    /// For scripts that do not choose it themselves.
    pub path: &'a str,
    /// The script's arguments.
    pub arguments: [&'a str; 2],
    /// How long.
    pub seconds: u32,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Answers that count, and all requests answered or given up.
    pub good: u64,
    /// All requests answered or given up.
    pub all: u64,
    /// How long it lasted.
    pub micros: u64,
    /// Latency half the answers kept.
    pub p50: u64,
    /// Latency 99 of 100 answers kept.
    pub p99: u64,
    /// Answers by status, such as `303:120,409:1`; empty where the script does not look.
    pub statuses: String,
}

impl Load<'_> {
    /// Runs wrk. Counts as good every answer below 400, or those of `wanted` status.
    ///
    /// # Errors
    /// wrk fails, or its script said nothing.
    pub fn run(&self, wanted: Option<u16>) -> anyhow::Result<Outcome> {
        let Self { root, script, address, path, arguments, seconds } = self;
        let mut wrk = Command::new("wrk");
        wrk.current_dir(root).arg("--threads=1").arg(format!("--connections={CONNECTIONS}"));
        wrk.arg(format!("--duration={seconds}s")).args(["--timeout=10s", "--latency"]);
        wrk.arg(format!("--script=bench/{script}")).arg(format!("http://{address}{path}"));
        let told = output(wrk.arg("--").args(arguments))?;
        parse(&told, wanted).with_context(|| format!("in what {script} said: {told}"))
    }
}

fn parse(told: &str, wanted: Option<u16>) -> anyhow::Result<Outcome> {
    let line = told.lines().find_map(|line| line.strip_prefix("kura-bench "));
    let line = line.context("no line of ours")?;
    let find = |name: &str| {
        let values = line.split(' ').filter_map(|pair| pair.split_once('='));
        let mut found = values.filter(|(key, _)| *key == name).map(|(_, value)| value);
        found.next().with_context(|| format!("no {name}"))
    };
    let number = |name: &str| -> anyhow::Result<u64> { Ok(find(name)?.parse()?) };
    let statuses = find("statuses")?.to_owned();
    let answered = number("requests")?;
    let good = match wanted {
        None => answered.saturating_sub(number("refused")?),
        Some(status) => with_status(&statuses, status),
    };
    let outcome = Outcome {
        good,
        all: answered + number("broken")?,
        micros: number("micros")?,
        p50: number("p50")?,
        p99: number("p99")?,
        statuses,
    };
    if outcome.all == 0 {
        bail!("nothing was answered");
    }
    Ok(outcome)
}

fn with_status(statuses: &str, wanted: u16) -> u64 {
    let counts = statuses.split(',').filter_map(|pair| pair.split_once(':'));
    let found = counts.filter(|(status, _)| status.parse() == Ok(wanted));
    found.filter_map(|(_, count)| count.parse::<u64>().ok()).sum()
}

impl Outcome {
    /// Good answers per second.
    pub fn rate(&self) -> Quantity {
        Quantity::rate(self.good, self.micros)
    }

    /// The share of requests that came to nothing good.
    pub fn bad(&self) -> Quantity {
        // Answers still under way at the end may be counted by the script alone.
        Quantity::percent(self.all.saturating_sub(self.good), self.all)
    }
}

/// The medians of several rounds, each figure by itself.
pub fn middle(rounds: &[Outcome]) -> anyhow::Result<Outcome> {
    let of = |figure: fn(&Outcome) -> u64| median(rounds.iter().map(figure)).unwrap_or_default();
    // Rates and not counts: rounds last a little more or less than asked.
    let by_rate = rounds.iter().map(|round| (round.rate(), round.good, round.micros));
    let (_, good, micros) = median(by_rate).context("no rounds")?;
    let bad = rounds.iter().map(|round| round.all.saturating_sub(round.good)).max();
    let all = good + bad.unwrap_or_default();
    Ok(Outcome {
        good,
        all,
        micros,
        p50: of(|round| round.p50),
        p99: of(|round| round.p99),
        statuses: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "Running 2s test\nkura-bench requests=200 micros=2000000 p50=900 p99=4000 \
                        bytes=9 refused=10 broken=2 statuses=303:150,409:50\nRequests/sec: 1";

    #[test]
    fn answers_below_400_count_or_those_of_one_status() {
        let outcome = parse(TOLD, None).unwrap();
        assert_eq!((outcome.good, outcome.all, outcome.p99), (190, 202, 4_000));
        assert_eq!(outcome.rate().to_string(), "95.0/s");
        assert_eq!(parse(TOLD, Some(303)).unwrap().good, 150);
        assert!(parse("Requests/sec: 1", None).is_err());
    }

    #[test]
    fn the_middle_of_rounds_is_taken_figure_by_figure_and_the_worst_of_bad_answers() {
        let round = |good, p99| Outcome {
            good,
            all: good,
            micros: 1_000_000,
            p50: 1,
            p99,
            statuses: String::new(),
        };
        let bad = Outcome { all: 13, ..round(10, 9) };
        let middle = middle(&[bad, round(30, 5), round(20, 7)]).unwrap();
        assert_eq!((middle.good, middle.p99), (20, 7));
        assert_eq!(middle.all - middle.good, 3);
    }
}
