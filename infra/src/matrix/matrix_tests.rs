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

#[test]
fn what_the_checker_computes_is_told_too() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let told = computed(root, "prod").unwrap();
    assert!(told.contains("| cloudfront | app/CustomerDoor | tcp 443"), "{told}");
    assert!(!told.contains("| app/CustomerService | app/StaffService |"), "{told}");
    assert!(computed(root, "nowhere").is_err());
}
