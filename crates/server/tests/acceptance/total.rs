//! Every view of a household adds up to the same: screen, CSV, JSON, parts.

use askama::Template as _;
use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::{
    asset::{Kind, Wrapper},
    currency::Currency,
    import::{self, kura_csv, table},
    net_worth::{Axis, net_worth, series, split},
    portfolio::{Details, Holding, Portfolio, Rate, Source, Valuation, Viewpoint},
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use web::{customer::net_worth, kit::words::Lang};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

/// A holding of a random kind with up to five figures in the last three years.
fn any_holding() -> impl Strategy<Value = Holding> {
    let kind = proptest::sample::select(Kind::ALL);
    let currency = prop_oneof![3 => Just(Currency::Jpy), 1 => Just(Currency::Usd)];
    let figures = proptest::collection::vec((0_i64..1_000, 0_i64..5_000_000_000), 1..6);
    (kind, currency, figures, any::<u128>()).prop_map(|(kind, currency, mut figures, id)| {
        figures.sort();
        figures.dedup_by_key(|(days, _)| *days);
        let valuation = |(days, minor): (i64, i64)| Valuation {
            as_of: today() - TimeDelta::days(days),
            recorded_at: DateTime::UNIX_EPOCH,
            retracted_at: None,
            source: Source::Form,
            minor,
            flow: None,
        };
        let details = Details {
            kind,
            wrapper: Wrapper::None,
            currency,
            label: format!("={id}"),
            institution: format!("銀行 {}", id % 3),
            note: String::new(),
            secures: None,
        };
        Holding {
            id: Uuid::from_u128(id),
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            deleted_at: None,
            details,
            valuations: figures.into_iter().map(valuation).collect(),
        }
    })
}

fn any_portfolio() -> impl Strategy<Value = Portfolio> {
    let holdings = proptest::collection::vec(any_holding(), 0..9);
    (holdings, 5_000_i64..30_000).prop_map(|(holdings, hundredths)| {
        let rate = Rate {
            currency: Currency::Usd,
            as_of: today(),
            recorded_at: DateTime::UNIX_EPOCH,
            yen: Decimal::new(hundredths, 2),
        };
        let mut portfolio = Portfolio { holdings, rates: vec![rate] };
        portfolio.sort();
        portfolio
    })
}

/// What the file's rows are worth, read back as a customer would bring them.
fn total_of_csv(portfolio: &Portfolio) -> i64 {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in kura_csv::write(portfolio, true) {
        writer.write_record(&row).unwrap();
    }
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let reading = kura_csv::read(&table::read(&text).unwrap(), today());
    assert!(reading.rows.iter().all(|row| row.result.is_ok()), "{text}");
    let plan = import::plan(&reading, &Portfolio::default());
    let mut brought = Portfolio { rates: portfolio.rates.clone(), holdings: Vec::new() };
    for (number, details) in plan.new_holdings.iter().enumerate() {
        let of_this = |row: &&import::plan::PlannedRow| matches!(row.decision, import::plan::Decision::New { new_holding } if new_holding == number);
        let rows = plan.rows.iter().filter(of_this);
        let valuations = rows.map(|row| {
            let entry = row.entry_in(&reading).unwrap();
            Valuation {
                as_of: entry.as_of,
                recorded_at: DateTime::UNIX_EPOCH,
                retracted_at: None,
                source: Source::Import,
                minor: entry.money.minor,
                flow: entry.flow,
            }
        });
        brought.holdings.push(Holding {
            id: Uuid::nil(),
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            deleted_at: None,
            details: details.clone(),
            valuations: valuations.collect(),
        });
    }
    brought.sort();
    net_worth_of(&brought)
}

fn net_worth_of(portfolio: &Portfolio) -> i64 {
    net_worth(portfolio, Viewpoint::on(today())).net()
}

fn total_of_json(portfolio: &Portfolio) -> i64 {
    let json = serde_json::to_string(portfolio).unwrap();
    net_worth_of(&serde_json::from_str(&json).unwrap())
}

fn total_on_screen(portfolio: &Portfolio) -> Option<i64> {
    let page = net_worth::Page::of(Lang::Ja, portfolio, "/?by=kind", today()).render().unwrap();
    let (_, after) = page.split_once("<p class=\"amount\">")?;
    let (text, _) = after.split_once('<')?;
    Some(text.replace('−', "-").replace(',', "").parse().unwrap())
}

/// Each axis on its own, and the last point of the course.
fn totals_of_parts(portfolio: &Portfolio) -> Vec<i64> {
    let total = net_worth(portfolio, Viewpoint::on(today()));
    let axes = [Axis::Group, Axis::Kind, Axis::Institution, Axis::Wrapper];
    let mut totals: Vec<i64> = axes
        .into_iter()
        .map(|axis| split(&total, axis).iter().map(|part| part.assets - part.liabilities).sum())
        .collect();
    totals.push(series(portfolio, &[today()], None)[0].net());
    totals
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn r3_1c_every_file_and_every_split_of_a_household_adds_up(portfolio in any_portfolio()) {
        let total = net_worth_of(&portfolio);
        prop_assert_eq!(total_of_csv(&portfolio), total);
        prop_assert_eq!(total_of_json(&portfolio), total);
        prop_assert!(totals_of_parts(&portfolio).iter().all(|part| *part == total));
    }

    #[test]
    fn r3_1c_the_screen_shows_the_same_total(portfolio in any_portfolio()) {
        if let Some(shown) = total_on_screen(&portfolio) {
            prop_assert_eq!(shown, net_worth_of(&portfolio));
        } else {
            prop_assert!(portfolio.holdings.is_empty());
        }
    }
}
