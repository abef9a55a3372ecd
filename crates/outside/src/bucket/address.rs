//! Where a bucket is, and an object in it.

use std::{fmt, net::SocketAddr, str::FromStr};

/// A bucket, written `s3://BUCKET?region=REGION`, and `&endpoint=URL` for one that is not at
/// AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Its name.
    pub bucket: String,
    /// The region its requests are signed for.
    pub region: String,
    /// Another server of the same protocol; `None` is AWS.
    pub endpoint: Option<String>,
}

/// An object of a bucket, written `s3://BUCKET/KEY?region=REGION`, and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectAddress {
    /// The bucket.
    pub bucket: Address,
    /// The object's name in it.
    pub key: String,
}

/// Why a text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AddressError(&'static str);

/// What an address begins with.
pub const SCHEME: &str = "s3://";

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        match parsed(text)? {
            (address, None) => Ok(address),
            _ => Err(AddressError("it must be s3://BUCKET?region=REGION, without a folder")),
        }
    }
}

impl FromStr for ObjectAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (bucket, key) = parsed(text)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.!'()/".contains(c);
        let key = key.filter(|key| {
            key.chars().all(plain) && key.split('/').all(|part| !matches!(part, "" | "." | ".."))
        });
        let key = key.ok_or(AddressError("s3://BUCKET/ must be followed by an object's name"))?;
        Ok(Self { bucket, key: key.to_owned() })
    }
}

fn parsed(text: &str) -> Result<(Address, Option<&str>), AddressError> {
    let rest = text.strip_prefix(SCHEME).ok_or(AddressError("it must begin with s3://"))?;
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (bucket, key) = match place.split_once('/') {
        Some((bucket, key)) => (bucket, Some(key)),
        None => (place, None),
    };
    // A dot is allowed to a bucket, and breaks the name of its certificate.
    if !(3..=63).contains(&bucket.len()) || !is_plain(bucket) {
        return Err(AddressError(
            "s3:// must be followed by a bucket's name: 3 to 63 small letters, digits and hyphens",
        ));
    }
    let (mut region, mut endpoint) = (None, None);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let slot = match pair.split_once('=') {
            Some(("region", value)) if is_plain(value) => (&mut region, value),
            Some(("endpoint", value)) => (&mut endpoint, endpoint_of(value)?),
            _ => return Err(AddressError("after ? stand region=REGION and &endpoint=URL only")),
        };
        if slot.0.replace(slot.1.to_owned()).is_some() {
            return Err(AddressError("region and endpoint are said once each"));
        }
    }
    let region = region.ok_or(AddressError("?region=REGION is missing"))?;
    Ok((Address { bucket: bucket.to_owned(), region, endpoint }, key))
}

fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.chars().all(plain) && !name.starts_with('-') && !name.ends_with('-')
}

/// What is sealed already is still no business of the network's: only this machine itself is
/// spoken to in the clear.
fn endpoint_of(url: &str) -> Result<&str, AddressError> {
    let address = |at: &str| at.parse::<SocketAddr>().ok();
    let named = |at: &str| {
        let (host, port) = at.split_once(':').unwrap_or((at, "443"));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        !host.is_empty()
            && host.chars().all(plain)
            && port.parse::<u16>().is_ok_and(|port| port != 0)
    };
    let is_here = |at: &str| {
        address(at).is_some_and(|at| at.ip().is_loopback())
            || at.split_once(':').is_some_and(|(host, _)| host == "localhost" && named(at))
    };
    match url.split_once("://") {
        Some(("https", at)) if named(at) || address(at).is_some() => Ok(url),
        Some(("http", at)) if is_here(at) => Ok(url),
        Some(("http", _)) => Err(AddressError(
            "endpoint may be http:// on this machine only, such as http://127.0.0.1:9000",
        )),
        _ => Err(AddressError("endpoint must be https://HOST or https://HOST:PORT")),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{SCHEME}{}", self.bucket)?;
        query(self, out)
    }
}

impl fmt::Display for ObjectAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{SCHEME}{}/{}", self.bucket.bucket, self.key)?;
        query(&self.bucket, out)
    }
}

fn query(address: &Address, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(out, "?region={}", address.region)?;
    match &address.endpoint {
        Some(endpoint) => write!(out, "&endpoint={endpoint}"),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        for text in [
            "s3://kura-prod-documents-123456789012?region=ap-northeast-1",
            "s3://kura?region=eu-west-1&endpoint=https://objects.bank.example",
            "s3://kura?region=eu-west-1&endpoint=https://objects.bank.example:9000",
            "s3://kura?region=eu-west-1&endpoint=http://127.0.0.1:9000",
            "s3://kura?region=eu-west-1&endpoint=http://localhost:9000",
            "s3://kura?region=eu-west-1&endpoint=http://[::1]:9000",
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), text);
            let object = text.replace('?', "/bank/records.csv?");
            assert_eq!(object.parse::<ObjectAddress>().unwrap().to_string(), object);
            assert!(object.parse::<Address>().is_err() && text.parse::<ObjectAddress>().is_err());
        }
    }

    #[test]
    fn what_is_no_address_is_told_in_words() {
        for (text, told) in [
            ("kura?region=a", "begin with s3://"),
            ("s3://?region=a", "small letters"),
            ("s3://Kura?region=a", "small letters"),
            ("s3://kura.bank?region=a", "small letters"),
            ("s3://kura", "?region=REGION is missing"),
            ("s3://kura?region=", "only"),
            ("s3://kura?region=a&region=b", "once"),
            ("s3://kura?region=a&secret=b", "only"),
            ("s3://kura?region=a&endpoint=ftp://b", "https://HOST"),
            ("s3://kura?region=a&endpoint=https://user:geheim@b", "https://HOST"),
            ("s3://kura?region=a&endpoint=https://b/c", "https://HOST"),
            ("s3://kura?region=a&endpoint=http://b:9000", "this machine only"),
            ("s3://kura?region=a&endpoint=http://127.0.0.1.b:9000", "this machine only"),
            ("s3://kura?region=a&endpoint=http://localhost.b:9000", "this machine only"),
            ("s3://kura?region=a&endpoint=http://10.0.0.1:9000", "this machine only"),
        ] {
            let error = text.parse::<Address>().unwrap_err().to_string();
            assert!(error.contains(told) && !error.contains("geheim"), "{text}: {error}");
        }
        for key in ["", "/a", "a//b", "../a", "a b", "a?", "a#b", "a%2Fb"] {
            let text = format!("s3://kura/{key}?region=a");
            assert!(text.parse::<ObjectAddress>().is_err(), "{text}");
        }
    }
}
