//! Single requests to a site on this machine, one connection each.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, bail};

const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Such as 200.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As sent, perhaps compressed.
    pub body: Vec<u8>,
    /// Bytes on the wire: head and body.
    pub wire: u64,
}

impl Answer {
    /// All values of a header.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Opens a page.
///
/// # Errors
/// A connection refused or broken off; an answer that makes no sense.
pub fn get(address: &str, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Answer> {
    send(address, &format!("GET {path}"), headers, b"")
}

/// Sends a form, as a page of the site itself would.
///
/// # Errors
/// As [`get`].
pub fn post(address: &str, path: &str, body: &str) -> anyhow::Result<Answer> {
    post_from(address, path, body, None)
}

/// As [`post`], by a proxy that tells the visitor's address.
///
/// # Errors
/// As [`get`].
pub fn post_from(
    address: &str,
    path: &str,
    body: &str,
    visitor: Option<&str>,
) -> anyhow::Result<Answer> {
    let visitor = visitor.map(|visitor| ("x-forwarded-for", visitor));
    post_with(address, path, body, visitor.as_slice())
}

/// As [`post`], with cookies.
///
/// # Errors
/// As [`get`].
pub fn post_as(address: &str, path: &str, cookie: &str, body: &str) -> anyhow::Result<Answer> {
    post_with(address, path, body, &[("cookie", cookie)])
}

fn post_with(
    address: &str,
    path: &str,
    body: &str,
    more: &[(&str, &str)],
) -> anyhow::Result<Answer> {
    post_body(address, path, more, ("application/x-www-form-urlencoded", body.as_bytes()))
}

/// As [`post`], with a body of any kind.
///
/// # Errors
/// As [`get`].
pub fn post_body(
    address: &str,
    path: &str,
    more: &[(&str, &str)],
    (kind, body): (&str, &[u8]),
) -> anyhow::Result<Answer> {
    let origin = format!("http://{address}");
    let length = body.len().to_string();
    let mut headers =
        vec![("origin", origin.as_str()), ("content-type", kind), ("content-length", &length)];
    headers.extend(more);
    send(address, &format!("POST {path}"), &headers, body)
}

/// Fields as a browser sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    let sign = |byte| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(sign).collect()
}

fn send(
    address: &str,
    what: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> anyhow::Result<Answer> {
    let mut request = format!("{what} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    let mut stream = TcpStream::connect(address).with_context(|| address.to_owned())?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).with_context(|| format!("no whole answer to {what}"))?;
    parse(&bytes).with_context(|| format!("in the answer to {what}"))
}

fn parse(bytes: &[u8]) -> anyhow::Result<Answer> {
    const GAP: &[u8] = b"\r\n\r\n";
    let end =
        bytes.windows(GAP.len()).position(|window| window == GAP).context("no end of head")?;
    let (head, rest) = bytes.split_at_checked(end).context("no head")?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    if headers.iter().any(|(name, _)| name == "transfer-encoding") {
        bail!("sent in chunks, which nothing measured here is");
    }
    let body = rest.get(GAP.len()..).unwrap_or_default().to_vec();
    Ok(Answer { status: status.parse()?, headers, body, wire: bytes.len() as u64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let text = "HTTP/1.1 303 See Other\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\nbody";
        let answer = parse(text.as_bytes()).unwrap();
        assert_eq!((answer.status, answer.text().as_str()), (303, "body"));
        assert_eq!(answer.all("set-cookie").collect::<Vec<_>>(), ["a=1", "b=2"]);
        assert_eq!(answer.wire, text.len() as u64);
        assert!(parse(b"HTTP/1.1 200 OK\r\n").is_err());
    }

    #[test]
    fn fields_are_encoded() {
        assert_eq!(form(&[("email", "a+b@c.example"), ("x", "")]), "email=a%2Bb%40c.example&x=");
    }
}
