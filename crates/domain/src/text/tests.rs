use proptest::prelude::*;

use super::*;

#[test]
fn text_is_kept_exactly() {
    for text in [
        "普通預金",
        "  前後の空白　",
        "e\u{301}",
        "<script>alert(1)</script>",
        "'; DROP TABLE users;--",
        "\u{feff}",
        "\u{200b}",
        "\u{1}\u{2}\u{7f}\u{85}a",
        "tab\there",
        "👩‍👩‍👧",
        "ﾊﾝｶｸ",
        "\u{202e}abc",
        "\u{2028}x",
    ] {
        assert_eq!(single_line(text, 100).as_deref(), Ok(text));
        assert_eq!(multi_line(text, 100).as_deref(), Ok(text));
    }
}

#[test]
fn white_space_alone_is_empty() {
    for text in ["", " ", "　", "\t", "\r\n \n"] {
        assert_eq!(single_line(text, 9), Err(TextError::Empty));
        assert_eq!(multi_line(text, 9), Err(TextError::Empty));
    }
    assert_eq!(or_blank(single_line("  ", 9)).as_deref(), Ok(""));
    assert_eq!(or_blank(single_line("abc", 2)), Err(TextError::TooLong { max: 2 }));
}

#[test]
fn nul_and_line_breaks_are_refused() {
    assert_eq!(single_line("a\0b", 9), Err(TextError::Control));
    assert_eq!(multi_line("a\0b", 9), Err(TextError::Control));
    assert_eq!(single_line("a\nb", 9), Err(TextError::LineBreak));
    assert_eq!(single_line("a\rb", 9), Err(TextError::LineBreak));
    assert_eq!(multi_line("a\r\nb\nc", 9).as_deref(), Ok("a\nb\nc"));
}

#[test]
fn length_counts_characters_not_bytes() {
    assert_eq!(single_line("蔵蔵蔵", 3).as_deref(), Ok("蔵蔵蔵"));
    assert_eq!(single_line("蔵蔵蔵蔵", 3), Err(TextError::TooLong { max: 3 }));
    assert_eq!(multi_line("a\r\nb", 3).as_deref(), Ok("a\nb"));
}

#[test]
fn an_excerpt_ends_with_an_ellipsis() {
    assert_eq!(excerpt("みじかい", 4), "みじかい");
    assert_eq!(excerpt("もうすこし長い", 4), "もうす…");
    assert_eq!(excerpt("abcd", 0), "");
    assert_eq!(excerpt("abcd", 1), "…");
    assert_eq!(excerpt("かか\u{3099}かか", 3), "か…");
    assert_eq!(excerpt("a👩\u{200d}👧bc", 4), "a…");
}

#[test]
fn full_width_ascii_becomes_half_width() {
    assert_eq!(half_width("ＡＢＣ　１２３，．￥"), "ABC 123,.¥");
    assert_eq!(half_width("蔵ｶﾞ"), "蔵ｶﾞ");
}

#[test]
fn formulas_are_neutralised() {
    for cell in ["=1+1", "+81", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－1200", "-", "-1.2.3"]
    {
        assert_eq!(neutralise_formula(cell), format!("'{cell}"));
    }
    for cell in ["-1200", "-1,200.50", "1+1", "", "預金", "'quoted'", " =1"] {
        assert_eq!(neutralise_formula(cell), cell);
    }
    assert_eq!(restore_formula("'=1+1"), "=1+1");
    assert_eq!(restore_formula("'quoted'"), "'quoted'");
}

proptest! {
    #[test]
    fn neutralising_is_undone_exactly(cell in "['=+@0-9.,-]{0,6}.{0,4}") {
        let safe = neutralise_formula(&cell);
        prop_assert_eq!(restore_formula(&safe), cell.as_str());
    }

    #[test]
    fn an_excerpt_is_never_too_long(text in "\\PC*", max in 0_usize..20) {
        prop_assert!(excerpt(&text, max).chars().count() <= max);
    }
}
