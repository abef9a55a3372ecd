//! Protocol and destination port as one number: protocol × 65536 + port.

use super::ranges::Ranges;

/// How many ports a protocol has.
pub const PORTS: u128 = 0x1_0000;
/// The protocol's number.
pub const TCP: u8 = 6;
const UDP: u8 = 17;
const NAMES: &[(&str, u8)] = &[("tcp", TCP), ("udp", UDP), ("icmp", 1), ("icmpv6", 58)];

/// Every protocol and port.
pub fn all() -> Ranges {
    Ranges::span(0, 256 * PORTS - 1)
}

/// Ports of one protocol by its number.
pub fn ports(protocol: u8, low: u16, high: u16) -> Ranges {
    let base = u128::from(protocol) * PORTS;
    Ranges::span(base + u128::from(low), base + u128::from(high))
}

/// One TCP port.
pub fn tcp(port: u16) -> Ranges {
    ports(TCP, port, port)
}

/// Where answers of TCP and UDP go: RFC 6056 leaves all of 1024–65535 to the asker.
pub fn answers_to(what: &Ranges) -> Ranges {
    let mut answers = Ranges::default();
    for protocol in 0..=255 {
        if !what.intersect(&ports(protocol, 0, u16::MAX)).is_empty() {
            let low = if protocol == TCP || protocol == UDP { 1024 } else { 0 };
            answers = answers.union(&ports(protocol, low, u16::MAX));
        }
    }
    answers
}

/// The protocol that CloudFormation writes as `tcp`, `6` or `-1` (all, with no port).
pub fn protocol(text: &str) -> Option<Option<u8>> {
    if text == "-1" || text == "all" {
        return Some(None);
    }
    let named = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    named.map(|(_, number)| *number).or_else(|| text.parse().ok()).map(Some)
}

/// Whether ports mean something for the protocol.
pub fn has_ports(protocol: u8) -> bool {
    protocol == TCP || protocol == UDP
}

/// `tcp 443, udp 53, all`; the form of the reviewed file.
pub fn written(what: &Ranges) -> String {
    if *what == all() {
        return "all".to_owned();
    }
    let mut words = Vec::new();
    for protocol in 0..=255u8 {
        let whole = ports(protocol, 0, u16::MAX);
        let part = what.intersect(&whole);
        let name = NAMES.iter().find(|(_, number)| *number == protocol);
        let name =
            name.map_or_else(|| format!("protocol-{protocol}"), |(name, _)| (*name).to_owned());
        if part == whole {
            words.push(name);
            continue;
        }
        for (low, high) in part.spans() {
            let (low, high) = (low % PORTS, high % PORTS);
            let ports = if low == high { low.to_string() } else { format!("{low}-{high}") };
            words.push(format!("{name} {ports}"));
        }
    }
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}

/// Reads what [`written`] writes.
pub fn parse(text: &str) -> Option<Ranges> {
    if text == "all" {
        return Some(all());
    }
    let mut what = Ranges::default();
    for word in text.split(',').map(str::trim) {
        let (name, span) = word.split_once(' ').unwrap_or((word, "0-65535"));
        let number = protocol(name.strip_prefix("protocol-").unwrap_or(name))??;
        let (low, high) = span.split_once('-').unwrap_or((span, span));
        what = what.union(&ports(number, low.parse().ok()?, high.parse().ok()?));
    }
    Some(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read_again() {
        for text in
            ["all", "tcp 443", "tcp 80, tcp 443, udp 53", "icmp", "tcp 1024-65535, protocol-50"]
        {
            assert_eq!(written(&parse(text).unwrap()), text);
        }
        assert_eq!(parse("tcp x"), None);
        assert_eq!(written(&Ranges::default()), "nothing");
    }

    #[test]
    fn answers_go_to_high_ports_of_the_same_protocol() {
        assert_eq!(written(&answers_to(&tcp(443))), "tcp 1024-65535");
    }
}
