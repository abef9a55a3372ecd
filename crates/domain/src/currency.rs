//! The currencies a customer may hold, and their minor units (ISO 4217).

use std::fmt;

/// A currency Kura knows, named by its ISO 4217 code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Japanese yen: no decimals.
    Jpy,
    /// United States dollar.
    Usd,
    /// Euro.
    Eur,
    /// Pound sterling.
    Gbp,
    /// Australian dollar.
    Aud,
    /// New Zealand dollar.
    Nzd,
    /// Canadian dollar.
    Cad,
    /// Swiss franc.
    Chf,
    /// Chinese yuan.
    Cny,
    /// Hong Kong dollar.
    Hkd,
    /// Singapore dollar.
    Sgd,
    /// Korean won: no decimals.
    Krw,
    /// South African rand.
    Zar,
    /// Turkish lira.
    Try,
    /// Mexican peso.
    Mxn,
}

impl Currency {
    /// Every currency, in the order pages offer them.
    pub const ALL: [Self; 15] = [
        Self::Jpy,
        Self::Usd,
        Self::Eur,
        Self::Gbp,
        Self::Aud,
        Self::Nzd,
        Self::Cad,
        Self::Chf,
        Self::Cny,
        Self::Hkd,
        Self::Sgd,
        Self::Krw,
        Self::Zar,
        Self::Try,
        Self::Mxn,
    ];

    /// The ISO 4217 code, upper case.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Jpy => "JPY",
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Aud => "AUD",
            Self::Nzd => "NZD",
            Self::Cad => "CAD",
            Self::Chf => "CHF",
            Self::Cny => "CNY",
            Self::Hkd => "HKD",
            Self::Sgd => "SGD",
            Self::Krw => "KRW",
            Self::Zar => "ZAR",
            Self::Try => "TRY",
            Self::Mxn => "MXN",
        }
    }

    /// The currency of an ISO code in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(code))
    }

    /// Digits after the decimal point of the smallest unit.
    pub const fn minor_digits(self) -> u32 {
        match self {
            Self::Jpy | Self::Krw => 0,
            _ => 2,
        }
    }

    /// How many minor units make one major unit: 1 for yen, 100 for dollars.
    pub const fn minor_per_major(self) -> i64 {
        10_i64.pow(self.minor_digits())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}
