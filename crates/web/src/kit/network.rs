//! Networks, as operators write them: `192.0.2.0/24`, `2001:db8::/32`, `127.0.0.1`.

use std::{net::IpAddr, str::FromStr};

/// A network of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(ipnet::IpNet);

impl Network {
    /// The network of one address.
    pub fn of(address: IpAddr) -> Self {
        Self(address.into())
    }

    /// Whether an address is in the network. An IPv4 address written as IPv6 counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Whether an address is in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.0.contains(&other.0.network()) || other.0.contains(&self.0.network())
    }

    /// Whether it is all addresses of a family.
    pub fn is_everywhere(&self) -> bool {
        self.0.prefix_len() == 0
    }
}

impl FromStr for Network {
    type Err = ipnet::AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let single = IpAddr::from_str(text).map(ipnet::IpNet::from);
        single.or_else(|_| text.parse()).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_overlap_when_one_lies_in_the_other() {
        let network = |text: &str| text.parse::<Network>().unwrap();
        for (one, other, overlap) in [
            ("10.0.0.0/8", "10.1.0.1", true),
            ("10.1.0.0/16", "10.0.0.0/8", true),
            ("10.1.0.0/16", "10.2.0.0/16", false),
            ("0.0.0.0/0", "2001:db8::/32", false),
        ] {
            assert_eq!(network(one).overlaps(&network(other)), overlap, "{one} {other}");
        }
    }

    #[test]
    fn networks_hold_their_addresses_of_both_families() {
        let network: Network = "192.0.2.0/24".parse().unwrap();
        assert!(network.contains("192.0.2.9".parse().unwrap()));
        assert!(network.contains("::ffff:192.0.2.9".parse().unwrap()));
        assert!(!network.contains("192.0.3.9".parse().unwrap()));
        let host: Network = "2001:db8::1".parse().unwrap();
        assert!(host.contains("2001:db8::1".parse().unwrap()));
        assert!("192.0.2.0/33".parse::<Network>().is_err());
    }
}
