use chrono::{DateTime, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
    import::{
        encoding::{Encoding, decode, encode_cp932},
        recognise, table,
    },
    portfolio::{Details, Source},
};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 30).unwrap()
}

fn figure(days_ago: u64, minor: i64, flow: Option<i64>) -> Valuation {
    Valuation {
        as_of: today() - chrono::Days::new(days_ago),
        recorded_at: DateTime::<Utc>::UNIX_EPOCH,
        retracted_at: None,
        source: Source::Form,
        minor,
        flow,
    }
}

fn holding(details: Details, valuations: Vec<Valuation>) -> Holding {
    let created_at = DateTime::<Utc>::UNIX_EPOCH;
    Holding { id: Uuid::nil(), version: 1, created_at, deleted_at: None, details, valuations }
}

fn details(kind: Kind, wrapper: Wrapper, currency: Currency, text: [&str; 3]) -> Details {
    let [label, institution, note] = text.map(str::to_owned);
    Details { kind, wrapper, currency, label, institution, note, secures: None }
}

fn csv_of(portfolio: &Portfolio, japanese: bool) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in write(portfolio, japanese) {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn entries_of(text: &str) -> Vec<Entry> {
    let table = table::read(text).unwrap();
    assert_eq!(recognise(&table), Format::KuraCsv);
    let reading = read(&table, today());
    reading.rows.into_iter().flat_map(|row| row.result.unwrap()).collect()
}

fn expected(portfolio: &Portfolio) -> Vec<Entry> {
    let figures = |holding: &'_ Holding| -> Vec<Entry> {
        let Details { kind, wrapper, currency, label, institution, note, .. } =
            holding.details.clone();
        let entry = |row: &&Valuation| Entry {
            as_of: row.as_of,
            label: label.clone(),
            kind,
            wrapper,
            institution: institution.clone(),
            note: note.clone(),
            money: Money { minor: row.minor, currency },
            flow: row.flow,
        };
        holding.standing_valuations().iter().map(entry).collect()
    };
    portfolio.live().flat_map(figures).collect()
}

fn household() -> Portfolio {
    let text = ["普通預金, \"給与\"", "くら銀行", "一行目\n=SUM(A1)"];
    let foreign = ["=cmd|'/c calc'!A1", "@evil", "-1+1"];
    let mut deleted = holding(
        details(Kind::Cash, Wrapper::None, Currency::Jpy, ["消した", "", ""]),
        vec![figure(1, 1, None)],
    );
    deleted.deleted_at = Some(DateTime::<Utc>::UNIX_EPOCH);
    let holdings = vec![
        holding(
            details(Kind::OrdinaryDeposit, Wrapper::None, Currency::Jpy, text),
            vec![figure(31, 1_200_000, None), figure(0, 0, Some(-1_200_000))],
        ),
        holding(
            details(Kind::ForeignStock, Wrapper::NisaGrowth, Currency::Usd, foreign),
            vec![figure(0, -123_405, Some(5))],
        ),
        deleted,
    ];
    Portfolio { holdings, rates: Vec::new() }
}

#[test]
fn an_export_is_read_back_exactly_in_both_languages() {
    for japanese in [true, false] {
        let text = csv_of(&household(), japanese);
        assert_eq!(entries_of(&text), expected(&household()), "{text}");
        assert!(!text.contains("消した"));
    }
}

#[test]
fn an_export_in_cp932_is_read_back_too() {
    let (bytes, unmappable) = encode_cp932(&csv_of(&household(), true));
    assert_eq!(unmappable, []);
    assert_eq!(entries_of(&decode(&bytes, Encoding::Cp932).text), expected(&household()));
}

#[test]
fn no_exported_text_can_run_as_a_formula_and_amounts_stay_numbers() {
    let rows = write(&household(), true);
    assert_eq!(rows[0], COLUMNS.map(|(ja, _)| ja));
    assert_eq!(rows[3][2], "'=cmd|'/c calc'!A1");
    assert_eq!((rows[3][6].as_str(), rows[3][8].as_str()), ("-1234.05", "0.05"));
}

#[test]
fn codes_names_and_blanks_are_read_and_faults_are_named() {
    let table = table::read(
        "date,kind,label,amount,wrapper,currency\n\
         2026-09-30,ordinary-deposit,Wallet,1.50,,usd\n\
         2026-09-30,現金,財布,1000,,\n\
         2026-09-30,treasure,,1.5,moon,\n\
         2026-09-30,cash,a,1,,doubloon\n",
    )
    .unwrap();
    let reading = read(&table, today());
    let entry = |row: usize| reading.rows[row].result.as_ref().unwrap()[0].clone();
    assert_eq!(entry(0).money, Money { minor: 150, currency: Currency::Usd });
    assert_eq!((entry(1).kind, entry(1).wrapper), (Kind::Cash, Wrapper::None));
    let codes = |row: usize| -> Vec<&str> {
        let problems = reading.rows[row].result.as_ref().unwrap_err();
        problems.iter().map(|problem| problem.reason.code()).collect()
    };
    assert_eq!(codes(2), ["unknown-kind", "missing-label", "unknown-wrapper", "bad-amount"]);
    assert_eq!(codes(3), ["unknown-currency"]);
}

proptest! {
    #[test]
    fn any_text_and_amount_is_read_back_exactly(
        label in "[^\r\n\0]{1,40}",
        note in "[^\r\0]{0,40}",
        minor in -crate::money::MAX_MINOR..=crate::money::MAX_MINOR,
        currency in proptest::sample::select(Currency::ALL.to_vec()),
    ) {
        prop_assume!(!label.trim().is_empty());
        let note = if note.trim().is_empty() { String::new() } else { note };
        let text = [label.as_str(), "", note.as_str()];
        let details = details(Kind::OtherAsset, Wrapper::Ideco, currency, text);
        let holdings = vec![holding(details, vec![figure(3, minor, Some(-minor))])];
        let portfolio = Portfolio { holdings, rates: Vec::new() };
        prop_assert_eq!(entries_of(&csv_of(&portfolio, true)), expected(&portfolio));
    }
}
