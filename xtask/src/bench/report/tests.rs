use super::*;
use crate::bench::figure::{Aim, Quantity};
use crate::bench::load::Outcome;
use crate::bench::measure::Page;
use crate::bench::options::Engine;
use crate::bench::process::Scratch;
use std::time::Duration;

fn engine(engine: Engine, starts_in: u64) -> Engines {
    let start = Quantity::micros(starts_in);
    let figures = vec![
        Figure::new("cold-start", "cold start", start).aim(Aim::AtMost(150_000)),
        Figure::new("net-worth", "net-worth page", Quantity::rate(4_321, 1_000_000)),
    ];
    Engines { engine, figures, growth: Vec::new(), remarks: vec!["a \"word\"".to_owned()] }
}

fn size(customers: u32, p99: u64) -> Size {
    let load = |p99| Outcome {
        good: 100,
        all: 100,
        micros: 1_000_000,
        p50: 1,
        p99,
        statuses: String::new(),
    };
    let page = Page { kura: load(p99), hello: load(1), gzip: load(p99) };
    Size { customers, months: 24, seeding: Duration::from_secs(9), disk: 5_000_000, page }
}

fn report() -> Report {
    Report {
        facts: vec![("date", "2026-11-22".to_owned()), ("commit", "abc1234".to_owned())],
        settings: vec![("customers", "1000".to_owned())],
        engines: vec![engine(Engine::Sqlite, 90_000), engine(Engine::Postgres, 200_000)],
    }
}

#[test]
fn the_page_sets_the_engines_side_by_side_and_judges_aims() {
    let page = report().page();
    assert!(page.starts_with("# Bench 2026-11-22, abc1234\n"), "{page}");
    let line = "| cold start | ≤ 150 ms | 90.0 ms met | 200 ms **missed** |\n";
    assert!(page.contains(line), "{page}");
    assert!(page.contains("| net-worth page |  | 4,321/s | 4,321/s |\n"), "{page}");
}

#[test]
fn growth_is_told_beside_the_first_size() {
    let mut report = report();
    report.engines[1].growth = vec![size(1_000, 10_000), size(100_000, 14_000)];
    let page = report.page();
    assert!(page.contains("## Growth on PostgreSQL\n") && !page.contains("on SQLite\n"), "{page}");
    assert!(page.contains("1.00 x met") && page.contains("1.40 x **missed**"), "{page}");
}

#[test]
fn history_keeps_one_line_per_run() {
    let folder = Scratch::named("history-test").make().unwrap();
    let path = folder.path().join("history.md");
    for _ in 0..2 {
        history::append(folder.path(), &report()).unwrap();
    }
    let text = fs::read_to_string(&path).unwrap();
    let widths: Vec<usize> = text
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.split('|').count())
        .collect();
    assert_eq!((widths.len(), widths.iter().min()), (4, widths.iter().max()));
    assert_eq!(text.matches("| 2026-11-22 | abc1234 | unknown | 1000 | 4,321/s |").count(), 2);
}

#[test]
fn a_second_report_of_a_day_and_commit_replaces_none() {
    let folder = Scratch::named("unused-test").make().unwrap();
    let first = unused(folder.path(), "a");
    fs::write(&first, "").unwrap();
    assert_eq!(first, folder.path().join("a.md"));
    assert_eq!(unused(folder.path(), "a"), folder.path().join("a-2.md"));
}

#[test]
fn programs_get_all_figures() {
    let text = json::of(&report());
    assert!(text.contains(r#"{"key":"cold-start","value":200.000,"unit":"ms","met":false}"#));
    assert!(text.contains(r#""remarks":["a \"word\""]"#), "{text}");
}
