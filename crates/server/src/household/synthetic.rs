//! As many customers as measuring needs, each made of a seed and a number.

use app::{
    AppError,
    customer::Profile,
    domain::{
        asset::{Kind, Wrapper},
        currency::Currency,
        date,
        person::{Corrected, EmailAddress, Name},
    },
    seed::SeedCustomer,
};
use chrono::{DateTime, Months, NaiveDate, Utc};

use super::{
    Sketch,
    course::{Course, Market},
    dollar_rates, last_month_ends,
    names::{FAMILIES, GIVEN},
    numbers::Numbers,
    registered, slip,
};

/// The password of all of them, printed when they are made.
pub const PASSWORD: &str = "tanpopo-no-wata-ge-ippai";

/// What synthetic customers of one seeding have alike.
#[derive(Debug)]
pub struct Population {
    seed: u64,
    holdings: usize,
    days: Vec<NaiveDate>,
    market: Market,
    password_hash: String,
    now: DateTime<Utc>,
}

impl Population {
    /// Customers with so many holdings and month ends up to `now`.
    pub fn new(
        seed: u64,
        (holdings, months): (usize, u32),
        password_hash: String,
        now: DateTime<Utc>,
    ) -> Self {
        let days = last_month_ends(date::today(now), months);
        let market = Market::of(days.len(), &Numbers::seeded(seed));
        Self { seed, holdings, days, market, password_hash, now }
    }

    /// The customer of a number, counted from 1.
    ///
    /// # Errors
    /// None but by a slip in this module.
    pub fn customer(&self, number: u64) -> Result<SeedCustomer, AppError> {
        let Self { days, market, now, .. } = self;
        let numbers = Numbers::of_customer(self.seed, number);
        let profile = profile(number, &numbers, *now)?;
        let language = if numbers.between(1, 20) == 1 { "en" } else { "ja" };
        // Some have a fifth of the usual, some ten times as much; most have little.
        let wealth = 20 + numbers.between(0, 31) * numbers.between(0, 31);
        let mut sketches = sketches(self.holdings, wealth, &numbers);
        link_mortgages(&mut sketches);
        let foreign = sketches.iter().any(|sketch| sketch.currency == Currency::Usd);
        let rates = if foreign { dollar_rates(days, &numbers, *now) } else { Vec::new() };
        let holding = |sketch: Sketch| sketch.holding(days, market, &numbers, *now);
        Ok(SeedCustomer {
            profile,
            language,
            password_hash: self.password_hash.clone(),
            since: registered(days, *now),
            holdings: sketches.into_iter().map(holding).collect(),
            rates,
        })
    }
}

/// The address of a number.
///
/// # Errors
/// As [`Population::customer`].
pub fn email(number: u64) -> Result<EmailAddress, AppError> {
    EmailAddress::parse(&format!("customer-{number:06}@seed.example")).map_err(|_| slip())
}

fn profile(number: u64, numbers: &Numbers, now: DateTime<Utc>) -> Result<Profile, AppError> {
    let (family, family_kana) = *numbers.one_of(&FAMILIES).ok_or_else(slip)?;
    let (given, given_kana) = *numbers.one_of(&GIVEN).ok_or_else(slip)?;
    let name = Name::parse(family, given, family_kana, given_kana).map_err(|_| slip())?;
    let age = u32::try_from(numbers.between(20 * 12, 90 * 12)).map_err(|_| slip())?;
    let birth_date = date::today(now).checked_sub_months(Months::new(age)).ok_or_else(slip)?;
    Ok(Profile { name, birth_date, email: email(number)?, corrected: Corrected::default() })
}

/// A kind of holding many people have.
struct Pattern {
    kind: Kind,
    wrapper: Wrapper,
    currency: Currency,
    label: &'static str,
    course: Course,
}

const fn yen(kind: Kind, wrapper: Wrapper, label: &'static str, course: Course) -> Pattern {
    Pattern { kind, wrapper, currency: Currency::Jpy, label, course }
}

const fn dollars(kind: Kind, wrapper: Wrapper, label: &'static str, course: Course) -> Pattern {
    Pattern { kind, wrapper, currency: Currency::Usd, label, course }
}

const NONE: Wrapper = Wrapper::None;

/// From the most frequent to the least; a customer has the first so many, then
/// more of the same kinds.
const PATTERNS: [Pattern; 20] = [
    yen(Kind::OrdinaryDeposit, NONE, "普通預金", Course::saved(850_000, 15_000, 60_000)),
    yen(Kind::TimeDeposit, NONE, "定期預金", Course::growing(1_500_000, 15)),
    yen(Kind::Cash, NONE, "手元の現金", Course::hovering(60_000, 30_000)),
    yen(
        Kind::InvestmentTrust,
        Wrapper::NisaTsumitate,
        "つみたて投資信託",
        Course::invested(600_000, 33_000, 500, 9_000),
    ),
    yen(Kind::LifeInsurance, NONE, "終身保険", Course::growing(900_000, 50).paying(8_000)),
    yen(Kind::CardBalance, NONE, "カードの未払い", Course::hovering(70_000, 40_000)),
    yen(
        Kind::JapaneseStock,
        Wrapper::Specified,
        "国内株式",
        Course::invested(700_000, 0, 400, 12_000),
    ),
    dollars(
        Kind::ForeignStock,
        Wrapper::NisaGrowth,
        "米国株式",
        Course::invested(400_000, 5_000, 600, 12_000),
    ),
    yen(
        Kind::DefinedContribution,
        Wrapper::Ideco,
        "iDeCo",
        Course::invested(800_000, 23_000, 350, 6_000),
    ),
    yen(Kind::Home, NONE, "自宅", Course::growing(18_000_000, -80)),
    yen(Kind::Mortgage, NONE, "住宅ローン", Course::repaid(12_000_000, 55_000)),
    yen(Kind::Points, NONE, "ポイント", Course::hovering(6_000, 40_000)),
    yen(Kind::GovernmentBond, Wrapper::Specified, "個人向け国債", Course::growing(500_000, 0)),
    yen(Kind::Vehicle, NONE, "自動車", Course::growing(900_000, -1_500)),
    dollars(Kind::ForeignDeposit, NONE, "米ドル預金", Course::saved(300_000, 2_000, 0)),
    yen(Kind::AnnuityInsurance, NONE, "個人年金", Course::growing(700_000, 40).paying(10_000)),
    yen(Kind::EtfReit, Wrapper::Specified, "ETF・REIT", Course::invested(450_000, 0, 350, 9_000)),
    yen(Kind::Zaikei, NONE, "財形貯蓄", Course::saved(400_000, 10_000, 0)),
    yen(Kind::CarLoan, NONE, "自動車ローン", Course::repaid(800_000, 18_000)),
    yen(Kind::PreciousMetal, NONE, "純金積立", Course::invested(150_000, 3_000, 800, 7_000)),
];

const INSTITUTIONS: [&str; 6] =
    ["みどり市民銀行", "港町ネット銀行", "やまびこ証券", "ひだまり生命", "せせらぎ信用金庫", ""];

fn sketches(holdings: usize, wealth: i64, numbers: &Numbers) -> Vec<Sketch> {
    let patterns = PATTERNS.iter().cycle().take(holdings).enumerate();
    patterns
        .map(|(position, pattern)| {
            let round = position / PATTERNS.len();
            let label = match round {
                0 => pattern.label.to_owned(),
                _ => format!("{} {}", pattern.label, round + 1),
            };
            Sketch {
                kind: pattern.kind,
                wrapper: pattern.wrapper,
                currency: pattern.currency,
                label,
                institution: numbers.one_of(&INSTITUTIONS).copied().unwrap_or_default(),
                note: "",
                secures: None,
                course: pattern.course.scaled(wealth * numbers.between(60, 140) / 100),
            }
        })
        .collect()
}

/// Each mortgage paid for the home recorded last before it.
fn link_mortgages(sketches: &mut [Sketch]) {
    let mut home = None;
    for (position, sketch) in sketches.iter_mut().enumerate() {
        match sketch.kind {
            Kind::Home => home = Some(position),
            Kind::Mortgage => sketch.secures = home,
            _ => {}
        }
    }
}
