use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Result<String, AccountNumberError> {
    AccountNumber::parse(text).map(String::from)
}

#[test]
fn an_account_number_is_read_as_people_type_it() {
    for text in [
        "0001234",
        "1234",
        " 1234　",
        "１２３４",
        "０００１２３４",
        "12-34",
        "12ー34",
        "12−34",
        "12‐34",
        "00 01 234",
        "0001\u{a0}234",
    ] {
        assert_eq!(number(text).as_deref(), Ok("0001234"), "{text}");
    }
    assert_eq!(number("9999999").as_deref(), Ok("9999999"));
    assert_eq!(number("1").as_deref(), Ok("0000001"));
}

#[test]
fn what_is_no_account_number_is_told_apart() {
    for text in ["", " ", "　", "-", "ー"] {
        assert_eq!(number(text), Err(AccountNumberError::Empty), "{text}");
    }
    for text in ["12a4", "普通1234", "1,234", "12.34", "+1234", "①②③", "一二三四", "١٢٣"]
    {
        assert_eq!(number(text), Err(AccountNumberError::NotDigits), "{text}");
    }
    for text in ["12345678", "00001234", "001-1234567"] {
        assert_eq!(number(text), Err(AccountNumberError::TooLong), "{text}");
    }
    for text in ["0", "0000000", "０００"] {
        assert_eq!(number(text), Err(AccountNumberError::AllZeros), "{text}");
    }
}

#[test]
fn neither_the_number_nor_its_account_shows_it_in_a_log() {
    let account = Account::parse("012", "ordinary", "7654321").unwrap();
    let logged = format!("{account:?} {account:#?} {:?}", account.number);
    assert!(!logged.contains("7654321"), "{logged}");
    assert!(!logged.contains("321"), "{logged}");
    assert!(logged.contains("AccountNumber(…)"));
    assert_eq!(account.number.masked(), "****321");
}

#[test]
fn deposit_types_have_the_digits_of_zengin() {
    for (digit, deposit) in ('1'..='9').zip(DepositType::ALL) {
        assert_eq!(deposit.zengin(), digit);
        assert_eq!(DepositType::from_zengin(digit), Some(*deposit));
        assert_eq!(DepositType::from_code(deposit.code()), Some(*deposit));
    }
    assert_eq!(DepositType::ALL.len(), 9);
    assert_eq!(DepositType::from_zengin('0'), None);
    assert_eq!(DepositType::from_zengin('１'), None);
}

#[test]
fn a_person_applies_with_an_ordinary_savings_or_current_account() {
    let applicable: Vec<_> = DepositType::ALL
        .iter()
        .filter(|deposit| DepositType::parse_applicable(deposit.code()).is_ok())
        .map(|deposit| deposit.code())
        .collect();
    assert_eq!(applicable, ["ordinary", "current", "savings"]);
    assert_eq!(DepositType::parse_applicable("time"), Err(DepositTypeError::NotApplicable));
    assert_eq!(DepositType::parse_applicable("1"), Err(DepositTypeError::Unknown));
    assert_eq!(DepositType::parse_applicable(" "), Err(DepositTypeError::Empty));
}

#[test]
fn a_form_is_told_every_problem_at_once() {
    assert_eq!(
        Account::parse("1", "", "0"),
        Err(AccountErrors {
            branch: Some(BranchCodeError::NotThreeDigits),
            deposit_type: Some(DepositTypeError::Empty),
            number: Some(AccountNumberError::AllZeros),
        })
    );
    let errors = Account::parse("001", "savings", "x").unwrap_err();
    let expected =
        AccountErrors { number: Some(AccountNumberError::NotDigits), ..AccountErrors::default() };
    assert_eq!(errors, expected);
}

#[test]
fn two_spellings_of_one_account_have_one_index_form() {
    let typed = Account::parse("００１", "ordinary", "12-34").unwrap();
    let recorded = Account::parse("001", "ordinary", "0001234").unwrap();
    assert_eq!(typed.index_form(), "001-1-0001234");
    assert_eq!(typed.index_form(), recorded.index_form());
    let savings = Account::parse("001", "savings", "1234").unwrap();
    assert_ne!(savings.index_form(), recorded.index_form());
}

proptest! {
    #[test]
    fn a_number_is_padded_and_reads_back(value in 1_u32..=9_999_999) {
        let short = number(&value.to_string()).unwrap();
        prop_assert_eq!(short.len(), 7);
        prop_assert_eq!(short.parse::<u32>(), Ok(value));
        let again = number(&short);
        prop_assert_eq!(again, Ok(short));
    }

    #[test]
    fn width_spaces_and_dashes_do_not_change_a_number(
        digits in "[0-9]{0,6}[1-9]",
        signs in prop::collection::vec(prop::sample::select(vec!["", " ", "　", "-", "－"]), 7),
        wide in prop::collection::vec(any::<bool>(), 7),
    ) {
        let typed: String = digits
            .chars()
            .zip(signs)
            .zip(wide)
            .flat_map(|((digit, sign), wide)| {
                let wide_digit = char::from_u32(u32::from(digit) + 0xFEE0).unwrap();
                [sign.to_owned(), if wide { wide_digit } else { digit }.to_string()]
            })
            .collect();
        prop_assert_eq!(number(&typed), number(&digits));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,30}") {
        if let Ok(number) = AccountNumber::parse(&text) {
            prop_assert!(number.as_str().len() == 7);
            prop_assert!(number.as_str().bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}
