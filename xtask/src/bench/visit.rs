//! What a customer's browser does, as far as measuring needs it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::http::{self, Answer};

/// A customer who is logged in.
pub struct Session {
    /// The `Cookie` header.
    pub cookie: String,
}

/// The addresses of seeded customers, spread evenly over all of them.
pub fn spread(wanted: u32, customers: u32) -> Vec<String> {
    let wanted = wanted.min(customers);
    let number = |place: u32| 1 + u64::from(place) * u64::from(customers) / u64::from(wanted);
    (0..wanted).map(|place| format!("customer-{:06}@seed.example", number(place))).collect()
}

/// The form of the log-in page, filled in.
pub fn login_form(email: &str, password: &str) -> String {
    http::form(&[("email", email), ("password", password)])
}

/// Logs in.
///
/// # Errors
/// Refused.
pub fn log_in(address: &str, email: &str, password: &str) -> anyhow::Result<Session> {
    let answer = http::post(address, "/login", &login_form(email, password))?;
    if answer.status != 303 {
        bail!("{email} cannot log in: {}", answer.status);
    }
    let cookies: Vec<&str> =
        answer.all("set-cookie").filter_map(|line| line.split(';').next()).collect();
    Ok(Session { cookie: cookies.join("; ") })
}

/// How long one log-in takes, when nothing else goes on.
///
/// # Errors
/// No answer.
pub fn time_of_login(address: &str, email: &str, password: &str) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    http::post(address, "/login", &login_form(email, password))?;
    Ok(begun.elapsed())
}

/// How long the first page of somebody not logged in takes.
///
/// # Errors
/// It is not good.
pub fn time_of_page(address: &str) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    good(http::get(address, "/", &[])?)?;
    Ok(begun.elapsed())
}

/// Makes sure that each still sees the net-worth page: the first page of somebody whose
/// session is over is good as well, but not what is measured.
///
/// # Errors
/// One who does not.
pub fn require_net_worth(address: &str, sessions: &[Session]) -> anyhow::Result<()> {
    for session in sessions {
        let answer = http::get(address, "/", &[("cookie", &session.cookie)])?;
        if answer.status != 200 || !answer.text().contains("action=\"/logout\"") {
            bail!("a session does not show the net-worth page: {}", answer.status);
        }
    }
    Ok(())
}

/// What a first visit costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// Bytes of all answers on the wire, heads included.
    pub wire: u64,
    /// Bytes of the page itself, compressed, without its head.
    pub page: u64,
    /// How many requests.
    pub requests: u64,
}

/// Opens the first page as a browser that has nothing yet, with all it refers to.
///
/// # Errors
/// Something is missing or is not compressed.
pub fn weigh(address: &str, cookie: &str) -> anyhow::Result<Weight> {
    let headers = [("cookie", cookie), ("accept-encoding", "gzip")];
    // Uncompressed, to read; compressed, to weigh.
    let plain = good(http::get(address, "/", &[("cookie", cookie)])?)?;
    let page = good(http::get(address, "/", &headers)?)?;
    if page.all("content-encoding").next() != Some("gzip") {
        bail!("the first page is not compressed");
    }
    let mut weight = Weight { wire: page.wire, page: page.body.len() as u64, requests: 1 };
    for asset in referred(&plain.text()) {
        weight.wire += good(http::get(address, &asset, &headers)?).context(asset)?.wire;
        weight.requests += 1;
    }
    Ok(weight)
}

fn good(answer: Answer) -> anyhow::Result<Answer> {
    if answer.status != 200 {
        bail!("answered with {}", answer.status);
    }
    Ok(answer)
}

/// What a browser fetches by itself for a page: all is under `/assets/`.
fn referred(html: &str) -> BTreeSet<String> {
    let attributes = ["href=\"", "src=\""].into_iter().flat_map(|name| html.split(name).skip(1));
    let values = attributes.filter_map(|rest| rest.split('"').next());
    values.filter(|value| value.starts_with("/assets/")).map(str::to_owned).collect()
}

/// A customer's holdings: identity and version, from the page that shows all of them.
///
/// # Errors
/// There are none.
pub fn holdings(address: &str, session: &Session) -> anyhow::Result<Vec<(String, String)>> {
    let page = good(http::get(address, "/update-all", &[("cookie", &session.cookie)])?)?;
    let found = versions(&page.text());
    if found.is_empty() {
        bail!("the page /update-all shows no holding");
    }
    Ok(found)
}

fn versions(html: &str) -> Vec<(String, String)> {
    let fields = html.split("name=\"version.").skip(1);
    fields
        .filter_map(|rest| {
            let (id, rest) = rest.split_once("\" value=\"")?;
            Some((id.to_owned(), rest.split('"').next()?.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_are_spread_over_all() {
        let few = spread(4, 100_000);
        assert_eq!(few.first().unwrap(), "customer-000001@seed.example");
        assert_eq!(few.last().unwrap(), "customer-075001@seed.example");
        assert_eq!(spread(10, 3).len(), 3);
    }

    #[test]
    fn what_a_page_refers_to_is_fetched_once() {
        let html = "<link href=\"/assets/a.css\"><img src=\"/assets/b.svg\">\
                    <link href=\"/assets/b.svg\"><a href=\"/holdings\">";
        assert_eq!(Vec::from_iter(referred(html)), ["/assets/a.css", "/assets/b.svg"]);
    }

    #[test]
    fn holdings_are_read_from_their_fields() {
        let html = "<input type=\"hidden\" name=\"version.01-ab\" value=\"3\"><input>";
        assert_eq!(versions(html), [("01-ab".to_owned(), "3".to_owned())]);
    }
}
