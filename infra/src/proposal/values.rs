//! What stands between double braces in a chapter: figures and tables that are computed, so that no
//! chapter can tell an old one.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::Context as _;
use evidence::{Evidence, Results};
use rust_decimal::Decimal;

use super::{clauses, money, money::signed, money::whole, words::Words};
use crate::{
    cost::{Costs, Estimate, Tables},
    diagram,
    matrix::{self, Row},
    templates::Environment,
};

/// Words and what they stand for.
#[derive(Debug)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// Computes all of them.
    ///
    /// # Errors
    /// When one of them cannot be computed.
    pub fn read(root: &Path, evidence: &Evidence, results: &Results) -> anyhow::Result<Self> {
        let tables = Tables::read(root)?;
        let costs = Costs::read(root, &tables)?;
        let mut values = Self(BTreeMap::new());
        values.0.extend(money::words(&costs, &tables)?);
        values.budgets(root, &costs)?;
        for usage in &tables.usage {
            values.put(format!("usage {}", usage.name), usage.prod.normalize().to_string());
        }
        values.counts(root, evidence)?;
        values.put("table clauses", clauses::table(root, evidence, results)?);
        values.put("table results", clauses::list(evidence, results)?);
        values.put("results", clauses::told(results));
        values.put("table designs", designs(&costs)?);
        values.put("count designs", (costs.designs.len() + costs.options.len()).to_string());
        let words = Words::read(root)?;
        values.put("table prod", prod(&costs, &tables, &words)?);
        values.put("table first-day", first_day(evidence, &words)?);
        let environment = Environment::read(&root.join("out/prod"), false)?;
        values.put("table flows", flows(&environment, &words)?);
        values.put("table reach", reach(root)?);
        values.put("picture", diagram::picture(root)?);
        Ok(values)
    }

    /// A chapter with everything put in.
    ///
    /// # Errors
    /// A word that stands for nothing.
    pub fn fill(&self, text: &str) -> anyhow::Result<String> {
        let mut parts = text.split("{{");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (word, rest) = part.split_once("}}").context("`{{` without `}}`")?;
            let value =
                self.0.get(word.trim()).with_context(|| format!("{{{{{word}}}}} is nothing"))?;
            out.push_str(value);
            out.push_str(rest);
        }
        Ok(out)
    }

    fn put(&mut self, word: impl Into<String>, value: impl Into<String>) {
        self.0.insert(word.into(), value.into());
    }

    /// A month's budgets, and how much of each the estimate takes.
    fn budgets(&mut self, root: &Path, costs: &Costs) -> anyhow::Result<()> {
        for name in costs.environments.keys() {
            let environment = Environment::read(&root.join("out").join(name), false)?;
            let told = money::budget(&environment, costs);
            let (most, share) = told.map_or_else(
                || ("―".to_owned(), "―".to_owned()),
                |(most, share)| (whole(most), format!("{share} %")),
            );
            self.put(format!("budget {name}"), most);
            self.put(format!("share {name}"), share);
        }
        Ok(())
    }

    fn counts(&mut self, root: &Path, evidence: &Evidence) -> anyhow::Result<()> {
        let prod = Environment::read(&root.join("out/prod"), false)?;
        let count = |kind: &str| prod.kind(kind).count().to_string();
        self.put("count rules", evidence.rules.len().to_string());
        self.put("count faults", evidence.faults.to_string());
        self.put("count tests", evidence.count().to_string());
        self.put("count first-day", evidence.first_day.len().to_string());
        self.put("count alarms", count("AWS::CloudWatch::Alarm"));
        self.put("count events", count("AWS::Events::Rule"));
        let questions = fs::read_to_string(root.join(QUESTIONS)).context(QUESTIONS)?;
        let questions = questions.lines().map(str::trim_start).filter(|line| asks(line)).count();
        self.put("count accept", questions.to_string());
        let paths = fs::read_to_string(root.join(PATHS)).context(PATHS)?;
        let paths: Vec<serde_json::Value> = serde_json::from_str(&paths).context(PATHS)?;
        self.put("count paths", paths.len().to_string());
        self.put("usd paths", money::analyses(paths.len()));
        let incidents = prod
            .kind("AWS::Events::Rule")
            .filter(|rule| rule.stack != "ops" && !rule.text("/EventPattern").contains(AWS_HEALTH));
        self.put("count incidents", incidents.count().to_string());
        self.put("count resources", prod.resources().count().to_string());
        self.put("count stacks", prod.stacks.len().to_string());
        Ok(())
    }
}

/// What the first day's drills ask Reachability Analyzer.
const PATHS: &str = "out/prod/matrix.json";
/// What the pipeline asks of `stg` from outside.
const QUESTIONS: &str = "accept.sh";

/// A line that asks: `says 'the site is well' …`.
fn asks(line: &str) -> bool {
    line.strip_prefix("says ").is_some_and(|rest| rest.starts_with(['\'', '"']))
}

/// Its events tell of failures of AWS, not of incidents.
const AWS_HEALTH: &str = "aws.health";

fn designs(costs: &Costs) -> anyhow::Result<String> {
    let mut out = String::from(
        "| 案 | 内容 | 月額(USD) | 採用案との差 | 採らない理由 |\n|---|---|---:|---:|---|\n",
    );
    let prod = costs.environments.get("prod").map(Estimate::total).context("no prod")?;
    writeln!(out, "| **採用案** | 本番のテンプレートそのもの | **{}** | ― | ― |", whole(prod))?;
    for (design, estimate) in costs.designs.values() {
        let total = estimate.total();
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            design.title,
            design.what,
            whole(total),
            signed(total - prod),
            design.why_not
        )?;
    }
    Ok(out)
}

fn prod(costs: &Costs, tables: &Tables, words: &Words) -> anyhow::Result<String> {
    let mut lines = costs.environments.get("prod").context("no prod")?.lines.clone();
    lines.sort_by_key(|line| std::cmp::Reverse(line.usd));
    let mut out =
        String::from("| 費目 | 数量 | 単位 | 月額(USD) | 単価の確認 |\n|---|---:|---|---:|---|\n");
    for line in lines.iter().filter(|line| line.usd >= Decimal::ONE) {
        let price = tables.price(&line.price)?;
        let verified = if price.verified { "出典あり" } else { "未確認" };
        let quantity = line.quantity.round_dp(1).normalize();
        let (what, unit) = (words.japanese(&line.price)?, words.japanese(&price.unit)?);
        writeln!(out, "| {what} | {quantity} | {unit} | {} | {verified} |", line.usd)?;
    }
    let rest: Decimal = lines.iter().map(|line| line.usd).filter(|usd| *usd < Decimal::ONE).sum();
    writeln!(out, "| その他(各1 USD未満) | | | {rest} | |")?;
    Ok(out)
}

fn first_day(evidence: &Evidence, words: &Words) -> anyhow::Result<String> {
    let mut out = String::from("| 番号 | 条項 | 確かめること |\n|---:|---|---|\n");
    for ((clause, means), number) in evidence.first_day.iter().zip(1_usize..) {
        writeln!(out, "| {number} | {clause} | {} |", words.japanese(means)?)?;
    }
    Ok(out)
}

/// The security groups' rules, with their intent in Japanese.
fn flows(environment: &Environment, words: &Words) -> anyhow::Result<String> {
    let mut out = String::from("| から | へ | TCPポート | 意図 |\n|---|---|---:|---|\n");
    for Row { from, to, port, why } in matrix::rows(environment) {
        let (from, to) = (words.end(&from)?, words.end(&to)?);
        writeln!(out, "| {from} | {to} | {port} | {} |", words.japanese(&why)?)?;
    }
    Ok(out)
}

/// What the checker computes, under the heads of a Japanese table.
fn reach(root: &Path) -> anyhow::Result<String> {
    let table = matrix::computed(root, "prod")?;
    Ok(table.replacen("| from | to | what may pass |", "| から | へ | 通るもの |", 1))
}
