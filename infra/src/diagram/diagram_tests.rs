//! The committed picture is what the templates say.

use std::path::Path;

use super::{facts::Facts, svg::Picture, ways};
use crate::{matrix::Row, templates::Environment};

fn flows() -> Vec<Row> {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
    let prod = Environment::read(&out.join("prod"), false).unwrap();
    let tools = Environment::read(&out.join("tools"), false).unwrap();
    Facts::read(&prod, &tools).unwrap().flows
}

fn drawn(flows: &[Row]) -> anyhow::Result<()> {
    ways::draw(&mut Picture::new(10, 10, ""), flows, "kura-prod-")
}

#[test]
fn a_line_that_no_rule_lets_pass_is_not_drawn() {
    let mut flows = flows();
    drawn(&flows).unwrap();
    flows.retain(|row| row.to != "kura-prod-staff-door");
    let said = drawn(&flows).unwrap_err().to_string();
    assert!(said.contains("from bank to staff-door"), "{said}");
}

#[test]
fn whatever_a_rule_lets_pass_has_its_line() {
    let mut flows = flows();
    let end = |name: &str| format!("kura-prod-{name}");
    flows.push(Row {
        from: end("customer"),
        to: end("staff"),
        port: "8081".into(),
        why: String::new(),
    });
    let said = drawn(&flows).unwrap_err().to_string();
    assert!(said.contains("from customer to staff at 8081"), "{said}");
}

#[test]
fn the_committed_picture_is_drawn_from_the_committed_templates() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = std::fs::read_to_string(root.join(super::PICTURE)).unwrap();
    assert!(
        committed == super::picture(root).unwrap(),
        "docs/proposal/architecture.svg is old: run `cargo run -p infra -- diagram`"
    );
}
