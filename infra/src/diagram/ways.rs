//! Who talks to whom, as lines of the picture: each stands for rules of the security groups, and each rule between what is
//! drawn has its line. A rule more, or one less, and there is no picture.

use std::collections::BTreeSet;

use super::svg::Picture;
use crate::matrix::Row;

/// A line, and what it stands for: the ends of flows.
struct Way {
    points: &'static [(u32, u32)],
    /// Where its ports are written.
    label: (u32, u32),
    flows: &'static [(&'static str, &'static str)],
}

/// The bank's networks, whichever they are.
const BANK: &str = "bank";
/// The task that migrates is not drawn: it runs for seconds in a release.
const NOT_DRAWN: &str = "migrate";

/// They keep to the margin left of the tiers, so that none goes through a tier's name.
const WAYS: &[Way] = &[
    Way {
        points: &[(442, 198), (462, 198), (462, 140), (560, 140)],
        label: (478, 134),
        flows: &[("CloudFront", "customer-door")],
    },
    Way {
        points: &[(185, 620), (462, 620), (462, 252), (560, 252)],
        label: (478, 246),
        flows: &[(BANK, "staff-door")],
    },
    Way {
        points: &[(560, 160), (532, 160), (532, 385), (560, 385)],
        label: (504, 350),
        flows: &[("customer-door", "customer")],
    },
    Way {
        points: &[(560, 282), (516, 282), (516, 500), (560, 500)],
        label: (488, 420),
        flows: &[("staff-door", "staff")],
    },
    Way {
        points: &[(815, 410), (855, 410)],
        label: (824, 404),
        flows: &[("customer", "endpoint"), ("customer", "secrets"), ("customer", "S3")],
    },
    Way {
        points: &[(815, 505), (855, 505)],
        label: (815, 499),
        flows: &[("staff", "endpoint"), ("staff", "secrets"), ("staff", "S3"), ("staff", "mail")],
    },
    Way {
        points: &[(560, 530), (532, 530), (532, 640), (560, 640)],
        label: (534, 634),
        flows: &[("staff", "database")],
    },
    Way {
        points: &[(560, 430), (500, 430), (500, 690), (560, 690)],
        label: (504, 684),
        flows: &[("customer", "database")],
    },
];

/// Draws them.
///
/// # Errors
/// A line for what the templates do not let pass, or something that passes and has no line.
pub fn draw(picture: &mut Picture, rows: &[Row], prefix: &str) -> anyhow::Result<()> {
    let end = |name: &str| match name.strip_prefix(prefix) {
        Some(group) => group.to_owned(),
        None if name.parse::<ipnet::IpNet>().is_ok() => BANK.to_owned(),
        None => name.to_owned(),
    };
    let mut left: BTreeSet<(String, String, String)> = rows
        .iter()
        .map(|row| (end(&row.from), end(&row.to), row.port.clone()))
        .filter(|(from, to, _)| from != NOT_DRAWN && to != NOT_DRAWN)
        .collect();
    for way in WAYS {
        let mut ports = BTreeSet::new();
        for (from, to) in way.flows {
            let own: BTreeSet<_> =
                left.iter().filter(|(one, other, _)| one == from && other == to).cloned().collect();
            anyhow::ensure!(
                !own.is_empty(),
                "the picture has a line from {from} to {to}: no rule lets that pass"
            );
            ports.extend(own.iter().map(|(_, _, port)| port.clone()));
            left.retain(|one| !own.contains(one));
        }
        picture.arrow(way.points);
        let ports: Vec<_> = ports.into_iter().collect();
        picture.small(way.label, &ports.join(" "));
    }
    if let Some((from, to, port)) = left.first() {
        anyhow::bail!("the picture has no line from {from} to {to} at {port}: a rule lets it pass");
    }
    Ok(())
}
