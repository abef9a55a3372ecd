//! From where a request came: address, browser, request id.

use std::net::{IpAddr, SocketAddr};

use app::{App, Origin};
use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, request::Parts},
};

use super::network::Network;

/// The address of who asks. A forwarded address is believed only from a listed proxy: the
/// last address in `X-Forwarded-For` that is no listed proxy itself.
pub fn address(proxies: &[Network], parts: &Parts) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    peer.map(|peer| client(peer, &parts.headers, proxies))
}

/// The origin of a request.
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

fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let listed = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
    let peer = peer.to_canonical();
    if !listed(peer) {
        return peer;
    }
    text(headers, "x-forwarded-for")
        .rsplit(',')
        .map_while(|part| part.trim().parse::<IpAddr>().ok())
        .map(|address| address.to_canonical())
        .find(|address| !listed(*address))
        .unwrap_or(peer)
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
    use super::*;

    fn forwarded(value: &str) -> HeaderMap {
        HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn a_forwarded_address_is_believed_only_from_a_listed_proxy() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let headers = forwarded("203.0.113.7, 198.51.100.9, 10.0.0.2");
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "198.51.100.1".parse().unwrap();
        assert_eq!(client(proxy, &headers, &proxies).to_string(), "198.51.100.9");
        assert_eq!(client(stranger, &headers, &proxies), stranger);
        assert_eq!(client(proxy, &forwarded("nonsense"), &proxies), proxy);
    }
}
