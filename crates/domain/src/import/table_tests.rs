use proptest::prelude::*;

use super::*;

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text).unwrap().rows.into_iter().map(|row| row.cells).collect()
}

#[test]
fn all_delimiters_and_line_ends_give_the_same_cells() {
    let expected = [["日付", "金額"], ["2026/1/5", "100"], ["2026/1/6", "200"]];
    for delimiter in Delimiter::ALL {
        for end in ["\r\n", "\n", "\r"] {
            let lines = expected.map(|row| row.join(&delimiter.char().to_string()));
            let text = lines.join(end);
            let table = read(&text).unwrap();
            assert_eq!(table.delimiter, delimiter);
            assert_eq!(cells(&text), expected, "{delimiter:?} {end:?}");
            assert_eq!(table.rows[2].line, 3);
        }
    }
}

#[test]
fn semicolons_win_over_commas_inside_amounts() {
    let table = read("日付;名称;金額\n1;a;1,200\n2;b;3,400\n").unwrap();
    assert_eq!(table.delimiter, Delimiter::Semicolon);
    assert_eq!(table.rows[1].cells, ["1", "a", "1,200"]);
}

#[test]
fn quoted_cells_may_hold_line_ends_delimiters_and_quotes() {
    let table = read("日付,メモ\n1,\"a\r\nb,\"\"c\"\"\"\n2,d\n").unwrap();
    assert_eq!(table.rows[1].cells, ["1", "a\r\nb,\"c\""]);
    assert_eq!((table.rows[1].line, table.rows[2].line), (2, 4));
}

#[test]
fn ragged_and_blank_rows_are_allowed() {
    let table = read("a,b\n\n1\n,,,\n1,2,3\n").unwrap();
    let lines: Vec<_> = table.rows.iter().map(|row| (row.line, row.cells.len())).collect();
    assert_eq!(lines, [(1, 2), (3, 1), (5, 3)]);
    assert_eq!((table.rows[1].cell(0), table.rows[1].cell(1)), ("1", ""));
}

#[test]
fn a_wrong_quote_costs_its_row_only() {
    let bad = Some(Fault::BadQuote);
    let faults =
        |text: &str| -> Vec<_> { read(text).unwrap().rows.iter().map(|row| row.fault).collect() };
    assert_eq!(faults("日付,名称\n1,\"a\n2,b\n3,c\n"), [None, bad, None, None]);
    assert_eq!(faults("日付,名称\n1,\"a\n2,\"b\"\n3,c\n"), [None, bad, None, None]);
    assert_eq!(faults("日付,名称\n1,\"12\" x\n2,b\n"), [None, bad, None]);
    let table = read("日付,名称\n1,\"12\" x\n2,5\"\n3,\"c\" \n").unwrap();
    let labels: Vec<_> = table.data().iter().map(|row| row.cell(1)).collect();
    assert_eq!(labels, ["\"12\" x", "5\"", "c"]);
}

#[test]
fn a_cell_too_long_is_cut_and_marked() {
    let long = "あ".repeat(MAX_CELL_CHARS + 1);
    for cell in [long.clone(), format!("\"{long}\"")] {
        let table = read(&format!("a,b\n1,{cell}\n2,c\n")).unwrap();
        assert_eq!(table.rows[1].fault, Some(Fault::CellTooLong));
        assert_eq!(table.rows[1].cells[1].chars().count(), MAX_CELL_CHARS);
        assert_eq!(table.rows[2].cells, ["2", "c"]);
    }
    let fits = "あ".repeat(MAX_CELL_CHARS);
    assert_eq!(read(&format!("a,{fits}\n")).unwrap().rows[0].fault, None);
}

#[test]
fn files_beyond_the_limits_are_refused_with_a_reason() {
    let wide = ",".repeat(100_000);
    assert_eq!(read(&wide), Err(TableProblem::TooManyColumns { line: 1 }));
    assert_eq!(read(&format!("a,b\n{wide}")), Err(TableProblem::TooManyColumns { line: 2 }));
    assert!(read(&format!("a{}", ",a".repeat(MAX_COLUMNS - 1))).is_ok());
    assert_eq!(read(&"a,b\n".repeat(MAX_ROWS + 1)), Err(TableProblem::TooManyRows));
    assert!(read(&"a,b\n".repeat(MAX_ROWS)).is_ok());
    let row = format!("a{}\n", ",".repeat(MAX_COLUMNS - 1));
    assert_eq!(read(&row.repeat(20_000)), Err(TableProblem::TooManyCells));
    assert_eq!(read("a,b\n1,x\0y"), Err(TableProblem::NulCharacter { line: 2 }));
    for nothing in ["", "\n\n", " , ,\n"] {
        assert_eq!(read(nothing), Err(TableProblem::Empty), "{nothing:?}");
    }
}

#[test]
fn the_header_is_found_below_a_preamble() {
    let table = read(
        "口座名,普通預金\n期間,2026年1月分\n\n日付,摘要,出金,入金\n1/5,給与,,300000\n1/6,家賃,8,\n",
    )
    .unwrap();
    assert_eq!(table.columns(), ["日付", "摘要", "出金", "入金"]);
    assert_eq!(table.header_row, Some(2));
    assert_eq!(table.data().len(), 2);
}

#[test]
fn a_file_without_a_header_has_none_and_the_guess_can_be_overruled() {
    let mut table = read("2026/1/5,普通預金,100\n2026/1/6,普通預金,200\n").unwrap();
    assert_eq!(table.header_row, None);
    assert_eq!(table.columns(), [] as [String; 0]);
    assert_eq!(table.data().len(), 2);
    table.header_row = Some(0);
    assert_eq!(table.data().len(), 1);
    table.header_row = Some(usize::MAX);
    assert_eq!(table.data().len(), 0);
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec("[ -~あ-ん\r\n\"]{0,8}", 3), 1..20)
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["日付", "名称", "金額"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let table = read(&text).unwrap();
        let written = |row: &&Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
        let expected: Vec<_> = rows.iter().filter(written).collect();
        let found: Vec<_> = table.rows.iter().skip(1).map(|row| &row.cells).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_text_can_be_looked_at(text in "[a\",;\t\r\n\0あ1]{0,200}") {
        let _ = read(&text);
    }
}
