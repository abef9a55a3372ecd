//! Network access lists: stateless, in the order of their numbers, the first that fits decides.

use crate::check::finding::Finding;
use crate::check::model::{Model, Resource};
use crate::check::space::packets::Packets;
use crate::check::space::ranges::Ranges;
use crate::check::space::{address, traffic};

use super::RULE;

/// The rules of one list, in order.
#[derive(Debug, Clone)]
pub struct Acl {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    number: i64,
    outward: bool,
    allows: bool,
    far: Ranges,
    what: Ranges,
}

impl Acl {
    /// The list every cloud begins with: it lets everything pass.
    pub fn open() -> Self {
        let entry = |outward| Entry {
            number: 100,
            outward,
            allows: true,
            far: address::everywhere(),
            what: traffic::all(),
        };
        Self { entries: vec![entry(true), entry(false)] }
    }

    /// The list of a resource, or the default list of a cloud with what was added to it.
    pub fn of(
        model: &Model,
        reference: &str,
        is_default: bool,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut acl = if is_default { Self::open() } else { Self { entries: Vec::new() } };
        for entry in model
            .kind("AWS::EC2::NetworkAclEntry")
            .filter(|one| one.text("NetworkAclId") == reference)
        {
            match read(entry) {
                Some(entry) => acl.entries.push(entry),
                None => problems.push(Finding::new(
                    RULE,
                    &entry.name,
                    "an access rule that cannot be read",
                )),
            }
        }
        acl.entries.sort_by_key(|entry| entry.number);
        acl
    }

    /// Those of `packets` that may leave the subnet (`outward`) or enter it.
    pub fn passes(&self, outward: bool, packets: &Packets) -> Packets {
        let (mut left, mut passed) = (packets.clone(), Packets::default());
        for entry in self.entries.iter().filter(|entry| entry.outward == outward) {
            let near = address::everywhere();
            let (from, to) = if outward { (&near, &entry.far) } else { (&entry.far, &near) };
            let fitting = Packets::of(from, to, &entry.what);
            if entry.allows {
                passed = passed.union(left.intersect(&fitting));
            }
            left = left.without(&fitting);
        }
        passed
    }
}

fn read(entry: &Resource) -> Option<Entry> {
    let far = match (entry.text("CidrBlock"), entry.text("Ipv6CidrBlock")) {
        (v4, v6) if v6.is_empty() => address::parse(&v4)?,
        (v4, v6) if v4.is_empty() => address::parse(&v6)?,
        _ => return None,
    };
    let what = match traffic::protocol(&entry.text("Protocol"))? {
        None => traffic::all(),
        Some(number) if traffic::has_ports(number) => {
            let port = |end: &str| {
                entry.number(&format!("PortRange/{end}")).and_then(|port| port.try_into().ok())
            };
            traffic::ports(number, port("From")?, port("To")?)
        }
        // ICMP by type is taken as all of ICMP when it allows and cannot be told when it denies.
        Some(number) if entry.at("Icmp").is_null() || entry.text("Icmp/Type") == "-1" => {
            traffic::ports(number, 0, u16::MAX)
        }
        Some(_) => return None,
    };
    let allows = match entry.text("RuleAction").as_str() {
        "allow" => true,
        "deny" => false,
        _ => return None,
    };
    Some(Entry {
        number: entry.number("RuleNumber")?,
        outward: entry.is_true("Egress"),
        allows,
        far,
        what,
    })
}
