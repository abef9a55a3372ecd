//! What a holding is worth, as pages show it: debts below zero, foreign money
//! with its yen.

use chrono::NaiveDate;
use domain::{
    asset::Kind,
    money::Money,
    portfolio::{Holding, Portfolio, Value, Viewpoint},
};

use crate::kit::{figure::Figures, moment, words::Words};

/// A holding's value in words.
#[derive(Debug, Clone)]
pub struct Worth {
    /// In its own currency, a debt below zero.
    pub amount: String,
    /// In yen, for other currencies when a rate is known.
    pub yen: Option<String>,
    /// Whether it is left out of sums for want of a rate.
    pub lacks_rate: bool,
    /// The day of the figure.
    pub day: String,
    /// How old the figure is, when it is old for its kind.
    pub stale: Option<String>,
    /// Whether the figure is of today.
    pub of_today: bool,
}

impl Worth {
    /// The value today; `None` while the holding has no figure.
    pub(super) fn of(
        figures: Figures,
        portfolio: &Portfolio,
        holding: &Holding,
        today: NaiveDate,
    ) -> Option<Self> {
        let value = portfolio.value_at(holding, Viewpoint::on(today))?;
        let (w, kind) = (figures.words, holding.details.kind);
        let foreign = value.money.currency != domain::currency::Currency::Jpy;
        Some(Self {
            amount: figures.money(signed(kind, value.money)),
            yen: value.signed_yen.filter(|_| foreign).map(|yen| figures.yen(yen)),
            lacks_rate: value.signed_yen.is_none(),
            day: moment::day(w, value.valued_on),
            stale: stale(w, kind, value, today),
            of_today: value.valued_on == today,
        })
    }
}

/// How old a figure is, when it is old for its kind.
fn stale(w: Words, kind: Kind, value: Value, today: NaiveDate) -> Option<String> {
    let days = (today - value.valued_on).num_days();
    (days > kind.stale_after_days()).then(|| w.holding_stale(days))
}

/// A figure as it counts: debts below zero.
pub(super) fn signed(kind: Kind, money: Money) -> Money {
    let minor = if kind.is_liability() { -money.minor } else { money.minor };
    Money { minor, ..money }
}

/// A change of money, with its sign; the sign is hidden together with the amount.
pub(super) fn change(figures: Figures, money: Money) -> String {
    if money.currency == domain::currency::Currency::Jpy {
        return figures.signed(money.minor);
    }
    let text = figures.money(money);
    if figures.hidden || money.minor < 0 {
        return text;
    }
    format!("{}{text}", if money.minor == 0 { "±" } else { "＋" })
}

#[cfg(test)]
mod tests {
    use domain::currency::Currency;

    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn a_change_of_foreign_money_shows_its_sign_unless_hidden() {
        let dollars = |minor| Money { minor, currency: Currency::Usd };
        let figures = |hidden| Figures { words: Words::new(Lang::Ja), hidden };
        assert_eq!(change(figures(false), dollars(1_250)), "＋12.50 USD");
        assert_eq!(change(figures(false), dollars(-1_250)), "−12.50 USD");
        assert_eq!(change(figures(true), dollars(1_250)), change(figures(true), dollars(-1)));
    }
}
