use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::{
    household::{
        Household, any_day, any_household, any_view, as_it_stood, day, end_of, household, known,
        named, on, shuffled,
    },
    money::MAX_MINOR,
};

/// What the only holding is worth in its own minor units.
fn minor(portfolio: &Portfolio, view: Viewpoint) -> Option<i64> {
    portfolio.value_at(&portfolio.holdings[0], view).map(|value| value.money.minor)
}

/// What the only holding is worth in yen.
fn yen(portfolio: &Portfolio, view: Viewpoint) -> Option<i64> {
    portfolio.value_at(&portfolio.holdings[0], view)?.signed_yen
}

fn deposit() -> Household {
    household().holding("普通預金", Kind::OrdinaryDeposit)
}

fn dollars() -> Household {
    household().holding_in("ドル預金", Kind::ForeignDeposit, Currency::Usd)
}

#[test]
fn the_latest_figure_on_or_before_the_day_counts() {
    let portfolio = deposit().worth("2026-01-31", 1_000_000).worth("2026-02-28", 1_200_000).build();
    assert_eq!(minor(&portfolio, on("2026-01-30")), None);
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(1_000_000));
    assert_eq!(minor(&portfolio, on("2026-02-27")), Some(1_000_000));
    assert_eq!(minor(&portfolio, on("2026-02-28")), Some(1_200_000));
    assert_eq!(minor(&portfolio, on("9999-12-31")), Some(1_200_000));
}

#[test]
fn a_value_names_the_day_of_its_figure() {
    let portfolio = deposit().worth("2026-01-31", 1_000_000).build();
    let value = portfolio.value_at(&portfolio.holdings[0], on("2026-03-15")).unwrap();
    assert_eq!(value.valued_on, day("2026-01-31"));
    assert_eq!(value.money, Money { minor: 1_000_000, currency: Currency::Jpy });
}

#[test]
fn a_later_day_wins_over_a_later_recording() {
    let portfolio = deposit()
        .worth("2026-02-28", 1_200_000)
        .worth("2026-01-31", 1_000_000)
        .recorded("2026-03-10")
        .build();
    assert_eq!(minor(&portfolio, on("2026-03-31")), Some(1_200_000));
}

#[test]
fn a_holding_without_a_figure_has_no_value() {
    assert_eq!(minor(&deposit().build(), on("2026-01-31")), None);
}

#[test]
fn nothing_left_is_a_value() {
    let portfolio = deposit().worth("2026-01-31", 500).worth("2026-02-01", 0).build();
    assert_eq!(yen(&portfolio, on("2026-02-01")), Some(0));
}

#[test]
fn a_correction_of_the_same_day_wins() {
    let portfolio = deposit()
        .corrected("2026-01-31", 900_000, "2026-01-31")
        .worth("2026-01-31", 1_000_000)
        .corrected("2026-01-31", 1_100_000, "2026-01-31")
        .build();
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(1_100_000));
}

#[test]
fn a_correction_is_not_seen_from_before_it_was_recorded() {
    let portfolio = deposit()
        .worth("2026-01-31", 1_000_000)
        .corrected("2026-01-31", 1_100_000, "2026-02-10")
        .build();
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-02-09")), Some(1_000_000));
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-02-10")), Some(1_100_000));
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(1_100_000));
}

#[test]
fn a_figure_entered_late_was_true_before_it_was_known() {
    let portfolio = deposit()
        .worth("2025-12-31", 800_000)
        .worth("2026-01-31", 1_000_000)
        .recorded("2026-03-01")
        .build();
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(1_000_000));
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-01-31")), Some(800_000));
    assert_eq!(minor(&portfolio, known("2026-01-31", "2025-12-30")), None);
}

#[test]
fn what_was_known_later_does_not_change_what_was_true_earlier() {
    let portfolio = deposit().worth("2026-01-31", 1_000_000).worth("2026-02-28", 1_200_000).build();
    assert_eq!(minor(&portfolio, known("2026-02-01", "2026-12-31")), Some(1_000_000));
}

#[test]
fn the_very_instant_of_a_recording_sees_it() {
    let portfolio = deposit().worth("2026-01-31", 1_000_000).build();
    let recorded_at = portfolio.holdings[0].valuations[0].recorded_at;
    let at = |known_at| Viewpoint { as_of: day("2026-01-31"), known_at: Some(known_at) };
    assert_eq!(minor(&portfolio, at(recorded_at)), Some(1_000_000));
    assert_eq!(minor(&portfolio, at(recorded_at - chrono::TimeDelta::microseconds(1))), None);
}

#[test]
fn a_holding_is_not_seen_from_before_it_was_recorded() {
    let portfolio = deposit().opened("2026-02-10").worth("2026-02-10", 1_000_000).build();
    let holding = &portfolio.holdings[0];
    assert!(!holding.seen_from(known("2026-02-10", "2026-02-09")));
    assert!(holding.seen_from(known("2026-02-10", "2026-02-10")));
}

#[test]
fn a_deleted_holding_is_seen_only_from_before_its_deletion() {
    let portfolio = deposit().worth("2026-01-31", 1_000_000).deleted("2026-03-05").build();
    assert_eq!(minor(&portfolio, on("2026-01-31")), None, "by what is known now it never was");
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-03-04")), Some(1_000_000));
    assert_eq!(minor(&portfolio, known("2026-03-31", "2026-03-04")), Some(1_000_000));
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-03-05")), None);
}

#[test]
fn live_holdings_are_those_not_deleted_oldest_first() {
    let portfolio = household()
        .holding("新しい口座", Kind::SavingsDeposit)
        .opened("2026-02-01")
        .holding("解約した口座", Kind::TimeDeposit)
        .deleted("2026-03-05")
        .holding("古い口座", Kind::OrdinaryDeposit)
        .build();
    let labels: Vec<_> = portfolio.live().map(|holding| holding.details.label.as_str()).collect();
    assert_eq!(labels, ["古い口座", "新しい口座"]);
    let (old, closed) = (named(&portfolio, "古い口座"), named(&portfolio, "解約した口座"));
    assert_eq!(portfolio.find(old.id), Some(old));
    assert_eq!(portfolio.find(closed.id), None);
    assert_eq!(portfolio.find(Uuid::nil()), None);
}

#[test]
fn a_row_of_an_undone_import_gives_way_to_the_figure_before_it() {
    let portfolio = deposit()
        .worth("2026-01-31", 1_000_000)
        .worth("2026-01-31", 9_999_999)
        .recorded("2026-02-03")
        .taken_back("2026-02-05")
        .build();
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-02-02")), Some(1_000_000));
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-02-04")), Some(9_999_999));
    assert_eq!(minor(&portfolio, known("2026-01-31", "2026-02-05")), Some(1_000_000));
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(1_000_000));
}

#[test]
fn a_correction_outlives_the_undone_import_it_corrected() {
    let portfolio = deposit()
        .worth("2026-01-31", 9_999_999)
        .taken_back("2026-02-05")
        .corrected("2026-01-31", 1_000_000, "2026-02-04")
        .build();
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(1_000_000));
}

#[test]
fn an_undone_import_of_the_only_figure_leaves_no_value() {
    let portfolio = deposit().worth("2026-01-31", 1_000_000).taken_back("2026-02-05").build();
    assert_eq!(minor(&portfolio, on("2026-01-31")), None);
    assert!(portfolio.holdings[0].standing_valuations().is_empty());
}

#[test]
fn yen_have_no_decimals_and_need_no_rate() {
    let portfolio = deposit().worth("2026-01-31", 1_234_567).build();
    assert_eq!(yen(&portfolio, on("2026-01-31")), Some(1_234_567));
    let value = portfolio.value_at(&portfolio.holdings[0], on("2026-01-31")).unwrap();
    assert_eq!(value.money.to_decimal(), Decimal::from(1_234_567));
}

#[test]
fn foreign_money_is_counted_in_its_own_minor_units() {
    let dollars = dollars().worth("2026-01-31", 100_050).rate(Currency::Usd, "2026-01-31", "150");
    assert_eq!(yen(&dollars.build(), on("2026-01-31")), Some(150_075));
    let won = household()
        .holding_in("ウォン預金", Kind::ForeignDeposit, Currency::Krw)
        .worth("2026-01-31", 100_050)
        .rate(Currency::Krw, "2026-01-31", "0.11");
    assert_eq!(yen(&won.build(), on("2026-01-31")), Some(11_006), "11005.5, halves away from 0");
}

#[test]
fn foreign_money_is_converted_at_the_rate_of_the_day_asked() {
    let portfolio = dollars()
        .worth("2026-01-31", 100_000)
        .rate(Currency::Usd, "2026-01-31", "150")
        .rate(Currency::Usd, "2026-02-28", "155.5")
        .rate(Currency::Eur, "2026-02-28", "999")
        .build();
    assert_eq!(yen(&portfolio, on("2026-01-31")), Some(150_000));
    assert_eq!(yen(&portfolio, on("2026-02-27")), Some(150_000));
    assert_eq!(yen(&portfolio, on("2026-02-28")), Some(155_500));
    assert_eq!(yen(&portfolio, on("2026-12-31")), Some(155_500));
}

#[test]
fn a_rate_is_bitemporal_too() {
    let portfolio = dollars()
        .worth("2026-01-31", 100_000)
        .rate(Currency::Usd, "2026-01-31", "150")
        .late_rate(Currency::Usd, "2026-01-31", "151", "2026-02-10")
        .build();
    assert_eq!(yen(&portfolio, known("2026-01-31", "2026-02-09")), Some(150_000));
    assert_eq!(yen(&portfolio, on("2026-01-31")), Some(151_000));
}

#[test]
fn before_the_first_rate_the_earliest_later_one_is_used() {
    let portfolio = dollars()
        .worth("2025-06-30", 100_000)
        .rate(Currency::Usd, "2026-02-28", "155")
        .rate(Currency::Usd, "2026-01-31", "150")
        .late_rate(Currency::Usd, "2026-01-31", "151", "2026-03-10")
        .build();
    assert_eq!(yen(&portfolio, on("2025-06-30")), Some(151_000));
    assert_eq!(yen(&portfolio, known("2025-06-30", "2026-02-01")), Some(150_000));
    assert_eq!(yen(&portfolio, known("2025-06-30", "2026-01-30")), None, "no rate was known yet");
}

#[test]
fn without_a_rate_the_value_stays_in_its_currency() {
    let portfolio =
        dollars().worth("2026-01-31", 100_000).rate(Currency::Eur, "2026-01-31", "160").build();
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(100_000));
    assert_eq!(yen(&portfolio, on("2026-01-31")), None);
}

#[test]
fn what_cannot_be_counted_in_yen_is_out_of_range() {
    let portfolio =
        dollars().worth("2026-01-31", MAX_MINOR).rate(Currency::Usd, "2026-01-31", "150").build();
    let money = Money { minor: MAX_MINOR, currency: Currency::Usd };
    let asked = portfolio.signed_yen(Kind::ForeignDeposit, money, on("2026-01-31"));
    assert_eq!(asked, Err(OutOfRange));
    assert_eq!(yen(&portfolio, on("2026-01-31")), None);
    assert_eq!(minor(&portfolio, on("2026-01-31")), Some(MAX_MINOR));
}

#[test]
fn debts_are_recorded_positive_and_valued_negative() {
    let loan = household().holding("住宅ローン", Kind::Mortgage).worth("2026-01-31", 25_000_000);
    assert_eq!(yen(&loan.build(), on("2026-01-31")), Some(-25_000_000));
    let foreign = household()
        .holding_in("ドル建てローン", Kind::OtherLiability, Currency::Usd)
        .worth("2026-01-31", 100)
        .rate(Currency::Usd, "2026-01-31", "150.5");
    assert_eq!(yen(&foreign.build(), on("2026-01-31")), Some(-151), "rounded as an asset is");
}

#[test]
fn standing_valuations_are_one_a_day_oldest_first() {
    let portfolio = deposit()
        .worth("2026-02-28", 1_200_000)
        .worth("2026-01-31", 1_000_000)
        .corrected("2026-01-31", 1_100_000, "2026-03-10")
        .worth("2026-02-15", 7)
        .taken_back("2026-02-16")
        .build();
    let stand = |rows: Vec<&Valuation>| -> Vec<_> {
        rows.into_iter().map(|row| (row.as_of.to_string(), row.minor)).collect()
    };
    let holding = &portfolio.holdings[0];
    let now = [("2026-01-31".to_owned(), 1_100_000), ("2026-02-28".to_owned(), 1_200_000)];
    assert_eq!(stand(holding.standing_valuations()), now);
    assert_eq!(stand(holding.standing_from(on("2026-02-27"))), now[..1]);
    let then = [("2026-01-31".to_owned(), 1_000_000), ("2026-02-15".to_owned(), 7)];
    assert_eq!(stand(holding.standing_from(known("2026-12-31", "2026-02-15"))), then);
}

#[test]
fn sources_have_codes() {
    for source in [Source::Form, Source::Unchanged, Source::Import, Source::Correction] {
        assert_eq!(Source::from_code(source.code()), Some(source));
    }
    assert_eq!(Source::from_code("Form"), None);
}

#[test]
fn of_two_rates_of_one_instant_the_same_one_always_counts() {
    let mut portfolio = dollars().worth("2026-01-31", 100_000).build();
    let rate = |yen: i64| Rate {
        currency: Currency::Usd,
        as_of: day("2026-01-31"),
        recorded_at: end_of("2026-01-31"),
        yen: Decimal::from(yen),
    };
    let mut asked = |rates: [Rate; 2]| {
        portfolio.rates = rates.to_vec();
        portfolio.sort();
        yen(&portfolio, on("2026-01-31"))
    };
    assert_eq!(asked([rate(150), rate(151)]), asked([rate(151), rate(150)]));
}

/// The rule of [`Holding::valuation_at`] word for word, slowly.
fn slowly(holding: &Holding, view: Viewpoint) -> Option<&Valuation> {
    let by_then = |at: DateTime<Utc>| view.known_at.is_none_or(|known_at| at <= known_at);
    holding
        .valuations
        .iter()
        .filter(|row| row.as_of <= view.as_of && by_then(row.recorded_at))
        .filter(|row| !row.retracted_at.is_some_and(by_then))
        .max_by_key(|row| (row.as_of, row.recorded_at, row.minor))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_figure_in_force_is_found(portfolio in any_household(), view in any_view()) {
        for holding in &portfolio.holdings {
            prop_assert_eq!(holding.valuation_at(view), slowly(holding, view));
        }
    }

    #[test]
    fn the_last_standing_figure_is_the_one_in_force(
        portfolio in any_household(),
        view in any_view(),
    ) {
        for holding in &portfolio.holdings {
            let standing = holding.standing_from(view);
            prop_assert!(standing.is_sorted_by(|one, next| one.as_of < next.as_of));
            prop_assert_eq!(standing.last().copied(), holding.valuation_at(view));
            for row in standing {
                let of_its_day = Viewpoint { as_of: row.as_of, ..view };
                prop_assert_eq!(holding.valuation_at(of_its_day), Some(row));
            }
        }
    }

    #[test]
    fn what_came_later_is_not_seen_from_earlier(
        portfolio in any_household(),
        as_of in any_day(),
        known_on in any_day(),
    ) {
        let known_at = known_on.and_hms_opt(3, 0, 0).unwrap().and_utc();
        let past = as_it_stood(&portfolio, known_at);
        let then = Viewpoint { as_of, known_at: Some(known_at) };
        for holding in &portfolio.holdings {
            let in_past = past.holdings.iter().find(|other| other.id == holding.id);
            let value = in_past.and_then(|other| past.value_at(other, Viewpoint::on(as_of)));
            prop_assert_eq!(portfolio.value_at(holding, then), value);
        }
        for currency in Currency::ALL {
            let rate = past.rate_at(currency, Viewpoint::on(as_of));
            prop_assert_eq!(portfolio.rate_at(currency, then), rate);
        }
    }

    #[test]
    fn sorting_undoes_any_shuffle(portfolio in any_household(), seed in any::<u64>()) {
        let mut other = shuffled(&portfolio, seed);
        other.sort();
        prop_assert_eq!(other, portfolio);
    }
}
