use app::{
    domain::{
        net_worth::net_worth,
        password,
        portfolio::{Holding, Portfolio, Valuation, Viewpoint},
    },
    seed::SeedCustomer,
};
use chrono::TimeDelta;

use super::*;

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_779)
}

/// The portfolio the rows of a customer will make.
fn portfolio(customer: &SeedCustomer) -> Portfolio {
    let id = |number: usize| app_id(u128::try_from(number).unwrap() + 1);
    let holdings = customer.holdings.iter().enumerate().map(|(position, holding)| Holding {
        id: id(position),
        version: 1,
        created_at: customer.since,
        deleted_at: None,
        details: Details { secures: holding.secures.map(id), ..holding.details.clone() },
        valuations: holding.figures.iter().map(valuation).collect(),
    });
    let mut portfolio = Portfolio { holdings: holdings.collect(), rates: customer.rates.clone() };
    portfolio.sort();
    portfolio
}

fn valuation(figure: &app::seed::SeedFigure) -> Valuation {
    let app::seed::SeedFigure { as_of, recorded_at, minor, flow, source } = *figure;
    Valuation { as_of, recorded_at, retracted_at: None, source, minor, flow }
}

fn app_id(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

#[test]
fn both_passwords_are_ones_kura_accepts() {
    let context = [hanako::EMAIL, "山田", "花子", "ヤマダ", "ハナコ"];
    assert!(password::check(hanako::PASSWORD, &context).is_ok());
    assert!(password::check(synthetic::PASSWORD, &["customer-000001@seed.example"]).is_ok());
}

#[test]
fn hanako_has_a_home_on_a_mortgage_dollars_and_three_years_of_history() {
    let customer = hanako::customer(String::new(), now()).unwrap();
    let held = |kind| customer.holdings.iter().find(|holding| holding.details.kind == kind);
    assert_eq!(customer.holdings.len(), 16);
    let home = held(Kind::Mortgage).unwrap().secures.unwrap();
    assert_eq!(customer.holdings[home].details.kind, Kind::Home);
    // A rate each month end and today; a figure each, and one corrected.
    assert_eq!(customer.rates.len(), 37);
    assert_eq!(held(Kind::OrdinaryDeposit).unwrap().figures.len(), 38);
    assert_eq!(held(Kind::Home).unwrap().figures.len(), 4);
}

#[test]
fn hanakos_net_worth_is_plausible_and_grows() {
    let portfolio = portfolio(&hanako::customer(String::new(), now()).unwrap());
    let today = now().date_naive();
    let at = |day| net_worth(&portfolio, Viewpoint::on(day));
    let (before, after) = (at(date::add_months(today, -34)), at(today));
    assert_eq!(after.unconverted().count(), 0);
    assert!((20_000_000..60_000_000).contains(&after.net()), "{}", after.net());
    assert!(after.net() > before.net() + 5_000_000, "{} {}", before.net(), after.net());
    assert!(after.liabilities > 20_000_000 && after.liabilities < before.liabilities);
}

#[test]
fn nothing_is_recorded_in_the_future_or_held_in_nisa_before_it_began() {
    let customer = hanako::customer(String::new(), now()).unwrap();
    for holding in &customer.holdings {
        let first = holding.figures.first().unwrap();
        assert!(holding.figures.iter().all(|figure| figure.recorded_at <= now()));
        let in_nisa =
            matches!(holding.details.wrapper, Wrapper::NisaTsumitate | Wrapper::NisaGrowth);
        assert!(!in_nisa || Some(first.as_of) >= NISA, "{}", holding.details.label);
    }
}

#[test]
fn a_seed_and_a_number_always_make_the_same_customer() {
    let population = |seed| synthetic::Population::new(seed, (20, 24), "hash".to_owned(), now());
    let show = |seed, number| format!("{:?}", population(seed).customer(number).unwrap());
    assert_eq!(show(1, 7), show(1, 7));
    assert_ne!(show(1, 7), show(1, 8));
    assert_ne!(show(1, 7), show(2, 7));
}

#[test]
fn synthetic_customers_have_as_many_figures_as_asked_and_countable_amounts() {
    let population = synthetic::Population::new(1, (23, 24), String::new(), now());
    for number in 1..=200 {
        let customer = population.customer(number).unwrap();
        let figures: Vec<_> = customer.holdings.iter().map(|one| one.figures.len()).collect();
        assert_eq!(figures, [24; 23]);
        let portfolio = portfolio(&customer);
        let total = net_worth(&portfolio, Viewpoint::on(now().date_naive()));
        assert_eq!(total.parts.len(), 23);
        assert_eq!(total.unconverted().count(), 0);
        assert!(total.assets > 500_000 && total.assets < 1_000_000_000, "{}", total.assets);
    }
    assert_eq!(synthetic::email(1).unwrap().as_str(), "customer-000001@seed.example");
}

#[test]
fn month_ends_are_as_many_as_asked_on_a_month_end_too() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let ends = last_month_ends(day("2026-11-30"), 36);
    assert_eq!((ends.len(), ends[35]), (36, day("2026-11-30")));
    let ends = last_month_ends(day("2026-11-29"), 36);
    assert_eq!((ends.len(), ends[35]), (36, day("2026-10-31")));
}
