//! Amounts as pages show them. The only way an amount reaches a page, so that
//! "hide amounts" hides every one.

use domain::{amount, currency::Currency, money::Money};

use super::words::{Lang, Words};

/// What stands for a hidden amount; its length tells nothing.
const MASK: &str = "＊＊＊＊＊";

/// How amounts are written for this visitor.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// The language.
    pub words: Words,
    /// Whether amounts are hidden.
    pub hidden: bool,
}

impl Figures {
    fn masked(self, text: impl FnOnce() -> String) -> String {
        if self.hidden { MASK.to_owned() } else { text() }
    }

    /// `1,234,567`.
    pub fn number(self, yen: i64) -> String {
        self.masked(|| minus(amount::grouped(yen, Currency::Jpy)))
    }

    /// `1,234,567円` or `¥1,234,567`.
    pub fn yen(self, yen: i64) -> String {
        self.masked(|| {
            let number = minus(amount::grouped(yen, Currency::Jpy));
            match self.words.lang() {
                Lang::Ja => format!("{number}{}", self.words.unit_yen()),
                Lang::En => number.strip_prefix('−').map_or_else(
                    || format!("{}{number}", self.words.unit_yen()),
                    |digits| format!("−{}{digits}", self.words.unit_yen()),
                ),
            }
        })
    }

    /// `123万円` or `¥1.2 million`.
    pub fn short(self, yen: i64) -> String {
        self.masked(|| match self.words.lang() {
            Lang::Ja => minus(amount::japanese_short(yen)),
            Lang::En => minus(amount::english_short(yen)),
        })
    }

    /// With a sign, for changes: `＋125,000円`, `−3,000円`, `±0円`.
    pub fn signed(self, yen: i64) -> String {
        self.masked(|| {
            let sign = match yen {
                0 => "±",
                1.. => "＋",
                _ => "",
            };
            format!("{sign}{}", self.yen(yen))
        })
    }

    /// An amount in its own currency: `12,345円`, `1,234.50 USD`.
    pub fn money(self, money: Money) -> String {
        if money.currency == Currency::Jpy {
            return self.yen(money.minor);
        }
        self.masked(|| {
            format!("{} {}", minus(amount::grouped(money.minor, money.currency)), money.currency)
        })
    }

    /// A share in tenths of a percent: `35.2%`. Shares are not amounts and stay.
    pub fn share(self, tenths: u32) -> String {
        format!("{}.{}%", tenths / 10, tenths % 10)
    }

    /// A change in percent of what was: `＋1.05%`; empty when it cannot be said.
    pub fn percent(self, before: i64, after: i64) -> String {
        if before <= 0 || self.hidden {
            return String::new();
        }
        let hundredths = i128::from(after - before) * 10_000 / i128::from(before);
        let sign = if after >= before { "＋" } else { "−" };
        let digits = hundredths.unsigned_abs();
        format!("{sign}{}.{:02}%", digits / 100, digits % 100)
    }
}

/// The minus people read, not the hyphen computers write.
fn minus(text: String) -> String {
    match text.strip_prefix('-') {
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(lang: Lang, hidden: bool) -> Figures {
        Figures { words: Words::new(lang), hidden }
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        let ja = figures(Lang::Ja, false);
        assert_eq!(ja.yen(-1_234_567), "−1,234,567円");
        assert_eq!(ja.signed(125_000), "＋125,000円");
        assert_eq!(ja.short(123_456_789), "1億2,346万円");
        assert_eq!(ja.percent(200, 205), "＋2.50%");
        assert_eq!(figures(Lang::En, false).yen(-5), "−¥5");
    }

    #[test]
    fn hidden_amounts_show_no_digit_and_no_length() {
        let hidden = figures(Lang::Ja, true);
        for text in [hidden.yen(5), hidden.short(500_000_000), hidden.signed(-1), hidden.number(0)]
        {
            assert_eq!(text, MASK);
        }
        assert_eq!(hidden.percent(100, 300), "");
    }
}
