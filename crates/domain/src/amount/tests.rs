use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::money::MAX_MINOR;

fn yen(text: &str) -> Result<i64, AmountError> {
    parse(text, Currency::Jpy).map(|money| money.minor)
}

fn cents(text: &str) -> Result<i64, AmountError> {
    parse(text, Currency::Usd).map(|money| money.minor)
}

#[test]
fn what_people_type_is_understood() {
    for (text, expected) in [
        ("1,200,000", 1_200_000),
        ("１２００万", 12_000_000),
        ("1.2億", 120_000_000),
        ("１．２億円", 120_000_000),
        ("1億2,345万6,789", 123_456_789),
        ("1億 2,345万 6,789円", 123_456_789),
        ("2兆3億", 2_000_300_000_000),
        ("3千万", 30_000_000),
        ("千万", 10_000_000),
        ("1千5百", 1_500),
        ("2千3百万5千", 23_005_000),
        ("¥1,200", 1_200),
        ("￥1，200", 1_200),
        ("\\1,200", 1_200),
        ("1200円", 1_200),
        (" 1200 円 ", 1_200),
        ("　1200　", 1_200),
        ("JPY 1200", 1_200),
        ("0", 0),
        ("-0", 0),
        ("0012", 12),
        ("100.00", 100),
        ("+5,000", 5_000),
    ] {
        assert_eq!(yen(text), Ok(expected), "{text}");
    }
}

#[test]
fn every_way_of_writing_minus_is_understood() {
    for text in [
        "－5000",
        "△5,000",
        "▲5,000",
        "-5000",
        "−5,000",
        "ー５０００",
        "(5,000)",
        "（5,000）",
        "¥-5,000",
        "-¥5,000",
        "▲ 5,000円",
        "(¥5,000)",
    ] {
        assert_eq!(yen(text), Ok(-5_000), "{text}");
        assert_eq!(parse_non_negative(text, Currency::Jpy), Err(AmountError::Negative), "{text}");
    }
    assert_eq!(parse_non_negative("0", Currency::Jpy).unwrap().minor, 0);
}

#[test]
fn what_is_not_a_number_is_refused() {
    assert_eq!(yen(""), Err(AmountError::Empty));
    assert_eq!(yen(" 　"), Err(AmountError::Empty));
    for text in [
        "abc",
        "万",
        "¥",
        "円",
        "-",
        "()",
        "--5",
        "-¥-5",
        "(-5)",
        "1.2.3",
        "1.",
        ".5",
        "5 000",
        "12e3",
        "0x10",
        "1/2",
        "1万億",
        "1億20000万",
        "1万20000",
        "NaN",
        "1,200,000億億",
        "１二",
        "5-",
        "(5",
        "5)",
    ] {
        assert_eq!(yen(text), Err(AmountError::NotANumber), "{text}");
    }
}

#[test]
fn misplaced_commas_are_told_apart() {
    for text in ["1,20", "12,34,567", ",100", "1000,000", "1,", "1,,000"] {
        assert_eq!(yen(text), Err(AmountError::Grouping), "{text}");
    }
}

#[test]
fn decimals_must_come_to_whole_minor_units() {
    assert_eq!(yen("100.5"), Err(AmountError::NoDecimals));
    assert_eq!(yen("1.23456万"), Err(AmountError::NoDecimals));
    assert_eq!(yen("1.2345万"), Ok(12_345));
    assert_eq!(cents("12.34"), Ok(1_234));
    assert_eq!(cents("12.5"), Ok(1_250));
    assert_eq!(cents("-12.50"), Ok(-1_250));
    assert_eq!(cents("12.340"), Ok(1_234));
    assert_eq!(cents("12.345"), Err(AmountError::TooManyDecimals));
    assert_eq!(cents("1.5万ドル"), Ok(1_500_000));
}

#[test]
fn a_mark_of_another_currency_is_refused() {
    assert_eq!(cents("US$ 1,234.50"), Ok(123_450));
    assert_eq!(cents("usd 5"), Ok(500));
    assert_eq!(cents("5円"), Err(AmountError::OtherCurrency));
    assert_eq!(cents("EUR 5"), Err(AmountError::OtherCurrency));
    assert_eq!(yen("$5"), Err(AmountError::OtherCurrency));
    assert_eq!(parse("€5", Currency::Eur).unwrap().minor, 500);
    assert_eq!(parse("￦1000", Currency::Krw).unwrap().minor, 1_000);
}

#[test]
fn amounts_out_of_range_are_refused() {
    assert_eq!(yen("999兆9999億9999万9999"), Ok(MAX_MINOR));
    for text in ["1000兆", "-1000兆", "999999999999999999999999", "9999999999999999999999999999"]
    {
        assert_eq!(yen(text), Err(AmountError::OutOfRange), "{text}");
    }
    let long = "9".repeat(10_000);
    assert_eq!(yen(&long), Err(AmountError::OutOfRange));
    assert_eq!(yen("999999999999999999999999兆"), Err(AmountError::OutOfRange));
    assert_eq!(cents("9,999,999,999,999.99"), Ok(MAX_MINOR));
    assert_eq!(cents("10兆"), Err(AmountError::OutOfRange));
}

#[test]
fn amounts_are_grouped_by_three() {
    assert_eq!(grouped(1_234_567, Currency::Jpy), "1,234,567");
    assert_eq!(grouped(123_450, Currency::Usd), "1,234.50");
    assert_eq!(grouped(-5, Currency::Usd), "-0.05");
    assert_eq!(grouped(0, Currency::Jpy), "0");
    assert_eq!(grouped(-999, Currency::Jpy), "-999");
    assert_eq!(grouped(i64::MIN, Currency::Jpy), "-9,223,372,036,854,775,808");
}

#[test]
fn yen_are_shown_in_japanese_units() {
    for (amount, text) in [
        (123_456_789, "1億2,345万6,789円"),
        (1_200_000, "120万円"),
        (0, "0円"),
        (100_000_001, "1億1円"),
        (-50_000, "-5万円"),
        (2_000_300_000_000, "2兆3億円"),
    ] {
        assert_eq!(japanese_units(amount), text);
    }
}

#[test]
fn short_yen_are_rounded_to_man() {
    for (amount, text) in [
        (123_456_789, "1億2,346万円"),
        (9_999, "9,999円"),
        (10_000, "1万円"),
        (14_999, "1万円"),
        (15_000, "2万円"),
        (-15_000, "-2万円"),
        (99_995_000, "1億円"),
        (0, "0円"),
    ] {
        assert_eq!(japanese_short(amount), text);
    }
}

#[test]
fn short_yen_for_english_readers() {
    for (amount, text) in [
        (123_456_789, "¥123.5 million"),
        (120_000_000, "¥120 million"),
        (999_999, "¥999,999"),
        (999_949_999, "¥999.9 million"),
        (999_950_000, "¥1 billion"),
        (999_999_999_999_999, "¥1,000 trillion"),
        (-1_250_000, "-¥1.3 million"),
        (0, "¥0"),
    ] {
        assert_eq!(english_short(amount), text);
    }
}

#[test]
fn rates_are_positive_and_exact() {
    assert_eq!(parse_rate("150.25"), Ok(Decimal::new(15_025, 2)));
    assert_eq!(parse_rate(" １５０．２５円 "), Ok(Decimal::new(15_025, 2)));
    assert_eq!(parse_rate("0.000001"), Ok(Decimal::new(1, 6)));
    assert_eq!(parse_rate("1,000,000"), Ok(Decimal::from(MAX_RATE)));
    assert_eq!(parse_rate("150.2500000"), Ok(Decimal::new(15_025, 2)));
    assert_eq!(parse_rate(""), Err(RateError::Empty));
    assert_eq!(parse_rate("0"), Err(RateError::NotPositive));
    assert_eq!(parse_rate("-150"), Err(RateError::NotPositive));
    assert_eq!(parse_rate("-abc"), Err(RateError::NotANumber));
    assert_eq!(parse_rate("1000000.000001"), Err(RateError::TooLarge));
    assert_eq!(parse_rate("0.0000001"), Err(RateError::TooManyDecimals));
    assert_eq!(parse_rate("1.5万"), Err(RateError::NotANumber));
    assert_eq!(parse_rate(&"9".repeat(500)), Err(RateError::TooLarge));
}

proptest! {
    #[test]
    fn a_grouped_amount_reads_back(minor in -MAX_MINOR..=MAX_MINOR, index in 0_usize..15) {
        let currency = Currency::ALL[index];
        prop_assert_eq!(parse(&grouped(minor, currency), currency).unwrap().minor, minor);
    }

    #[test]
    fn japanese_units_read_back(amount in -MAX_MINOR..=MAX_MINOR) {
        prop_assert_eq!(yen(&japanese_units(amount)), Ok(amount));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC*") {
        let _ = parse(&text, Currency::Usd);
        let _ = parse_rate(&text);
    }

    #[test]
    fn no_soup_of_amount_signs_breaks_the_reader(text in "[0-9,.万億兆千百十円¥ ()-]{0,30}") {
        let _ = parse(&text, Currency::Jpy);
    }
}
