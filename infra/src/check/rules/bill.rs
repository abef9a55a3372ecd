//! Clause 5-1 イ: business staff are told when the bill passes a limit.

use crate::check::model::resource::{items, number_of, text_of, within};

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[Rule::anywhere("5-1 イ the bill is watched", budget)];

fn budget(scene: &Scene, said: &mut Said) {
    // Every account has a bill of its own, the one that builds too.
    if scene.model.kind("AWS::Budgets::Budget").next().is_none() {
        said.missing("there is no budget");
    }
    said.each(scene, "AWS::Budgets::Budget", |said, budget| {
        let kind = (budget.text("Budget/BudgetType"), budget.text("Budget/TimeUnit"));
        said.demand(
            kind == ("COST".to_owned(), "MONTHLY".to_owned()),
            budget,
            "is not of a month's cost",
        );
        let limit = text_of(budget.at("Budget/BudgetLimit/Amount"));
        let is_set = limit.parse::<f64>().is_ok_and(|amount| amount > 0.0)
            && budget.text("Budget/BudgetLimit/Unit") == "USD";
        said.demand(is_set, budget, "has no limit in dollars");
        let notices = budget.list("NotificationsWithSubscribers");
        let of = |kind: &str| {
            notices
                .iter()
                .filter(|one| {
                    text_of(within(one, "Notification/NotificationType")) == kind && told(one)
                })
                .count()
        };
        said.demand(of("ACTUAL") >= 2, budget, "tells nobody at two thresholds at least");
        said.demand(of("FORECASTED") >= 1, budget, "tells nobody what the month will come to");
        let whole = notices.iter().any(|one| {
            number_of(within(one, "Notification/Threshold")).is_some_and(|at| at <= 100)
                && text_of(within(one, "Notification/ComparisonOperator")) == "GREATER_THAN"
                && told(one)
        });
        said.demand(whole, budget, "does not tell when the limit is passed");
    });
}

fn told(notice: &serde_json::Value) -> bool {
    items(within(notice, "Subscribers"))
        .iter()
        .any(|one| !text_of(within(one, "Address")).is_empty())
}
