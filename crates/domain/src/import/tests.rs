use std::fmt::Write as _;

use proptest::prelude::*;

use super::{
    encoding::{decode, detect},
    *,
};
use crate::portfolio::Portfolio;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 30).unwrap()
}

fn plan_bytes(bytes: &[u8], encoding: Encoding) -> Result<Plan, TableProblem> {
    let table = table::read(&decode(bytes, encoding).text)?;
    let reading = read(&table, recognise(&table), None, today());
    for format in Format::ALL {
        read(&table, *format, None, today());
    }
    Ok(plan(&reading, &Portfolio::default()))
}

#[test]
fn fifty_thousand_rows_are_read_and_planned() {
    let mut text = "日付,種類,名称,金融機関,金額\n".to_owned();
    for row in 0..50_000 {
        let (month, day, label) = (row % 12 + 1, row % 28 + 1, row / 84);
        writeln!(text, "2025/{month}/{day},普通預金,口座{label},くら銀行,{row}").unwrap();
    }
    let table = table::read(&text).unwrap();
    let reading = read(&table, recognise(&table), None, today());
    let plan = plan(&reading, &Portfolio::default());
    assert_eq!(plan.rows.len(), 50_000);
    assert_eq!((plan.counts.new, plan.new_holdings.len()), (50_000, 596));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes: Vec<u8>) {
        let _ = plan_bytes(&bytes, detect(&bytes));
        for encoding in Encoding::ALL {
            let _ = plan_bytes(&bytes, *encoding);
        }
    }

    #[test]
    fn any_table_is_read_without_a_panic(
        header in "(日付|合計（円）|金額|名称|種類|入金|出金|残高|,|\"|\n){0,12}",
        rows in "(2026/9/1|令和8年9月1日|△|▲|１２|億|万|兆|9|,|;|\"|\n|-|円|\\.|\\$|'=|現金){0,40}",
    ) {
        let text = format!("{header}\n{rows}");
        let _ = plan_bytes(text.as_bytes(), Encoding::Utf8);
        let _ = plan_bytes(format!("日付,合計（円）,債券（円）\n{rows}").as_bytes(), Encoding::Utf8);
        let kura = format!("日付,種類,名称,金額\n{rows}");
        let _ = plan_bytes(kura.as_bytes(), Encoding::Utf8);
    }
}
