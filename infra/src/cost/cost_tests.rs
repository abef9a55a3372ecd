//! The estimate follows the templates, and nothing in them is forgotten.

use std::path::Path;

use rust_decimal::Decimal;
use serde_json::json;

use super::{Costs, Tables, estimate};
use crate::templates::{Environment, Stack};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn with(id: &str, resource: &serde_json::Value) -> Environment {
    let template = json!({"Resources": {id: resource}});
    let stack = Stack { name: "one".into(), template };
    Environment { name: "prod".into(), option: false, stacks: vec![stack] }
}

fn total(environment: &Environment) -> anyhow::Result<Decimal> {
    let tables = Tables::read(root()).unwrap();
    Ok(estimate::of(environment, &tables, "prod")?.total())
}

#[test]
fn the_committed_estimate_is_what_the_templates_say() {
    for (name, text) in super::files(root()).unwrap() {
        let committed = std::fs::read_to_string(root().join(name)).unwrap();
        assert!(committed == text, "infra/{name} is old: run `cargo run -p infra -- cost`");
    }
}

#[test]
fn prod_costs_no_more_than_somebody_has_acknowledged() {
    let tables = Tables::read(root()).unwrap();
    super::acknowledged(&Costs::read(root(), &tables).unwrap(), &tables).unwrap();
}

#[test]
fn a_rise_of_more_than_a_twentieth_is_refused_and_one_of_less_is_not() {
    let mut tables = Tables::read(root()).unwrap();
    let costs = Costs::read(root(), &tables).unwrap();
    let prod = costs.environments["prod"].total();
    tables.ceiling.usd = prod * Decimal::TWO;
    let level = tables.acknowledged.last_mut().unwrap();
    level.usd = prod / Decimal::new(106, 2);
    assert!(super::acknowledged(&costs, &tables).is_err());
    tables.acknowledged.last_mut().unwrap().usd = prod / Decimal::new(104, 2);
    assert!(super::acknowledged(&costs, &tables).is_ok());
}

#[test]
fn above_the_ceiling_every_cent_is_acknowledged() {
    let mut tables = Tables::read(root()).unwrap();
    let costs = Costs::read(root(), &tables).unwrap();
    let prod = costs.environments["prod"].total();
    let cent = Decimal::new(1, 2);
    tables.ceiling.usd = prod - Decimal::TEN;
    tables.acknowledged.last_mut().unwrap().usd = prod - cent;
    assert!(super::acknowledged(&costs, &tables).is_err());
    tables.acknowledged.last_mut().unwrap().usd = prod;
    assert!(super::acknowledged(&costs, &tables).is_ok());
    // Below it a small rise passes, and one beyond it does not.
    tables.ceiling.usd = prod - cent;
    tables.acknowledged.last_mut().unwrap().usd = prod - Decimal::ONE;
    assert!(super::acknowledged(&costs, &tables).is_err());
}

#[test]
fn a_firewall_of_the_network_waives_its_gateways_and_not_their_addresses() {
    let tables = Tables::read(root()).unwrap();
    let costs = Costs::read(root(), &tables).unwrap();
    let prod = costs.environments["prod"].total();
    let more = |name: &str| costs.designs[name].1.total() - prod;
    assert_eq!(more("network-firewall"), Decimal::new(58400, 2));
    assert_eq!(more("nat"), Decimal::new(9782, 2));
}

#[test]
fn what_is_called_verified_was_read_at_aws_on_a_day() {
    for price in Tables::read(root()).unwrap().prices.iter().filter(|price| price.verified) {
        assert!(price.source.contains("AWS") || price.source.contains("aws."), "{}", price.id);
        assert_eq!(price.date.len(), "2026-11-23".len(), "{}", price.id);
        assert!(!price.source.contains("neither"), "{}", price.id);
    }
}

#[test]
fn an_unknown_type_is_refused_by_its_name() {
    let strange = with("Whale", &json!({"Type": "AWS::Docks::Whale"}));
    let said = total(&strange).unwrap_err().to_string();
    assert!(said.contains("one/Whale (AWS::Docks::Whale)"), "{said}");
}

#[test]
fn a_database_of_a_size_nobody_priced_is_refused() {
    let sized = |class: &str| {
        let properties = json!({
            "DBInstanceClass": class, "Engine": "postgres", "AllocatedStorage": "20",
            "StorageType": "gp3", "MultiAZ": true,
        });
        with("Database", &json!({"Type": "AWS::RDS::DBInstance", "Properties": properties}))
    };
    assert!(total(&sized("db.t4g.small")).is_ok());
    assert!(total(&sized("db.x2g.16xlarge")).is_err());
}

#[test]
fn an_endpoint_more_costs_as_much_as_its_zones() {
    let endpoint = |subnets: &[&str]| {
        let properties = json!({"VpcEndpointType": "Interface", "SubnetIds": subnets});
        with("Endpoint", &json!({"Type": "AWS::EC2::VPCEndpoint", "Properties": properties}))
    };
    let one = total(&endpoint(&["a"])).unwrap();
    let two = total(&endpoint(&["a", "b"])).unwrap();
    // 0.014 dollars an hour; what flows through comes once.
    assert_eq!(two - one, Decimal::new(1022, 2));
}

#[test]
fn every_price_says_where_it_is_from() {
    let tables = Tables::read(root()).unwrap();
    for price in &tables.prices {
        assert!(price.source.len() > 5 && price.date.len() >= 4, "{}", price.id);
        assert!(price.usd > Decimal::ZERO, "{}: what is free stands under [[free]]", price.id);
    }
    for usage in &tables.usage {
        assert!(usage.why.len() > 20, "{}", usage.name);
    }
}
