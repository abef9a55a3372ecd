//! Exact money: an integer count of minor units with its currency.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::currency::Currency;

/// The largest amount one valuation may hold, in minor units: just under
/// 1,000 trillion yen, so that any sum of holdings stays exact in an `i64`.
pub const MAX_MINOR: i64 = 999_999_999_999_999;

/// An exact amount: `minor` units of `currency`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// Count of the currency's smallest unit; negative for a debt's balance.
    pub minor: i64,
    /// The currency counted.
    pub currency: Currency,
}

/// An amount beyond [`MAX_MINOR`] in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount is out of range")]
pub struct OutOfRange;

impl Money {
    /// An amount within ±[`MAX_MINOR`].
    ///
    /// # Errors
    /// [`OutOfRange`] when `minor` is beyond it.
    pub fn new(minor: i64, currency: Currency) -> Result<Self, OutOfRange> {
        if (-MAX_MINOR..=MAX_MINOR).contains(&minor) {
            Ok(Self { minor, currency })
        } else {
            Err(OutOfRange)
        }
    }

    /// Whole yen.
    ///
    /// # Errors
    /// [`OutOfRange`] beyond ±[`MAX_MINOR`].
    pub fn yen(yen: i64) -> Result<Self, OutOfRange> {
        Self::new(yen, Currency::Jpy)
    }

    /// The amount in major units, exact.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.minor_digits())
    }
}

/// Yen for an amount at a rate of `rate` yen for one major unit, rounded half
/// away from zero to the whole yen (the convention of Japanese bank statements).
///
/// # Errors
/// [`OutOfRange`] when the product is not a countable number of yen.
pub fn yen_at_rate(money: Money, rate: Decimal) -> Result<i64, OutOfRange> {
    if money.currency == Currency::Jpy {
        return Ok(money.minor);
    }
    let product = money.to_decimal().checked_mul(rate).ok_or(OutOfRange)?;
    let yen = product.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let yen = yen.to_i64().ok_or(OutOfRange)?;
    if yen.unsigned_abs() > MAX_MINOR.unsigned_abs() { Err(OutOfRange) } else { Ok(yen) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yen_needs_no_rate() {
        let money = Money::yen(116_000_001).unwrap();
        assert_eq!(yen_at_rate(money, Decimal::ZERO), Ok(116_000_001));
    }

    #[test]
    fn foreign_money_is_rounded_half_away_from_zero() {
        let cents = |minor| Money::new(minor, Currency::Usd).unwrap();
        assert_eq!(yen_at_rate(cents(100), Decimal::new(1505, 1)), Ok(151));
        assert_eq!(yen_at_rate(cents(-100), Decimal::new(1505, 1)), Ok(-151));
        assert_eq!(yen_at_rate(cents(12_345), Decimal::new(15_025, 2)), Ok(18_548));
    }

    #[test]
    fn amounts_beyond_the_bound_are_refused() {
        assert_eq!(Money::yen(MAX_MINOR + 1), Err(OutOfRange));
        assert_eq!(Money::yen(i64::MIN), Err(OutOfRange));
        let huge = Money::new(MAX_MINOR, Currency::Usd).unwrap();
        assert_eq!(yen_at_rate(huge, Decimal::MAX), Err(OutOfRange));
    }
}
