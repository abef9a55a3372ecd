use proptest::prelude::*;

use super::*;

// Every number here is made up: eleven digits in a pattern, and their check digit.

#[test]
fn a_my_number_is_found_whatever_its_spacing_or_width() {
    for text in [
        "123456789018",
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４５６７８９０１８",
        "１２３４　５６７８　９０１８",
        "1234－5678ー9018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "1234.5678.9018",
        "番号123456789-018x",
        "1234 - 5678 - 9018",
        "1234\n5678\n9018",
        "1234\u{200b}5678\u{2060}9018",
        "1|2|3|4|5|6|7|8|9|0|1|8",
        "①②③④⑤⑥⑦⑧⑨⓪①⑧",
        "私の番号は123456789018です",
        "mynumber_1234_5678_9018.jpg",
        "123456789018.png",
        "No.123456789018",
        "2026-11-23_1234-5678-9018",
        "03 1234-5678-9018",
        "1234-5678-9018 1",
    ] {
        assert!(holds_my_number(text), "{text}");
    }
}

#[test]
fn other_digits_are_left_alone() {
    for text in [
        "",
        "123456789012",
        "1234 5678 9012",
        "12345678901",
        "1234567890180",
        "0123456789018",
        "1234x5678x9018",
        "1234：5678：9018",
        "12345678９01",
        "123,456,789,018",
        "090-1234-5678",
        "口座 001-1234567",
        "IMG_20261123_101530.jpg",
        "一二三四五六七八九〇一八",
    ] {
        assert!(!holds_my_number(text), "{text}");
    }
}

#[test]
fn a_day_with_a_time_is_no_my_number() {
    assert!(is_my_number("202611231018"), "a moment whose check digit is right by chance");
    for text in ["2026-11-23 10.18.png", "20261123_1018.jpg", "2026-11-23-10-18-59"] {
        assert!(!holds_my_number(text), "{text}");
    }
    for text in ["202611231018", "2026 1123 1018", "1234-56-78-90-18", "12345678 9018"] {
        assert!(holds_my_number(text), "{text}");
    }
}

#[test]
fn the_check_digit_is_that_of_the_ordinance() {
    assert!(is_my_number("123456789018"));
    assert!(is_my_number("000000000019"));
    assert!(is_my_number("000000100005"));
    // ΣPQ is 22, which leaves 0, and 12, which leaves 1.
    assert!(is_my_number("000000004200"));
    assert!(is_my_number("000000000060"));
}

proptest! {
    #[test]
    fn just_one_check_digit_is_right(digits in "[0-9]{11}") {
        let right = ('0'..='9').filter(|check| is_my_number(&format!("{digits}{check}"))).count();
        prop_assert_eq!(right, 1);
    }

    #[test]
    fn a_slip_of_one_digit_is_noticed(
        digits in "[0-9]{11}",
        place in 0_usize..11,
        other in 0_u32..10,
    ) {
        // A check digit of 0 stands for two remainders, so slips can hide behind it.
        let check = ('1'..='9').find(|check| is_my_number(&format!("{digits}{check}")));
        let mut slipped: Vec<char> = digits.chars().collect();
        slipped[place] = char::from_digit(other, 10).unwrap();
        let slipped: String = slipped.into_iter().collect();
        if let Some(check) = check && slipped != digits {
            let text = format!("{slipped}{check}");
            prop_assert!(!is_my_number(&text));
        }
    }

    #[test]
    fn separators_anywhere_do_not_hide_a_my_number(
        digits in "[0-9]{11}",
        signs in prop::collection::vec(
            prop::sample::select(vec!["", " ", "　", "-", "ー", "_", ".", "\u{200b}"]),
            12,
        ),
    ) {
        let check = ('0'..='9').find(|check| is_my_number(&format!("{digits}{check}"))).unwrap();
        let whole = format!("{digits}{check}");
        let typed: String =
            whole.chars().zip(signs).map(|(digit, sign)| format!("{digit}{sign}")).collect();
        let is_moment = whole.starts_with("19") || whole.starts_with("20");
        let note = format!("番号{typed}です");
        prop_assert!(is_moment || holds_my_number(&note));
    }

    #[test]
    fn no_text_breaks_the_search(text in "\\PC{0,60}") {
        let _ = holds_my_number(&text);
    }
}
