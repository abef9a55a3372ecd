use chrono::{DateTime, Utc};

use super::*;
use crate::{
    import::{mapping, table},
    portfolio::{Holding, Source, Valuation},
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
}

fn holding(id: u128, label: &str, figures: &[(u32, i64)]) -> Holding {
    let figure = |(at, minor): &(u32, i64)| Valuation {
        as_of: day(*at),
        recorded_at: DateTime::<Utc>::UNIX_EPOCH,
        retracted_at: None,
        source: Source::Form,
        minor: *minor,
        flow: None,
    };
    Holding {
        id: Uuid::from_u128(id),
        version: 1,
        created_at: DateTime::<Utc>::UNIX_EPOCH,
        deleted_at: None,
        details: Details {
            kind: Kind::OtherAsset,
            wrapper: Wrapper::None,
            currency: Currency::Jpy,
            label: label.to_owned(),
            institution: String::new(),
            note: String::new(),
            secures: None,
        },
        valuations: figures.iter().map(figure).collect(),
    }
}

fn plan_of(csv: &str, holdings: Vec<Holding>) -> Plan {
    let table = table::read(csv).unwrap();
    let reading = mapping::read(&table, &mapping::guess(&table), day(30));
    plan(&reading, &Portfolio { holdings, rates: Vec::new() })
}

fn decisions(csv: &str, holdings: Vec<Holding>) -> Vec<Decision> {
    plan_of(csv, holdings).rows.into_iter().map(|row| row.decision).collect()
}

const HEADER: &str = "日付,名称,金額\n";

#[test]
fn each_entry_is_new_added_changed_or_a_duplicate() {
    let gold = holding(7, "金 地金", &[(1, 100), (2, 200)]);
    let id = gold.id;
    let csv = format!(
        "{HEADER}2026/9/1,金　地金,100\n2026/9/2, 金 地金,250\n2026/9/3,金 地金,300\n\
         2026/9/1,銀,1\n2026/9/2,銀,2\n2026/9/2,銀,2\n2026/9/2,銀,3\n2026/9/99,銀,3\n"
    );
    let plan = plan_of(&csv, vec![gold]);
    let decisions: Vec<_> = plan.rows.iter().map(|row| row.decision).collect();
    assert_eq!(
        decisions,
        [
            Decision::Duplicate,
            Decision::Changed { holding: id, standing: 200 },
            Decision::Added { holding: id },
            Decision::New { new_holding: 0 },
            Decision::New { new_holding: 0 },
            Decision::Duplicate,
            Decision::Contradicts { line: 6 },
            Decision::Unreadable,
        ]
    );
    assert_eq!(plan.new_holdings.len(), 1);
    assert_eq!(plan.new_holdings[0].label, "銀");
    let counts =
        Counts { new: 2, added: 1, changed: 1, duplicate: 2, contradicting: 1, unreadable: 1 };
    assert_eq!(plan.counts, counts);
}

#[test]
fn deleted_holdings_and_taken_back_figures_do_not_count() {
    let mut deleted = holding(1, "金", &[(1, 100)]);
    deleted.deleted_at = Some(DateTime::<Utc>::UNIX_EPOCH);
    let mut taken_back = holding(2, "銀", &[(1, 100)]);
    taken_back.valuations[0].retracted_at = Some(DateTime::<Utc>::UNIX_EPOCH);
    let id = taken_back.id;
    let csv = format!("{HEADER}2026/9/1,金,100\n2026/9/1,銀,100\n");
    assert_eq!(
        decisions(&csv, vec![deleted, taken_back]),
        [Decision::New { new_holding: 0 }, Decision::Added { holding: id }]
    );
}

#[test]
fn two_holdings_of_one_name_read_back_are_duplicates() {
    let twins = vec![holding(1, "財布", &[(1, 100)]), holding(2, "財布", &[(1, 200)])];
    let csv = format!("{HEADER}2026/9/1,財布,100\n2026/9/1,財布,200\n");
    assert_eq!(decisions(&csv, twins), [Decision::Duplicate, Decision::Duplicate]);
}

#[test]
fn an_earlier_line_is_taken_even_when_it_is_known() {
    let csv = format!("{HEADER}2026/9/1,金,100\n2026/9/1,金,200\n");
    assert_eq!(
        decisions(&csv, vec![holding(1, "金", &[(1, 100)])]),
        [Decision::Duplicate, Decision::Contradicts { line: 2 }]
    );
}

#[test]
fn planned_rows_lead_back_to_their_entries() {
    let table = table::read(&format!("{HEADER}x,金,1\n2026/9/1,金,2\n")).unwrap();
    let reading = mapping::read(&table, &mapping::guess(&table), day(30));
    let plan = plan(&reading, &Portfolio::default());
    assert_eq!(plan.rows[0].entry_in(&reading), None);
    assert_eq!(plan.rows[1].entry_in(&reading).map(|entry| entry.money.minor), Some(2));
}
