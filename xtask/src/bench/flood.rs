//! The net-worth page while more people want to log in than can: password hashing is
//! bounded, so that it takes no more than its share of the processor from other pages.

use anyhow::Context;

use super::Bench;
use super::figure::{Figure, Quantity};
use super::load::Load;
use super::service::{Running, Service};

/// Measures the page and log-ins at the same time. Both loads' files stand already.
///
/// # Errors
/// A load that fails.
pub fn measure(
    bench: &Bench<'_>,
    service: &Service<'_>,
    running: &Running,
) -> anyhow::Result<[Figure; 3]> {
    let [cookies, logins] = ["cookies.txt", "logins.txt"]
        .map(|name| service.folder().join(name).to_string_lossy().into_owned());
    let origin = format!("http://{}", running.address);
    let load = |script, path, arguments| Load {
        root: bench.root,
        script,
        address: &running.address,
        path,
        arguments,
        seconds: bench.options.seconds,
    };
    let (page, flood) = std::thread::scope(|scope| {
        let flood =
            scope.spawn(|| load("login.lua", "/login", [&*logins, &*origin]).run(Some(303)));
        let page = load("page.lua", "/", [&*cookies, "plain"]).run(None);
        (page, flood.join())
    });
    let flood = flood.ok().context("the flood of log-ins broke off")??;
    let page = page?;
    Ok([
        Figure::new("flood-net-worth", "net-worth page in a flood of log-ins", page.rate()),
        Figure::new(
            "flood-net-worth-p99",
            "net-worth page in a flood of log-ins, p99",
            Quantity::micros(page.p99),
        ),
        Figure::new("flood-logins", "log-ins of that flood", flood.rate()),
    ])
}
