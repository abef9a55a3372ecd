//! From where a request came.

use std::net::IpAddr;

/// From where a request came; part of every audit entry.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The request's id, in the log too.
    pub request_id: String,
    /// The peer's address, or a listed proxy's word for it.
    pub address: String,
    /// The browser in a few words, such as `Chrome / Windows`.
    pub browser: String,
}

impl Origin {
    /// What tries from the address are counted under. Whoever has an IPv6 address has the 2^64
    /// that share its first half, so they count as one; any other text stands for itself.
    pub(crate) fn network(&self) -> Vec<u8> {
        match self.address.parse().map(|address: IpAddr| address.to_canonical()) {
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                [a, b, c, d].iter().flat_map(|part| part.to_be_bytes()).collect()
            }
            Ok(IpAddr::V4(address)) => address.to_string().into_bytes(),
            Err(_) => self.address.clone().into_bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Vec<u8> {
        Origin { address: address.to_owned(), ..Origin::default() }.network()
    }

    #[test]
    fn ipv6_addresses_count_by_their_first_half_and_others_each_for_themselves() {
        let one = network("2001:db8:1:2::7");
        assert_eq!(network("2001:db8:1:2:ffff:ffff:ffff:ffff"), one);
        assert_ne!(network("2001:db8:1:3::7"), one);
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_eq!(network("unknown"), b"unknown");
    }
}
