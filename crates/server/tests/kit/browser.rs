//! What a browser keeps: cookies, by the rules of RFC 6265 and its `__Host-` prefix.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, header};
use chrono::{DateTime, TimeDelta, Utc};

#[derive(Debug, Clone)]
struct Kept {
    value: String,
    /// `None`: until the browser is closed.
    until: Option<DateTime<Utc>>,
}

/// A cookie jar for one host, reached by https.
#[derive(Debug, Clone, Default)]
pub struct Jar(BTreeMap<String, Kept>);

impl Jar {
    /// Takes the cookies of an answer.
    pub fn take(&mut self, headers: &HeaderMap, now: DateTime<Utc>) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let mut parts = line.split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let attributes: Vec<&str> = parts.collect();
            assert!(name.starts_with("__Host-"), "{line}");
            let staff = name == "__Host-kura-staff";
            let same_site = if staff { "SameSite=Strict" } else { "SameSite=Lax" };
            for needed in ["Path=/", "Secure", "HttpOnly", same_site] {
                assert!(attributes.contains(&needed), "{needed} is missing: {line}");
            }
            let age = attributes.iter().find_map(|part| part.strip_prefix("Max-Age="));
            let until = age.map(|age| now + TimeDelta::seconds(age.parse().unwrap()));
            if until.is_some_and(|until| until <= now) {
                self.0.remove(name);
            } else {
                self.0.insert(name.to_owned(), Kept { value: value.to_owned(), until });
            }
        }
    }

    /// The `Cookie` header of a request, if there is anything to send.
    pub fn header(&self, now: DateTime<Utc>) -> Option<String> {
        let living = self.0.iter().filter(|(_, kept)| kept.until.is_none_or(|until| now < until));
        let pairs: Vec<String> =
            living.map(|(name, kept)| format!("{name}={}", kept.value)).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// The value of a cookie, named without its prefix.
    pub fn value(&self, name: &str) -> Option<String> {
        self.0.get(&format!("__Host-{name}")).map(|kept| kept.value.clone())
    }

    /// Puts a cookie there, named without its prefix.
    pub fn put(&mut self, name: &str, value: &str) {
        let kept = Kept { value: value.to_owned(), until: None };
        self.0.insert(format!("__Host-{name}"), kept);
    }

    /// Closes the browser: only cookies with a lifetime stay.
    pub fn close(&mut self) {
        self.0.retain(|_, kept| kept.until.is_some());
    }
}
