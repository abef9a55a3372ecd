//! Currency marks around an amount: `¥1,200`, `1200円`, `US$5`, `USD 5`.

use super::AmountError;
use crate::currency::Currency;

/// Marks people write, and the currencies each may stand for.
const MARKS: &[(&str, &[Currency])] = &[
    ("円", &[Currency::Jpy]),
    ("¥", &[Currency::Jpy, Currency::Cny]),
    ("\\", &[Currency::Jpy]),
    ("元", &[Currency::Cny]),
    (
        "$",
        &[
            Currency::Usd,
            Currency::Aud,
            Currency::Nzd,
            Currency::Cad,
            Currency::Hkd,
            Currency::Sgd,
            Currency::Mxn,
        ],
    ),
    (
        "ドル",
        &[Currency::Usd, Currency::Aud, Currency::Nzd, Currency::Cad, Currency::Hkd, Currency::Sgd],
    ),
    ("US$", &[Currency::Usd]),
    ("米ドル", &[Currency::Usd]),
    ("A$", &[Currency::Aud]),
    ("豪ドル", &[Currency::Aud]),
    ("NZ$", &[Currency::Nzd]),
    ("C$", &[Currency::Cad]),
    ("カナダドル", &[Currency::Cad]),
    ("HK$", &[Currency::Hkd]),
    ("香港ドル", &[Currency::Hkd]),
    ("S$", &[Currency::Sgd]),
    ("€", &[Currency::Eur]),
    ("ユーロ", &[Currency::Eur]),
    ("£", &[Currency::Gbp]),
    ("ポンド", &[Currency::Gbp]),
    ("フラン", &[Currency::Chf]),
    ("₩", &[Currency::Krw]),
    ("ウォン", &[Currency::Krw]),
    ("ランド", &[Currency::Zar]),
    ("₺", &[Currency::Try]),
    ("リラ", &[Currency::Try]),
    ("ペソ", &[Currency::Mxn]),
];

/// Takes one mark off each end, after checking that it can mean `currency`.
pub(super) fn strip(text: &str, currency: Currency) -> Result<&str, AmountError> {
    let text = text.trim();
    let start = text.find(in_amount).ok_or(AmountError::NotANumber)?;
    let (before, rest) = text.split_at(start);
    check(before.trim(), currency)?;
    let end = rest.rfind(ends_amount).ok_or(AmountError::NotANumber)?;
    let width = rest.get(end..).and_then(|tail| tail.chars().next()).map_or(0, char::len_utf8);
    let (body, after) = rest.split_at(end + width);
    check(after.trim(), currency)?;
    Ok(body)
}

fn check(mark: &str, currency: Currency) -> Result<(), AmountError> {
    if mark.is_empty() {
        return Ok(());
    }
    let code = Currency::from_code(mark);
    let named = MARKS.iter().find(|(known, _)| known.eq_ignore_ascii_case(mark));
    match (code, named) {
        (Some(code), _) if code == currency => Ok(()),
        (_, Some((_, meant))) if meant.contains(&currency) => Ok(()),
        (None, None) => Err(AmountError::NotANumber),
        _ => Err(AmountError::OtherCurrency),
    }
}

/// Characters an amount may begin with once its mark is off.
fn in_amount(character: char) -> bool {
    ends_amount(character) || "-−‐ー△▲+.,".contains(character)
}

/// Characters an amount may end with.
fn ends_amount(character: char) -> bool {
    character.is_ascii_digit() || "兆億万千百十.,".contains(character)
}
