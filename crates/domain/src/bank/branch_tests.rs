use proptest::prelude::*;

use super::*;
use crate::{import::table::TableProblem, text::TextError};

fn sample() -> Branches {
    Branches::parse(SAMPLE_BRANCHES).unwrap()
}

fn found(text: &str) -> Vec<String> {
    sample().search(text).into_iter().map(|branch| branch.code.to_string()).collect()
}

fn refused(text: &str) -> (usize, DataFault) {
    let error = Branches::parse(text).unwrap_err();
    (error.line, error.fault)
}

#[test]
fn a_branch_code_is_three_digits_zeros_included() {
    for text in ["001", " 001 ", "００１", "　0０1"] {
        assert_eq!(BranchCode::parse(text).unwrap().as_str(), "001", "{text}");
    }
    assert_eq!(BranchCode::parse(" "), Err(BranchCodeError::Empty));
    for text in ["1", "01", "0001", "0 1", "a01", "本店", "①①①", "-01", "+01"] {
        assert_eq!(BranchCode::parse(text), Err(BranchCodeError::NotThreeDigits), "{text}");
    }
}

#[test]
fn the_sample_is_a_list_of_thirty_one_branches() {
    let branches = sample();
    assert_eq!(branches.all().count(), 31);
    assert!(branches.all().map(|branch| &branch.code).is_sorted());
    let code = BranchCode::parse("010").unwrap();
    assert_eq!(branches.find(&code).unwrap().name, "みどり台支店");
    assert_eq!(branches.find(&BranchCode::parse("999").unwrap()), None);
}

#[test]
fn a_branch_is_found_by_the_beginning_of_its_code() {
    assert_eq!(found("001"), ["001"]);
    assert_eq!(found("００１"), ["001"]);
    assert_eq!(found("01"), ["010", "011", "012", "013", "014", "015"]);
    assert_eq!(found("1"), ["101", "110"]);
    assert_eq!(found("999"), [""; 0]);
}

#[test]
fn a_branch_is_found_by_name_or_reading_in_any_kana() {
    for text in ["みどりだいし", "ミドリダイシ", "ﾐﾄﾞﾘﾀﾞｲｼ", "みどり台支", " みどり 台支"]
    {
        assert_eq!(found(text), ["010"], "{text}");
    }
    for text in ["流通", "りゅうつうせんた", "ﾘﾕｳﾂｳｾﾝﾀ-", "リュウツウセンタ−"]
    {
        assert_eq!(found(text), ["061"], "{text}");
    }
    assert_eq!(found("つつじケ峰"), ["015"]);
    assert_eq!(found("みとりたい"), [""; 0]);
}

#[test]
fn the_best_answers_come_first() {
    assert_eq!(found("中央支店"), ["002", "101"]);
    assert_eq!(found("みなみ"), ["041", "110"]);
    assert_eq!(found("だい"), ["051", "010", "021", "022", "110"]);
}

#[test]
fn a_search_gives_at_most_twenty_and_nothing_for_nothing() {
    assert_eq!(found("支店").len(), MAX_FOUND_BRANCHES);
    assert_eq!(found("支店").first().map(String::as_str), Some("002"));
    for text in ["", " ", "　", "・"] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn a_list_may_be_saved_by_a_spreadsheet() {
    let text =
        "\u{feff}Code,Name,Kana\r\n\"020\",港支店,ミナトシテン\r\n\r\n001, 本店 ,ホンテン\r\n";
    let branches = Branches::parse(text).unwrap();
    let names: Vec<_> = branches.all().map(|branch| branch.name.as_str()).collect();
    assert_eq!(names, ["本店", "港支店"]);
}

#[test]
fn a_wrong_list_is_refused_with_its_line() {
    let below = |rows: &str| refused(&format!("code,name,kana\n001,本店,ホンテン\n{rows}"));
    let bad_code = DataFault::BranchCode(BranchCodeError::NotThreeDigits);
    assert_eq!(below("2,港支店,ミナト"), (3, bad_code));
    assert_eq!(below("\n002,a,ア\n0020,港支店,ミナト"), (5, bad_code));
    assert_eq!(below(",港支店,ミナト"), (3, DataFault::BranchCode(BranchCodeError::Empty)));
    assert_eq!(below("002,a,ア\n001,港支店,ミナト"), (4, DataFault::Repeated));
    assert_eq!(below("002, ,ミナト"), (3, DataFault::Text(TextError::Empty)));
    assert_eq!(below("002,港支店,"), (3, DataFault::Text(TextError::Empty)));
    let long = "港".repeat(MAX_NAME_CHARS + 1);
    let too_long = DataFault::Text(TextError::TooLong { max: MAX_NAME_CHARS });
    assert_eq!(below(&format!("002,{long},ミナト")), (3, too_long));
    assert_eq!(below("002,港支店"), (3, DataFault::Columns));
    assert_eq!(below("002,港支店,ミナト,x"), (3, DataFault::Columns));
    assert_eq!(below("002,\"港支店,ミナト"), (3, DataFault::Columns));
    assert_eq!(refused("001,本店,ホンテン\n"), (1, DataFault::NoHeader));
    assert_eq!(refused("name,code,kana\n"), (1, DataFault::NoHeader));
    assert_eq!(refused(""), (1, DataFault::Table(TableProblem::Empty)));
    assert_eq!(
        Branches::parse("code,name,kana\n1,a,a").unwrap_err().to_string(),
        "line 2: a branch code has three digits"
    );
}

proptest! {
    #[test]
    fn every_branch_is_found_by_its_code_name_and_reading(place in 0_usize..31) {
        let branches = sample();
        let branch = branches.all().nth(place).unwrap();
        for text in [branch.code.as_str(), &branch.name, &branch.kana] {
            let found = branches.search(text);
            prop_assert_eq!(found.first(), Some(&branch));
        }
    }

    #[test]
    fn no_text_breaks_the_search(text in "\\PC{0,20}") {
        prop_assert!(sample().search(&text).len() <= MAX_FOUND_BRANCHES);
    }
}

#[test]
fn a_whole_code_or_name_means_its_branch_and_less_only_if_nothing_else_fits() {
    let branches = sample();
    let meant = |text: &str| match branches.meant(text) {
        Meant::One(branch) => vec![branch.code.to_string()],
        Meant::OneOf(several) => {
            ["one of"].map(str::to_owned).into_iter().chain(codes(&several)).collect()
        }
        Meant::Nothing => Vec::new(),
    };
    for text in ["中央支店", "チュウオウシテン", "002", "００２"] {
        assert_eq!(meant(text), ["002"], "{text}");
    }
    assert_eq!(meant("中央"), ["one of", "002", "101"]);
    assert_eq!(meant("雪見"), ["032"]);
    for nothing in ["", " ", "ない支店", "999", "1234"] {
        assert_eq!(meant(nothing), [""; 0], "{nothing}");
    }
}

#[test]
fn zeros_left_out_of_a_code_are_asked_for_and_not_guessed() {
    let branches = sample();
    let offered = |text: &str| match branches.meant(text) {
        Meant::OneOf(several) => codes(&several),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(offered("10"), ["010", "101"]);
    assert_eq!(offered("1"), ["001", "101", "110"]);
    assert_eq!(offered("80"), ["801"]);
}

fn codes(branches: &[&Branch]) -> Vec<String> {
    branches.iter().map(|branch| branch.code.to_string()).collect()
}
