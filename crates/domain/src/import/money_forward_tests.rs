use super::*;
use crate::import::{
    Format,
    encoding::{Encoding, decode, detect},
    reading::{Reason, RowProblem},
    recognise, table,
};

/// Made-up data in the form of a real file: CP932, CR LF, newest first.
const SAMPLE: &[u8] = include_bytes!("samples/money_forward.csv");

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn read_text(text: &str) -> Reading {
    let table = table::read(text).unwrap();
    assert_eq!(recognise(&table), Format::MoneyForwardMonthly);
    read(&table, day(2026, 9, 30))
}

fn entries(row: &crate::import::ReadRow) -> Vec<(&str, i64)> {
    let entries = row.result.as_ref().unwrap();
    entries.iter().map(|entry| (entry.label.as_str(), entry.money.minor)).collect()
}

#[test]
fn the_sample_file_is_read_whole() {
    assert_eq!(detect(SAMPLE), Encoding::Cp932);
    let reading = read_text(&decode(SAMPLE, Encoding::Cp932).text);
    assert_eq!(reading.rows.len(), 62);
    assert!(reading.rows.iter().all(|row| row.result.is_ok()));
    assert_eq!(reading.entries().count(), 62 * 8);
    let newest = &reading.rows[0];
    assert_eq!(newest.line, 2);
    assert_eq!(
        entries(newest),
        [
            ("預金・現金", 3_304_972),
            ("株式(現物)", 1_516_317),
            ("投資信託", 3_131_991),
            ("債券", 500_000),
            ("保険", 1_200_000),
            ("年金", 1_520_000),
            ("ポイント", 16_974),
            ("その他の資産", 300_000),
        ]
    );
    let first = reading.entries().next().unwrap();
    assert_eq!((first.as_of, first.kind), (day(2026, 9, 30), Kind::OrdinaryDeposit));
    assert_eq!((first.institution.as_str(), first.wrapper), (INSTITUTION, Wrapper::None));
}

#[test]
fn every_encoding_of_the_sample_gives_the_same_entries() {
    let text = decode(SAMPLE, Encoding::Cp932).text;
    let expected = read_text(&text);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big_endian: Vec<u8> =
        format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files =
        [text.clone().into_bytes(), format!("\u{FEFF}{text}").into_bytes(), utf16, big_endian];
    for bytes in files {
        assert_eq!(read_text(&decode(&bytes, detect(&bytes)).text), expected);
    }
}

#[test]
fn old_and_new_names_of_the_deposits_are_one_holding() {
    for name in ["預金・現金・暗号資産（円）", "預金・現金・仮想通貨(円)", "預金･現金（円）"]
    {
        let reading = read_text(&format!("日付,合計（円）,{name}\n2026/09/30,5,3\n"));
        assert_eq!(entries(&reading.rows[0]), [("預金・現金", 3)], "{name}");
    }
}

#[test]
fn unknown_categories_blank_cells_and_minus_marks_are_understood() {
    let reading = read_text(
        "日付,合計(円),不動産（円）,株式（信用）（円）,投資信託（円）\n\
         2026/9/30,0,,△1200,\"１，２００\"\n\
         令和8年9月29日,0,▲5,,\n\
         2026/9/28,0\n",
    );
    assert_eq!(entries(&reading.rows[0]), [("株式(信用)", -1_200), ("投資信託", 1_200)]);
    assert_eq!(entries(&reading.rows[1]), [("不動産", -5)]);
    assert_eq!(entries(&reading.rows[2]), []);
    let entry = reading.entries().next().unwrap();
    assert_eq!(entry.kind, Kind::OtherAsset);
    assert_eq!(reading.entries().last().unwrap().as_of, day(2026, 9, 29));
}

#[test]
fn a_bad_row_names_its_columns_and_does_not_stop_the_others() {
    let reading = read_text(
        "日付,合計（円）,債券（円）,保険（円）\n\
         2026/10/01,1,1,1\n2026/02/30,1,x,1\n2026/09/01,1,1,200,300\n2026/09/02,1,1,2\n",
    );
    let problems = |row: usize| -> Vec<(&str, &str)> {
        let problems: &Vec<RowProblem> = reading.rows[row].result.as_ref().unwrap_err();
        problems.iter().map(|problem| (problem.column.as_str(), problem.reason.code())).collect()
    };
    assert_eq!(problems(0), [("日付", "future-date")]);
    assert_eq!(problems(1), [("日付", "bad-date"), ("債券（円）", "bad-amount")]);
    assert_eq!(problems(2), [("", Reason::ExtraCells.code())]);
    assert_eq!(entries(&reading.rows[3]), [("債券", 1), ("保険", 2)]);
    assert_eq!(reading.rows[2].original.len(), 5);
}

#[test]
fn a_header_alone_is_recognised() {
    assert_eq!(read_text("日付,合計（円）\n").rows.len(), 0);
}
