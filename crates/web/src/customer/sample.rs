//! A household for sample pages: what designers, checkers and the test that renders
//! every page look at.

use chrono::{DateTime, NaiveDate};
use domain::{
    asset::{Kind, Wrapper},
    currency::Currency,
    date,
    portfolio::{Details, Holding, Portfolio, Rate, Source, Valuation},
};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Label, institution, kind, wrapper, currency, first figure, figure added each month.
type Line = (&'static str, &'static str, Kind, Wrapper, Currency, i64, i64);

const LINES: [Line; 7] = [
    (
        "生活費の口座",
        "みどり銀行",
        Kind::OrdinaryDeposit,
        Wrapper::None,
        Currency::Jpy,
        1_200_000,
        35_000,
    ),
    ("定期預金", "みどり銀行", Kind::TimeDeposit, Wrapper::None, Currency::Jpy, 3_000_000, 0),
    (
        "全世界株式",
        "あおば証券",
        Kind::InvestmentTrust,
        Wrapper::NisaTsumitate,
        Currency::Jpy,
        800_000,
        61_000,
    ),
    (
        "米ドル預金 <b>",
        "みどり銀行",
        Kind::ForeignDeposit,
        Wrapper::None,
        Currency::Usd,
        1_234_500,
        2_500,
    ),
    ("ユーロの国債", "", Kind::OtherBond, Wrapper::General, Currency::Eur, 500_000, 0),
    ("自宅", "", Kind::Home, Wrapper::None, Currency::Jpy, 28_000_000, -50_000),
    ("住宅ローン", "みどり銀行", Kind::Mortgage, Wrapper::None, Currency::Jpy, 21_000_000, -65_000),
];

/// The last day of the household's records.
pub fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

/// The household: two years of month-ends, a dollar rate, no euro rate.
pub fn household() -> Portfolio {
    let days = date::month_ends(date::add_months(last_day(), -24), last_day());
    let mut number = 0_u128;
    let mut next = || {
        number += 1;
        Uuid::from_u128(number)
    };
    let mut holdings: Vec<Holding> =
        LINES.iter().map(|line| holding(line, &days, &mut next)).collect();
    let home = holdings.iter().find(|own| own.details.kind == Kind::Home).map(|own| own.id);
    if let Some(loan) = holdings.iter_mut().find(|own| own.details.kind == Kind::Mortgage) {
        loan.details.secures = home;
    }
    let rate = |as_of: &NaiveDate| Rate {
        currency: Currency::Usd,
        as_of: *as_of,
        recorded_at: DateTime::UNIX_EPOCH,
        yen: Decimal::new(15_025, 2),
    };
    let mut portfolio = Portfolio { holdings, rates: days.first().map(rate).into_iter().collect() };
    portfolio.sort();
    portfolio
}

fn holding(line: &Line, days: &[NaiveDate], next: &mut impl FnMut() -> Uuid) -> Holding {
    let (label, institution, kind, wrapper, currency, first, step) = *line;
    let valuations = days.iter().zip(0_i64..).map(|(day, month)| Valuation {
        as_of: *day,
        recorded_at: DateTime::UNIX_EPOCH,
        retracted_at: None,
        source: Source::Form,
        minor: first + step * month,
        flow: None,
    });
    let valuations = valuations.collect();
    let details = Details {
        kind,
        wrapper,
        currency,
        label: label.to_owned(),
        institution: institution.to_owned(),
        note: String::new(),
        secures: None,
    };
    let created_at = DateTime::UNIX_EPOCH;
    Holding { id: next(), version: 1, created_at, deleted_at: None, details, valuations }
}
