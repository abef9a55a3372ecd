//! What the estimate says, as words of the chapters: dollars for the cloud architect, yen with tax for who decides.

use anyhow::Context as _;
use rust_decimal::Decimal;

use crate::{
    cost::{Costs, Estimate, Tables},
    templates::Environment,
};

/// By how much prices that are not verified might be too low: three tenths.
const CAUTION: Decimal = Decimal::from_parts(3, 0, 0, false, 1);
/// Yen for a dollar, assumed: no rate is told by anything here, so it is a round one, and the chapter on costs says so.
const YEN: Decimal = Decimal::from_parts(150, 0, 0, false, 0);
/// By how much that rate may well be wrong.
const YEN_OFF: Decimal = Decimal::from_parts(10, 0, 0, false, 0);
/// With consumption tax.
const TAXED: Decimal = Decimal::from_parts(11, 0, 0, false, 1);
/// How long the test is assumed to last.
const MONTHS: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// Hours of a month, and those in which somebody works on `dev` and `stg`.
const HOURS: Decimal = Decimal::from_parts(730, 0, 0, false, 0);
const WORKED: Decimal = Decimal::from_parts(220, 0, 0, false, 0);
/// An analysis of Reachability Analyzer's, from memory.
const ANALYSIS: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// What tasks cost, and what watches: words by which the estimate's lines begin.
const TASKS: &[&str] = &["fargate-"];
const WATCHERS: &[&str] = &["hub", "settings", "guard-"];
const DATABASE: &[&str] = &["database-"];
const ENDPOINTS: &[&str] = &["endpoint"];

/// Words and what they stand for: `usd prod`, `usd proxy`, `usd A`, each with `more …` for what it is above prod, and
/// `over …` for the same without a sign; `yen …` for whoever pays.
///
/// # Errors
/// An estimate without one of the environments.
pub fn words(costs: &Costs, tables: &Tables) -> anyhow::Result<Vec<(String, String)>> {
    let estimate = costs.environments.get("prod").context("no prod")?;
    let (prod, doubtful) = (estimate.total(), estimate.doubtful(tables)?);
    let mut words = vec![
        ("usd doubtful".to_owned(), whole(doubtful)),
        ("usd cautious".to_owned(), whole(prod + doubtful * CAUTION)),
        ("usd ceiling".to_owned(), whole(tables.ceiling.usd)),
        ("ceiling".to_owned(), ceiling(prod, tables.ceiling.usd)),
    ];
    let designs = costs.designs.iter().map(|(name, (_, estimate))| (name, estimate));
    for (name, estimate) in costs.environments.iter().chain(&costs.options).chain(designs) {
        words.push((format!("usd {name}"), whole(estimate.total())));
        words.push((format!("more {name}"), signed(estimate.total() - prod)));
        words.push((format!("over {name}"), whole((estimate.total() - prod).abs())));
    }
    for line in &estimate.lines {
        words.push((format!("line {}", line.price), whole(line.usd)));
    }
    words.extend(together(costs, tables)?);
    words.extend(parts(costs)?);
    Ok(words)
}

/// Of the four accounts together: what the bank pays.
fn together(costs: &Costs, tables: &Tables) -> anyhow::Result<Vec<(String, String)>> {
    let (mut all, mut doubtful) = (Decimal::ZERO, Decimal::ZERO);
    for estimate in costs.environments.values() {
        all += estimate.total();
        doubtful += estimate.doubtful(tables)?;
    }
    let cautious = all + doubtful * CAUTION;
    let told = [
        ("usd all", whole(all)),
        ("usd all-doubtful", whole(doubtful)),
        ("usd all-cautious", whole(cautious)),
        ("usd all-months", whole(all * MONTHS)),
        ("yen all", yen(all, YEN)),
        ("yen all-taxed", yen(all * TAXED, YEN)),
        ("yen all-months", yen(all * TAXED * MONTHS, YEN)),
        ("yen all-cautious-months", yen(cautious * TAXED * MONTHS, YEN)),
        ("yen all-off", yen(all * TAXED * MONTHS, YEN_OFF)),
        ("yen rate", YEN.to_string()),
        ("yen rate-off", YEN_OFF.to_string()),
        ("count months", MONTHS.to_string()),
    ];
    Ok(told.into_iter().map(|(word, value)| (word.to_owned(), value)).collect())
}

/// What some parts of the environments cost, where a chapter weighs doing without them.
fn parts(costs: &Costs) -> anyhow::Result<Vec<(String, String)>> {
    let of = |name: &str| costs.environments.get(name).with_context(|| format!("no {name}"));
    let (prod, stg, dev) = (of("prod")?, of("stg")?, of("dev")?);
    let unused = (HOURS - WORKED) / HOURS;
    let told = [
        // Half of the tasks are the customers', half the staff's.
        ("usd half-tasks", half(sum(prod, TASKS))),
        ("usd watchers", sum(prod, WATCHERS)),
        ("usd unused", (sum(stg, TASKS) + sum(dev, TASKS)) * unused),
        // A standby is a second instance and its disk, a second zone each endpoint once more.
        ("usd stg-standby", half(sum(stg, DATABASE))),
        ("usd stg-zone", half(sum(stg, ENDPOINTS))),
    ];
    let told = told.into_iter().map(|(word, value)| (word.to_owned(), whole(value)));
    Ok(told.chain([("count worked".to_owned(), WORKED.to_string())]).collect())
}

/// Budgets of an environment, and how much of them the estimate takes; nothing where there is none.
pub fn budget(environment: &Environment, costs: &Costs) -> Option<(Decimal, String)> {
    let budget = environment.kind("AWS::Budgets::Budget").next()?;
    let most: Decimal = budget.text("/Budget/BudgetLimit/Amount").parse().ok()?;
    let total = costs.environments.get(&environment.name)?.total();
    let share = total.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(most)?;
    Some((most, whole(share)))
}

/// So many analyses of paths, at the price that `day1.sh` tells.
pub fn analyses(count: usize) -> String {
    (Decimal::from(count) * ANALYSIS).round_dp(1).normalize().to_string()
}

/// Whether prod keeps below the figure it is to keep below.
fn ceiling(prod: Decimal, most: Decimal) -> String {
    match prod.checked_sub(most) {
        Some(above) if above > Decimal::ZERO => {
            format!("見積もりは、これを {above} USD 超えています")
        }
        _ => "見積もりは、この額に収まっています".to_owned(),
    }
}

fn sum(estimate: &Estimate, words: &[&str]) -> Decimal {
    let own = |price: &str| words.iter().any(|word| price.starts_with(word));
    estimate.lines.iter().filter(|line| own(&line.price)).map(|line| line.usd).sum()
}

fn half(usd: Decimal) -> Decimal {
    usd / Decimal::TWO
}

/// Dollars, whole.
pub fn whole(usd: Decimal) -> String {
    usd.round().to_string()
}

/// The same with its sign: that of a minus is the one of Japanese print, as in the chapters.
pub fn signed(usd: Decimal) -> String {
    let whole = usd.round();
    let sign = if whole.is_sign_negative() && !whole.is_zero() { "−" } else { "＋" };
    format!("{sign}{}", whole.abs())
}

/// Ten thousands of yen, to a tenth.
fn yen(usd: Decimal, rate: Decimal) -> String {
    format!("{:.1}", (usd * rate / TEN_THOUSAND).round_dp(1))
}
