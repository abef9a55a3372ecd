//! The table tells what the templates do.

use std::path::Path;

use super::{computed, rows, table};
use crate::templates::Environment;

fn prod() -> Environment {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("out/prod");
    Environment::read(&folder, false).unwrap()
}

#[test]
fn customers_tasks_are_reached_by_their_load_balancer_only() {
    let rows = rows(&prod());
    let to: Vec<_> = rows.iter().filter(|row| row.to == "kura-prod-customer").collect();
    assert_eq!(to.len(), 1, "{to:?}");
    assert_eq!((to[0].from.as_str(), to[0].port.as_str()), ("kura-prod-customer-door", "8080"));
}

#[test]
fn every_row_has_two_ends_and_an_intent() {
    let rows = rows(&prod());
    assert!(rows.len() > 10);
    for row in &rows {
        assert!(!row.from.is_empty() && !row.to.is_empty() && row.why.len() > 10, "{row:?}");
        assert!(!row.from.contains('{') && !row.to.contains('{'), "{row:?}");
    }
    assert_eq!(table(&rows).unwrap().lines().count(), rows.len() + 2);
}

fn questions() -> Vec<serde_json::Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("out/prod/matrix.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_first_day_asks_of_every_pair_and_every_port() {
    let all = questions();
    let ends = |side: &str| {
        all.iter().map(|one| one[side].as_str().unwrap()).collect::<std::collections::BTreeSet<_>>()
    };
    let (from, to) = (ends("from"), ends("to"));
    assert!(from.contains("internet") && to.contains("internet") && to.contains("s3"));
    assert!(
        from.contains("MigrateGroup") && from.len() == 10,
        "nine groups and the Internet: {from:?}"
    );
    for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
        if from == to || (*from == "internet" && *to == "s3") {
            continue;
        }
        let asked = all.iter().filter(|one| one["from"] == **from && one["to"] == **to);
        let ports: u64 = asked
            .filter(|one| one["address"] != "203.0.113.1")
            .map(|one| one["high"].as_u64().unwrap() - one["low"].as_u64().unwrap() + 1)
            .sum();
        assert_eq!(ports, 65_536, "{from} to {to}");
    }
    let open = |from: &str, to: &str| {
        let mut open = all.iter().filter(|one| one["reached"] == true);
        open.any(|one| one["from"] == from && one["to"] == to && one["low"] == one["high"])
    };
    assert!(open("CustomerGroup", "DatabaseGroup") && !open("CustomerGroup", "StaffGroup"));
    assert!(open("internet", "StaffDoorGroup") && !open("internet", "CustomerDoorGroup"));
}

/// What it costs is said where somebody decides to ask.
#[test]
fn the_number_of_questions_is_told_as_it_is() {
    let many = questions().len();
    let (root, told) =
        (Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), format!("{many} analyses"));
    let money = format!("{}.{}0 USD", many / 10, many % 10);
    for file in ["infra/day1.sh", "docs/decisions/0019-proving-the-network.md"] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(
            text.contains(&told) && text.contains(&money),
            "{file} does not say {told}, {money}"
        );
    }
}

#[test]
fn what_the_checker_computes_is_told_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = computed(root, "prod").unwrap();
    assert!(told.contains("| cloudfront | app/CustomerDoor | tcp 443"), "{told}");
    assert!(!told.contains("| app/CustomerService | app/StaffService |"), "{told}");
    assert!(computed(root, "nowhere").is_err());
}
