//! Addresses on one number line: IPv6 as it is, IPv4 where RFC 4291 maps it (`::ffff:0:0/96`).

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

use super::ranges::Ranges;

const MAPPED: u128 = 0xffff_0000_0000;
const LAST_V4: u128 = MAPPED + 0xffff_ffff;

/// Source ranges no packet from the Internet carries: RFC 6890 and its successors, and IPv6's own
/// (of the ranges for documents only RFC 9637's, where our stand-ins lie: the others stand for the bank's own).
const NOT_PUBLIC: &[&str] = &[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "224.0.0.0/3",
    "::/8",
    "3fff::/20",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
];

/// The addresses of a network written as `10.0.0.0/16` or `2001:db8::/32`.
pub fn parse(text: &str) -> Option<Ranges> {
    text.parse::<IpNet>().ok().map(of)
}

/// The addresses of a network.
pub fn of(net: IpNet) -> Ranges {
    match net {
        IpNet::V4(net) => {
            let number = |address: Ipv4Addr| MAPPED + u128::from(u32::from(address));
            Ranges::span(number(net.network()), number(net.broadcast()))
        }
        IpNet::V6(net) => {
            let whole = Ranges::span(net.network().into(), net.broadcast().into());
            whole.without(&every_v4())
        }
    }
}

/// All of IPv4.
pub fn every_v4() -> Ranges {
    Ranges::span(MAPPED, LAST_V4)
}

/// All of IPv6.
pub fn every_v6() -> Ranges {
    Ranges::span(0, u128::MAX).without(&every_v4())
}

/// Both.
pub fn everywhere() -> Ranges {
    Ranges::span(0, u128::MAX)
}

/// What a packet that comes from the Internet may name as its source.
pub fn public() -> Ranges {
    everywhere().without(&not_public())
}

/// Private, link-local, multicast and other addresses that the Internet does not carry.
pub fn not_public() -> Ranges {
    NOT_PUBLIC
        .iter()
        .filter_map(|net| parse(net))
        .fold(Ranges::default(), |all, net| all.union(&net))
}

/// The set as the fewest networks, in order; `any IPv4` and `any IPv6` for what is public of them.
pub fn written(set: &Ranges) -> String {
    let mut words = Vec::new();
    let mut left = set.clone();
    for (name, all) in [("any IPv4", every_v4()), ("any IPv6", every_v6())] {
        let public = all.intersect(&public());
        if left.covers(&public) {
            words.push(name.to_owned());
            left = left.without(&all);
        }
    }
    let (v4, v6) = (left.intersect(&every_v4()), left.intersect(&every_v6()));
    for (low, high) in v4.spans() {
        let first = Ipv4Addr::from(u32::try_from(low - MAPPED).unwrap_or(0));
        let last = Ipv4Addr::from(u32::try_from(high - MAPPED).unwrap_or(u32::MAX));
        words.extend(ipnet::Ipv4Subnets::new(first, last, 0).map(|net: Ipv4Net| net.to_string()));
    }
    for (low, high) in v6.spans() {
        let (first, last) = (Ipv6Addr::from(*low), Ipv6Addr::from(*high));
        words.extend(ipnet::Ipv6Subnets::new(first, last, 0).map(|net: Ipv6Net| net.to_string()));
    }
    if words.is_empty() { "none".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_families_live_on_one_line_without_meeting() {
        let v4 = parse("0.0.0.0/0").unwrap();
        let v6 = parse("::/0").unwrap();
        assert!(v4.intersect(&v6).is_empty());
        assert_eq!(v4.union(&v6), everywhere());
    }

    #[test]
    fn sets_are_written_as_the_fewest_networks() {
        let two = parse("198.51.100.0/25").unwrap().union(&parse("198.51.100.128/25").unwrap());
        assert_eq!(written(&two), "198.51.100.0/24");
        assert_eq!(
            written(&two.union(&parse("2001:db8::/48").unwrap())),
            "198.51.100.0/24 2001:db8::/48"
        );
        assert_eq!(written(&everywhere()), "any IPv4 any IPv6");
        assert_eq!(written(&public()), "any IPv4 any IPv6");
        assert_eq!(written(&Ranges::default()), "none");
    }

    #[test]
    fn private_sources_are_not_from_the_internet() {
        assert!(public().intersect(&parse("10.0.0.0/16").unwrap()).is_empty());
        assert!(public().covers(&parse("203.0.113.0/24").unwrap()));
    }
}
