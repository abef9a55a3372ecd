//! A new figure of one holding: typed, or unchanged in one tap.

use app::{
    AppError, Refusal,
    valuation::{NewValuation, add, unchanged as record_unchanged},
};
use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::{
    amount::{self, AmountError},
    asset::Group,
    currency::Currency,
    date,
    portfolio::Holding,
};

use super::{detail, names};
use crate::{
    Site,
    kit::{
        error::{Answer, Oops, path_id},
        field::{Field, Input},
        form::Form,
        frame::{go, own_path},
        moment, problem,
        visit::Here,
        words::Words,
    },
};

/// The fields of a new figure.
#[derive(Debug, Clone)]
pub struct ValuationForm {
    amount: Field,
    as_of: Field,
    /// Only where it says something: a balance changes by payments alone.
    flow: Option<Field>,
}

impl ValuationForm {
    /// Empty fields, the day today.
    pub(super) fn blank(w: Words, holding: &Holding, today: NaiveDate) -> Self {
        Self::build(w, holding, ["", &moment::typed(today), ""])
    }

    /// Fields with what was typed and what is wrong with it, and the figure when
    /// nothing is.
    pub(super) fn judge(
        w: Words,
        form: &Form,
        holding: &Holding,
        today: NaiveDate,
    ) -> (Self, Option<NewValuation>) {
        let texts = ["amount", "as_of", "flow"].map(|name| form.text(name));
        let fields = Self::build(w, holding, texts);
        let judged = Judged::of(form, holding.details.currency, today);
        let debt = holding.details.kind.is_liability();
        let amount_error = judged.amount.as_ref().err().map(|error| match error {
            AmountError::Negative if debt => w.holding_debt_negative(),
            other => problem::amount(w, *other),
        });
        let as_of_error = judged.as_of.as_ref().err().map(|error| problem::as_of(w, *error));
        let flow_error = judged.flow.as_ref().err().map(|error| problem::amount(w, *error));
        let fields = Self {
            amount: fields.amount.error(amount_error),
            as_of: fields.as_of.error(as_of_error),
            flow: fields.flow.map(|field| field.error(flow_error)),
        };
        (fields, judged.good(holding_has_flow(holding)))
    }

    fn build(w: Words, holding: &Holding, [amount, as_of, flow]: [&str; 3]) -> Self {
        let unit = || Input::Amount(names::unit(w, holding.details.currency).to_owned());
        let flow = Field::new("flow", w.holding_flow(), flow)
            .input(unit())
            .hint(w.holding_flow_hint())
            .mark(w.optional(), false);
        Self {
            amount: Field::new("amount", w.holding_amount(), amount)
                .input(unit())
                .hint(w.holding_amount_hint())
                .mark(w.required(), true),
            as_of: Field::new("as_of", w.holding_as_of(), as_of)
                .hint(w.holding_as_of_hint())
                .mark(w.required(), true)
                .autocomplete("off"),
            flow: holding_has_flow(holding).then_some(flow),
        }
    }

    /// All of them, in the order shown.
    pub fn fields(&self) -> Vec<&Field> {
        [&self.amount, &self.as_of].into_iter().chain(&self.flow).collect()
    }
}

/// Whether money paid in or taken out is told apart from price. As
/// `domain::change` has it: deposits, points and debts change by payments alone.
fn holding_has_flow(holding: &Holding) -> bool {
    let group = holding.details.kind.group();
    !matches!(group, Group::Deposits | Group::Points | Group::Liabilities)
}

/// What was typed, read.
struct Judged {
    amount: Result<i64, AmountError>,
    as_of: Result<NaiveDate, date::AsOfError>,
    flow: Result<Option<i64>, AmountError>,
}

impl Judged {
    fn of(form: &Form, currency: Currency, today: NaiveDate) -> Self {
        let flow = match amount::parse(form.text("flow"), currency) {
            Ok(money) => Ok(Some(money.minor)),
            Err(AmountError::Empty) => Ok(None),
            Err(other) => Err(other),
        };
        let amount = amount::parse_non_negative(form.text("amount"), currency);
        Self {
            amount: amount.map(|money| money.minor),
            as_of: date::parse_as_of(form.text("as_of"), today),
            flow,
        }
    }

    fn good(self, has_flow: bool) -> Option<NewValuation> {
        let flow = if has_flow { self.flow.ok()? } else { None };
        Some(NewValuation { as_of: self.as_of.ok()?, minor: self.amount.ok()?, flow })
    }
}

/// Takes a figure.
///
/// # Errors
/// [`Oops`].
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    let asker = visit.asker()?;
    let portfolio = app::portfolio::load(&site.app, asker).await?;
    let today = date::today(site.app.clock.now());
    let typed = match portfolio.holdings.iter().find(|holding| holding.id == id) {
        Some(holding) => {
            let (figure, good) = ValuationForm::judge(visit.words, &form, holding, today);
            let Some(good) = good else {
                let holding = portfolio.find(id).ok_or(Oops::Stale)?;
                let frame = detail::frame_of(&visit, holding);
                return detail::Page::new(frame, &portfolio, holding, figure, today).answer();
            };
            good
        }
        // The verb refuses it, and the audit trail tells who asked.
        None => Judged::of(&form, Currency::Jpy, today).good(true).ok_or(Oops::NotFound)?,
    };
    match add(&site.app, asker, form.key()?, (id, form.version()?), typed).await {
        Ok(_) => Ok(go(&format!("/holdings/{id}"), Some("valuation-added"))),
        Err(AppError::Refused(refusal @ (Refusal::Stale | Refusal::TooMany))) => {
            let warning = told(visit.words, refusal);
            detail::refused(&site, &visit, id, Some(&form), warning).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Records today's figure as unchanged.
///
/// # Errors
/// [`Oops`].
pub async fn unchanged(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    let versioned = (id, form.version()?);
    match record_unchanged(&site.app, visit.asker()?, form.key()?, versioned).await {
        Ok(_) => Ok(go(own_path(form.text("back")), Some("valuation-unchanged"))),
        Err(AppError::Refused(refusal @ (Refusal::Stale | Refusal::TooMany))) => {
            let warning = told(visit.words, refusal);
            detail::refused(&site, &visit, id, None, warning).await
        }
        Err(other) => Err(other.into()),
    }
}

fn told(w: Words, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Stale => w.holding_changed_meanwhile(),
        _ => w.holding_too_many_figures(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        customer::{holding::sample, sample::last_day},
        kit::words::Lang,
    };

    fn judged(place: usize, fields: &[(&str, &str)]) -> (ValuationForm, Option<NewValuation>) {
        let household = sample::household();
        let holding = sample::holding(&household, place).unwrap();
        let typed = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        let form = Form::new(fields.iter().map(typed).collect());
        ValuationForm::judge(Words::new(Lang::Ja), &form, holding, last_day())
    }

    #[test]
    fn an_amount_and_a_day_are_read_as_people_in_japan_write_them() {
        let (_, good) = judged(0, &[("amount", "１２００万"), ("as_of", "令和8年11月1日")]);
        let good = good.unwrap();
        assert_eq!((good.minor, good.flow), (12_000_000, None));
        assert_eq!(good.as_of.to_string(), "2026-11-01");
    }

    #[test]
    fn a_negative_amount_and_a_day_to_come_are_told_at_their_fields() {
        let (fields, good) = judged(0, &[("amount", "-1"), ("as_of", "2026/11/23")]);
        assert!(good.is_none());
        assert!(fields.fields().iter().all(|field| field.error.is_some()));
        assert_eq!(fields.amount.value, "-1");
    }

    #[test]
    fn money_taken_out_of_a_fund_may_be_negative_and_a_deposit_has_none() {
        let typed = [("amount", "80万"), ("as_of", "2026/11/1"), ("flow", "-5万")];
        assert_eq!(judged(2, &typed).1.unwrap().flow, Some(-50_000));
        assert_eq!(judged(0, &typed).1.unwrap().flow, None);
    }
}
