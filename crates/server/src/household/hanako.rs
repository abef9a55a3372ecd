//! 山田 花子, the customer of the demonstration: a working mother of 44 with a
//! flat on a mortgage, savings, and some courage with shares.

use app::{
    AppError,
    customer::Profile,
    domain::{
        asset::{Kind, Wrapper},
        currency::Currency,
        date,
        person::{Corrected, EmailAddress, Name},
        portfolio::Source,
    },
    seed::{SeedCustomer, SeedFigure, SeedHolding},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    Sketch,
    course::{Course, Market},
    dollar_rates, last_month_ends,
    numbers::Numbers,
    registered, slip,
};

/// Her e-mail address.
pub const EMAIL: &str = "hanako@example.jp";
/// Her password, printed at every start of the demonstration.
pub const PASSWORD: &str = "asagao-no-tane-mittsu";
/// How many month ends she has recorded.
pub const MONTHS: u32 = 36;

const SEED: u64 = 875;
/// The position of her flat, which the mortgage names.
const FLAT: usize = 11;

/// Who she is.
///
/// # Errors
/// None but by a slip in this file.
pub fn profile() -> Result<Profile, AppError> {
    let name = Name::parse("山田", "花子", "ヤマダ", "ハナコ").map_err(|_| slip())?;
    let birth_date = NaiveDate::from_ymd_opt(1982, 4, 3).ok_or_else(slip)?;
    let email = EmailAddress::parse(EMAIL).map_err(|_| slip())?;
    Ok(Profile { name, birth_date, email, corrected: Corrected::default() })
}

/// She and all she recorded up to `now`.
///
/// # Errors
/// As [`profile`].
pub fn customer(password_hash: String, now: DateTime<Utc>) -> Result<SeedCustomer, AppError> {
    let today = date::today(now);
    let mut days = last_month_ends(today, MONTHS);
    // She has looked at everything today, so that the page has something to tell.
    days.extend((days.last() != Some(&today)).then_some(today));
    let numbers = Numbers::seeded(SEED);
    let market = Market::of(days.len(), &numbers);
    let rates = dollar_rates(&days, &numbers, now);
    let sketches = money().into_iter().chain(securities()).chain(long_term()).chain(debts());
    let mut holdings: Vec<SeedHolding> =
        sketches.map(|sketch| sketch.holding(&days, &market, &numbers, now)).collect();
    correct_a_slip(&mut holdings);
    let since = registered(&days, now);
    Ok(SeedCustomer { profile: profile()?, language: "ja", password_hash, since, holdings, rates })
}

/// She once typed a digit too few and corrected it the next day, so that the
/// demonstration has a correction to show.
fn correct_a_slip(holdings: &mut [SeedHolding]) {
    const SLIP: usize = 20;
    let Some(figures) = holdings.first_mut().map(|holding| &mut holding.figures) else { return };
    let Some(right) = figures.get(SLIP).copied() else { return };
    let recorded_at = right.recorded_at + TimeDelta::days(1);
    let correction = SeedFigure { recorded_at, source: Source::Correction, ..right };
    if let Some(wrong) = figures.get_mut(SLIP) {
        wrong.minor /= 10;
        wrong.source = Source::Form;
    }
    figures.insert(SLIP + 1, correction);
}

fn sketch(
    (kind, wrapper): (Kind, Wrapper),
    (label, institution): (&str, &'static str),
    course: Course,
) -> Sketch {
    let label = label.to_owned();
    let currency = Currency::Jpy;
    Sketch { kind, wrapper, currency, label, institution, note: "", secures: None, course }
}

fn money() -> [Sketch; 5] {
    let none = Wrapper::None;
    [
        sketch(
            (Kind::OrdinaryDeposit, none),
            ("給与口座", "みどり市民銀行"),
            Course::saved(1_284_310, 12_000, 120_000),
        ),
        sketch(
            (Kind::TimeDeposit, none),
            ("教育資金の定期預金", "みどり市民銀行"),
            Course::growing(3_000_000, 20).paying(20_000),
        ),
        Sketch {
            currency: Currency::Usd,
            note: "旅行とドル建ての買いもの用",
            ..sketch(
                (Kind::ForeignDeposit, none),
                ("米ドル預金", "港町ネット銀行"),
                Course::saved(620_000, 10_000, 0),
            )
        },
        sketch(
            (Kind::Cash, none),
            ("手元の現金", ""),
            Course::hovering(85_000, 25_000).rounded_to(1_000),
        ),
        sketch(
            (Kind::Points, none),
            ("共通ポイント", "まちなかポイント"),
            Course::hovering(12_400, 30_000).forgotten(4),
        ),
    ]
}

fn securities() -> [Sketch; 4] {
    [
        sketch(
            (Kind::InvestmentTrust, Wrapper::NisaTsumitate),
            ("全世界株式インデックス", "やまびこ証券"),
            Course::invested(50_000, 50_000, 600, 9_000),
        ),
        Sketch {
            currency: Currency::Usd,
            ..sketch(
                (Kind::EtfReit, Wrapper::NisaGrowth),
                ("米国株ETF", "やまびこ証券"),
                Course::invested(450_000, 30_000, 700, 10_000),
            )
        },
        sketch(
            (Kind::JapaneseStock, Wrapper::Specified),
            ("国内株式（3銘柄）", "やまびこ証券"),
            Course::invested(1_820_000, 0, 450, 12_000).rounded_to(100),
        ),
        sketch(
            (Kind::GovernmentBond, Wrapper::Specified),
            ("個人向け国債 変動10年", "みどり市民銀行"),
            Course::growing(1_000_000, 0),
        ),
    ]
}

fn long_term() -> [Sketch; 5] {
    let none = Wrapper::None;
    [
        sketch(
            (Kind::DefinedContribution, Wrapper::Ideco),
            ("iDeCo バランス型", "やまびこ証券"),
            Course::invested(1_640_000, 23_000, 400, 6_000),
        ),
        sketch(
            (Kind::LifeInsurance, none),
            ("終身保険の解約返戻金", "ひだまり生命"),
            Course::growing(1_985_000, 60).paying(14_500).every(6).rounded_to(100),
        ),
        Sketch {
            note: "2016年に購入。査定サイトの中ほどの値",
            ..sketch(
                (Kind::Home, none),
                ("自宅マンション", ""),
                Course::growing(41_800_000, 35).every(12).rounded_to(100_000),
            )
        },
        sketch(
            (Kind::Vehicle, none),
            ("自家用車", ""),
            Course::growing(1_900_000, -1_600).every(12).rounded_to(10_000),
        ),
        sketch(
            (Kind::PreciousMetal, none),
            ("純金積立", "港町貴金属"),
            Course::invested(430_000, 5_000, 900, 6_000),
        ),
    ]
}

fn debts() -> [Sketch; 2] {
    let none = Wrapper::None;
    [
        Sketch {
            secures: Some(FLAT),
            note: "35年、変動金利",
            ..sketch(
                (Kind::Mortgage, none),
                ("住宅ローン", "みどり市民銀行"),
                Course::repaid(29_640_000, 78_400),
            )
        },
        sketch(
            (Kind::CardBalance, none),
            ("クレジットカードの未払い", "みどりカード"),
            Course::hovering(93_000, 35_000),
        ),
    ]
}
