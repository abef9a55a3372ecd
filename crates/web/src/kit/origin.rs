//! From where a request came: address, browser, request id.

use std::net::{IpAddr, SocketAddr};

use app::{App, Origin};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, request::Parts},
};

use super::network::Network;

/// The address of who asks, if it is known. A forwarded address is believed only from a listed
/// proxy: the last address in `X-Forwarded-For` that is no listed proxy itself. A listed proxy
/// that gives none leaves it unknown: its own address is nobody's who asks.
pub fn address(proxies: &[Network], parts: &Parts) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip();
    client(peer, &parts.headers, proxies)
}

/// The origin of a request. An unknown address is called so, and not by its proxy's: the trail
/// claims nothing about it, and all who have none share one count of tries.
pub fn of(app: &App, proxies: &[Network], parts: &Parts) -> Origin {
    let address = address(proxies, parts);
    let now = app.clock.now();
    Origin {
        request_id: app.dice.id(now).map_or_else(|_| "none".to_owned(), |id| id.to_string()),
        address: address.map_or_else(|| "unknown".to_owned(), |address| address.to_string()),
        browser: browser(text(&parts.headers, "user-agent")),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> Option<IpAddr> {
    let listed = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
    let peer = peer.to_canonical();
    if !listed(peer) {
        return Some(peer);
    }
    // Each proxy writes behind what it was sent, at the end of the line or as another line: the
    // last line is read from its end, then the one before it, up to what nobody can vouch for.
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    lines
        .flat_map(|line| line.to_str().unwrap_or_default().rsplit(','))
        .map_while(forwarded)
        .find(|address| !listed(*address))
}

/// An address as a proxy writes it: alone, `192.0.2.1:443`, `[2001:db8::1]` or
/// `[2001:db8::1]:443`.
fn forwarded(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    let alone = || text.parse::<IpAddr>().ok().or_else(bracketed);
    let with_port = text.parse::<SocketAddr>().ok().map(|address| address.ip());
    with_port.or_else(alone).map(|address| address.to_canonical())
}

/// A browser in a few words a person recognises; the full text would single people out.
fn browser(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)], other| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map_or(other, |(_, name)| *name)
    };
    let name = find(
        &[
            ("Edg", "Edge"),
            ("OPR", "Opera"),
            ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"),
            ("Chrome", "Chrome"),
            ("Safari", "Safari"),
        ],
        "Browser",
    );
    let system = find(
        &[
            ("Windows", "Windows"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ],
        "?",
    );
    format!("{name} / {system}")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PROXY: &str = "10.0.0.1";

    /// Who asks, when a peer sends these lines.
    fn asks(peer: &str, lines: &[&str]) -> Option<String> {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for line in lines {
            let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
            headers.append("x-forwarded-for", value);
        }
        client(peer.parse().unwrap(), &headers, &proxies).map(|address| address.to_string())
    }

    #[test]
    fn a_forwarded_address_is_believed_only_from_a_listed_proxy() {
        let line = ["203.0.113.7, 198.51.100.9, 10.0.0.2"];
        assert_eq!(asks(PROXY, &line).unwrap(), "198.51.100.9");
        assert_eq!(asks("198.51.100.1", &line).unwrap(), "198.51.100.1");
    }

    #[test]
    fn the_last_line_is_the_proxys_whatever_a_client_wrote_into_the_first() {
        assert_eq!(asks(PROXY, &["10.9.9.9", "198.51.100.9"]).unwrap(), "198.51.100.9");
        let lines = ["192.0.2.1, 203.0.113.7", "10.0.0.3", "10.0.0.2"];
        assert_eq!(asks(PROXY, &lines).unwrap(), "203.0.113.7");
        assert_eq!(asks(PROXY, &["192.0.2.1", "nonsense, 10.0.0.2"]), None);
    }

    #[test]
    fn an_address_may_come_with_its_port() {
        for (written, address) in [
            ("198.51.100.9:4711", "198.51.100.9"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
            ("[::ffff:198.51.100.9]:4711", "198.51.100.9"),
            ("192.0.2.1,198.51.100.9 , 10.0.0.2:80", "198.51.100.9"),
        ] {
            assert_eq!(asks(PROXY, &[written]).unwrap(), address, "{written}");
        }
    }

    #[test]
    fn a_proxy_that_gives_no_address_leaves_it_unknown() {
        assert_eq!(asks(PROXY, &[]), None);
        for garbage in
            ["", ",", "nonsense", "unknown", "10.0.0.2", "203.0.113.7, ", "[198.51.100.9]", "東京"]
        {
            assert_eq!(asks(PROXY, &[garbage]), None, "{garbage}");
        }
        // Also when an honest line stands before it.
        assert_eq!(asks(PROXY, &["203.0.113.7", "東京"]), None);
    }
}
