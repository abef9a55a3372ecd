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

const WAYS: &[Way] = &[
    Way {
        points: &[(450, 330), (485, 330), (485, 140), (540, 140)],
        label: (503, 133),
        flows: &[("CloudFront", "customer-door")],
    },
    Way {
        points: &[(190, 610), (490, 610), (490, 264), (540, 264)],
        label: (503, 257),
        flows: &[(BANK, "staff-door")],
    },
    Way {
        points: &[(665, 173), (665, 190), (805, 190), (805, 400), (790, 400)],
        label: (796, 320),
        flows: &[("customer-door", "customer")],
    },
    Way {
        points: &[(540, 285), (530, 285), (530, 500), (540, 500)],
        label: (536, 318),
        flows: &[("staff-door", "staff")],
    },
    Way {
        points: &[(790, 420), (820, 420)],
        label: (793, 435),
        flows: &[("customer", "endpoint"), ("customer", "secrets"), ("customer", "S3")],
    },
    Way {
        points: &[(790, 500), (820, 500)],
        label: (793, 515),
        flows: &[("staff", "endpoint"), ("staff", "secrets"), ("staff", "S3"), ("staff", "mail")],
    },
    Way { points: &[(665, 546), (665, 605)], label: (672, 566), flows: &[("staff", "database")] },
    Way {
        points: &[(540, 430), (512, 430), (512, 650), (540, 650)],
        label: (514, 664),
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
