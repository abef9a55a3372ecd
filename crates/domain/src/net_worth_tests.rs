use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::{
    currency::Currency,
    household::{
        Household, any_day, any_household, any_view, as_it_stood, day, end_of, household, known,
        named, on, shuffled,
    },
};

const AXES: [Axis; 4] = [Axis::Group, Axis::Kind, Axis::Institution, Axis::Wrapper];

/// A family with a home, its loan, savings and shares.
fn family() -> Household {
    household()
        .holding("普通預金", Kind::OrdinaryDeposit)
        .kept_at("けやき銀行")
        .worth("2026-01-31", 3_000_000)
        .holding("定期預金", Kind::TimeDeposit)
        .kept_at("けやき銀行")
        .worth("2026-01-31", 5_000_000)
        .holding("つみたて", Kind::InvestmentTrust)
        .kept_at("みどり証券")
        .wrapped(Wrapper::NisaTsumitate)
        .worth("2026-02-15", 2_000_000)
        .holding("自宅", Kind::Home)
        .worth("2025-04-01", 40_000_000)
        .holding("住宅ローン", Kind::Mortgage)
        .kept_at("けやき銀行")
        .paying_for("自宅")
        .worth("2026-01-31", 28_000_000)
}

/// What a total says, free of the portfolio it was reckoned from.
type Said = (i64, i64, Vec<(Uuid, Value)>);

fn said(total: &NetWorth<'_>) -> Said {
    let parts = total.parts.iter().map(|part| (part.holding.id, part.value)).collect();
    (total.assets, total.liabilities, parts)
}

#[test]
fn nothing_recorded_is_worth_nothing() {
    let portfolio = household().build();
    let total = net_worth(&portfolio, on("2026-02-28"));
    assert_eq!(total, NetWorth::default());
    assert_eq!(total.net(), 0);
    assert!(split(&total, Axis::Group).is_empty());
    assert_eq!(first_day(&portfolio), None);
}

#[test]
fn net_worth_is_assets_less_liabilities() {
    let portfolio = family().build();
    let total = net_worth(&portfolio, on("2026-02-28"));
    assert_eq!(total.assets, 50_000_000);
    assert_eq!(total.liabilities, 28_000_000, "owed is told as a positive number");
    assert_eq!(total.net(), 22_000_000);
    let labels: Vec<_> =
        total.parts.iter().map(|part| part.holding.details.label.as_str()).collect();
    assert_eq!(labels, ["普通預金", "定期預金", "つみたて", "自宅", "住宅ローン"], "oldest first");
}

#[test]
fn holdings_count_from_their_first_figure() {
    let portfolio = family().build();
    assert_eq!(net_worth(&portfolio, on("2025-03-31")).net(), 0);
    assert_eq!(net_worth(&portfolio, on("2025-04-01")).net(), 40_000_000);
    assert_eq!(net_worth(&portfolio, on("2026-02-14")).net(), 20_000_000);
}

#[test]
fn what_did_i_know_then_is_not_what_was_true_then() {
    let portfolio = household()
        .holding("普通預金", Kind::OrdinaryDeposit)
        .worth("2026-01-31", 1_000_000)
        .corrected("2026-01-31", 1_500_000, "2026-02-10")
        .holding("たんす預金", Kind::Cash)
        .opened("2026-02-20")
        .worth("2026-01-31", 300_000)
        .recorded("2026-02-20")
        .holding("解約した保険", Kind::LifeInsurance)
        .worth("2026-01-10", 700_000)
        .deleted("2026-02-25")
        .build();
    assert_eq!(net_worth(&portfolio, on("2026-01-31")).net(), 1_800_000);
    assert_eq!(net_worth(&portfolio, known("2026-01-31", "2026-01-31")).net(), 1_700_000);
    assert_eq!(net_worth(&portfolio, known("2026-01-31", "2026-02-10")).net(), 2_200_000);
    assert_eq!(net_worth(&portfolio, known("2026-01-31", "2026-02-24")).net(), 2_500_000);
}

#[test]
fn money_without_a_rate_is_listed_but_not_counted() {
    let portfolio = household()
        .holding("普通預金", Kind::OrdinaryDeposit)
        .worth("2026-01-31", 1_000_000)
        .holding_in("フラン預金", Kind::ForeignDeposit, Currency::Chf)
        .worth("2026-01-31", 500_000)
        .holding_in("フラン建てローン", Kind::OtherLiability, Currency::Chf)
        .worth("2026-01-31", 200_000)
        .build();
    let total = net_worth(&portfolio, on("2026-01-31"));
    assert_eq!((total.assets, total.liabilities), (1_000_000, 0));
    assert_eq!(total.parts.len(), 3);
    let left_out: Vec<_> =
        total.unconverted().map(|part| part.holding.details.label.as_str()).collect();
    assert_eq!(left_out, ["フラン預金", "フラン建てローン"]);
    assert_eq!(split(&total, Axis::Kind).len(), 1);
}

#[test]
fn an_overdrawn_account_lessens_what_is_owned() {
    let portfolio = household()
        .holding("総合口座", Kind::OrdinaryDeposit)
        .worth("2026-01-31", -50_000)
        .holding("現金", Kind::Cash)
        .worth("2026-01-31", 80_000)
        .build();
    let total = net_worth(&portfolio, on("2026-01-31"));
    assert_eq!((total.assets, total.liabilities), (30_000, 0));
}

#[test]
fn slices_are_added_together_by_their_key() {
    let portfolio = family().build();
    let total = net_worth(&portfolio, on("2026-02-28"));
    let by_group: Vec<_> = split(&total, Axis::Group)
        .into_iter()
        .map(|slice| (slice.key, slice.assets, slice.liabilities, slice.count))
        .collect();
    assert_eq!(
        by_group,
        [
            (Key::Group(Group::RealEstate), 40_000_000, 0, 1),
            (Key::Group(Group::Deposits), 8_000_000, 0, 2),
            (Key::Group(Group::Funds), 2_000_000, 0, 1),
            (Key::Group(Group::Liabilities), 0, 28_000_000, 1),
        ]
    );
    let by_wrapper = split(&total, Axis::Wrapper);
    assert_eq!(by_wrapper[1].key, Key::Wrapper(Wrapper::NisaTsumitate));
    assert_eq!((by_wrapper[1].assets, by_wrapper[1].count), (2_000_000, 1));
    assert_eq!(split(&total, Axis::Kind).len(), 5);
}

#[test]
fn an_institution_owns_and_owes_in_one_slice() {
    let portfolio = family().build();
    let total = net_worth(&portfolio, on("2026-02-28"));
    let slices = split(&total, Axis::Institution);
    let keys: Vec<_> = slices.iter().map(|slice| &slice.key).collect();
    let named = |name: &str| Key::Institution(name.to_owned());
    assert_eq!(keys, [&named(""), &named("けやき銀行"), &named("みどり証券")]);
    assert_eq!((slices[1].assets, slices[1].liabilities), (8_000_000, 28_000_000));
    assert_eq!(slices[1].count, 3);
}

#[test]
fn the_course_has_one_point_a_day_and_debts_below_zero() {
    let portfolio = family().build();
    let days = [day("2025-03-31"), day("2026-01-31"), day("2026-02-28")];
    let points = series(&portfolio, &days, None);
    let course: Vec<_> = points.iter().map(|point| (point.day, point.net())).collect();
    let nets = [0, 20_000_000, 22_000_000];
    assert_eq!(course, days.into_iter().zip(nets).collect::<Vec<_>>());
    let of = |group| Group::ALL.iter().position(|member| *member == group).unwrap();
    assert_eq!(points[2].groups[of(Group::Deposits)], 8_000_000);
    assert_eq!(points[2].groups[of(Group::RealEstate)], 40_000_000);
    assert_eq!(points[2].groups[of(Group::Liabilities)], -28_000_000);
    assert_eq!(points[2].groups[of(Group::Stocks)], 0);
    assert!(series(&portfolio, &[], None).is_empty());
}

#[test]
fn the_course_can_be_asked_by_what_was_known() {
    let portfolio = household()
        .holding("普通預金", Kind::OrdinaryDeposit)
        .worth("2026-01-31", 1_000_000)
        .corrected("2026-01-31", 1_500_000, "2026-02-10")
        .build();
    let net = |known_at| series(&portfolio, &[day("2026-01-31")], known_at)[0].net();
    assert_eq!(net(Some(end_of("2026-02-09"))), 1_000_000);
    assert_eq!(net(None), 1_500_000);
}

#[test]
fn all_begins_on_the_first_standing_figure_of_a_live_holding() {
    let portfolio = household()
        .holding("消した口座", Kind::Cash)
        .worth("2024-01-01", 1)
        .deleted("2026-01-01")
        .holding("普通預金", Kind::OrdinaryDeposit)
        .worth("2024-06-30", 1)
        .taken_back("2026-01-01")
        .worth("2025-04-30", 1_000_000)
        .holding("現金", Kind::Cash)
        .worth("2025-12-31", 1)
        .build();
    assert_eq!(first_day(&portfolio), Some(day("2025-04-30")));
}

fn equity_of(portfolio: &Portfolio, label: &str) -> Option<i64> {
    equity(&net_worth(portfolio, on("2026-02-28")), named(portfolio, label).id)
}

#[test]
fn equity_is_the_home_less_all_its_loans() {
    let portfolio = family()
        .holding("リフォームローン", Kind::OtherLiability)
        .paying_for("自宅")
        .worth("2026-02-01", 2_000_000)
        .holding("車", Kind::Vehicle)
        .worth("2026-02-01", 1_500_000)
        .holding("自動車ローン", Kind::CarLoan)
        .paying_for("車")
        .worth("2026-02-01", 1_800_000)
        .build();
    assert_eq!(equity_of(&portfolio, "自宅"), Some(10_000_000));
    assert_eq!(equity_of(&portfolio, "車"), Some(-300_000), "owing more than it is worth");
    assert_eq!(equity_of(&portfolio, "普通預金"), None, "no loan names it");
}

#[test]
fn a_loan_paid_off_leaves_the_whole_home() {
    let portfolio = family().worth("2026-02-20", 0).build();
    assert_eq!(equity_of(&portfolio, "自宅"), Some(40_000_000));
}

#[test]
fn equity_is_not_told_without_a_value_of_the_home() {
    let portfolio = household()
        .holding("土地", Kind::Land)
        .holding("土地のローン", Kind::OtherLiability)
        .paying_for("土地")
        .worth("2026-01-31", 5_000_000)
        .build();
    assert_eq!(equity_of(&portfolio, "土地"), None);
}

#[test]
fn equity_is_not_told_while_a_loan_cannot_be_converted() {
    let portfolio = family()
        .holding_in("フラン建てローン", Kind::OtherLiability, Currency::Chf)
        .paying_for("自宅")
        .worth("2026-01-31", 10_000_000)
        .build();
    assert_eq!(equity_of(&portfolio, "自宅"), None, "it would be told too high");
}

#[test]
fn a_deleted_loan_no_longer_weighs_on_the_home() {
    let portfolio = family().deleted("2026-02-20").build();
    assert_eq!(equity_of(&portfolio, "自宅"), None);
    let then = net_worth(&portfolio, known("2026-02-28", "2026-02-19"));
    assert_eq!(equity(&then, named(&portfolio, "自宅").id), Some(12_000_000));
}

#[test]
fn what_is_no_longer_a_loan_does_not_add_to_a_home() {
    let mut portfolio = family().build();
    let loan = portfolio.holdings.last_mut().unwrap();
    loan.details.kind = Kind::OrdinaryDeposit;
    assert_eq!(equity_of(&portfolio, "自宅"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_parts_add_up_to_the_whole(portfolio in any_household(), view in any_view()) {
        let total = net_worth(&portfolio, view);
        let sum: i64 = total.parts.iter().filter_map(|part| part.value.signed_yen).sum();
        prop_assert_eq!(total.net(), sum);
        let valued = portfolio
            .holdings
            .iter()
            .filter(|holding| portfolio.value_at(holding, view).is_some());
        prop_assert_eq!(total.parts.len(), valued.count());
    }

    #[test]
    fn slices_add_up_to_the_whole_on_every_axis(
        portfolio in any_household(),
        view in any_view(),
    ) {
        let total = net_worth(&portfolio, view);
        for axis in AXES {
            let slices = split(&total, axis);
            let assets: i64 = slices.iter().map(|slice| slice.assets).sum();
            let liabilities: i64 = slices.iter().map(|slice| slice.liabilities).sum();
            let count: usize = slices.iter().map(|slice| slice.count).sum();
            prop_assert_eq!((assets, liabilities), (total.assets, total.liabilities));
            prop_assert_eq!(count + total.unconverted().count(), total.parts.len());
            let keys: HashSet<_> = slices.iter().map(|slice| &slice.key).collect();
            prop_assert_eq!(keys.len(), slices.len(), "a key has one slice");
            prop_assert!(slices.is_sorted_by(|one, next| one.assets >= next.assets));
        }
    }

    #[test]
    fn every_point_of_the_course_is_the_net_worth_of_its_day(
        portfolio in any_household(),
        view in any_view(),
        mut days in prop::collection::vec(any_day(), 0..4),
    ) {
        days.push(view.as_of);
        let points = series(&portfolio, &days, view.known_at);
        prop_assert_eq!(points.last().map(|point| point.day), Some(view.as_of));
        for (point, as_of) in points.iter().zip(&days) {
            let total = net_worth(&portfolio, Viewpoint { as_of: *as_of, ..view });
            prop_assert_eq!(point.net(), total.net());
            let owed = Group::ALL.iter().position(|group| *group == Group::Liabilities).unwrap();
            prop_assert_eq!(point.groups[owed], -total.liabilities);
        }
    }

    #[test]
    fn equity_is_what_the_home_and_its_loans_add_to(
        portfolio in any_household(),
        view in any_view(),
    ) {
        let total = net_worth(&portfolio, view);
        for part in &total.parts {
            let loans: Vec<_> = total
                .parts
                .iter()
                .filter(|loan| loan.holding.details.secures == Some(part.holding.id))
                .map(|loan| loan.value.signed_yen)
                .collect();
            let sum = loans.iter().copied().sum::<Option<i64>>();
            let expected = part.value.signed_yen.zip(sum).map(|(own, owed)| own + owed);
            let expected = expected.filter(|_| !loans.is_empty());
            prop_assert_eq!(equity(&total, part.holding.id), expected);
        }
    }

    #[test]
    fn net_worth_is_reckoned_from_what_was_known(
        portfolio in any_household(),
        view in any_view(),
    ) {
        let Some(known_at) = view.known_at else { return Ok(()) };
        let past = as_it_stood(&portfolio, known_at);
        let now = Viewpoint::on(view.as_of);
        prop_assert_eq!(said(&net_worth(&portfolio, view)), said(&net_worth(&past, now)));
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(
        portfolio in any_household(),
        view in any_view(),
        seed in any::<u64>(),
    ) {
        let mut other = shuffled(&portfolio, seed);
        other.sort();
        let (one, two) = (net_worth(&portfolio, view), net_worth(&other, view));
        prop_assert_eq!(&one, &two);
        for axis in AXES {
            prop_assert_eq!(split(&one, axis), split(&two, axis));
        }
        prop_assert_eq!(first_day(&portfolio), first_day(&other));
        let days = [view.as_of];
        prop_assert_eq!(
            series(&portfolio, &days, view.known_at),
            series(&other, &days, view.known_at)
        );
    }
}
