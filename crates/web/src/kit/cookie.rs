//! Cookies. On https they carry the `__Host-` prefix, so that no other host can set them.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie Kura sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The session's secret; ends with the browser.
    Session,
    /// A member of staff's session's secret; ends with the browser.
    Staff,
    /// The secret by which a browser is known.
    Device,
    /// The secret of a registration or recovery under way.
    Challenge,
    /// `ja` or `en`.
    Language,
    /// `1` when amounts are hidden.
    Hidden,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "kura",
            Self::Staff => "kura-staff",
            Self::Device => "kura-device",
            Self::Challenge => "kura-challenge",
            Self::Language => "kura-language",
            Self::Hidden => "kura-hidden",
        }
    }

    /// Seconds it is kept; `None`: until the browser closes.
    const fn lifetime(self) -> Option<u32> {
        const YEAR: u32 = 365 * 24 * 3600;
        match self {
            Self::Session | Self::Staff => None,
            Self::Challenge => Some(3600),
            Self::Device | Self::Language | Self::Hidden => Some(YEAR),
        }
    }

    /// Whether a link elsewhere that leads here brings it along.
    const fn same_site(self) -> &'static str {
        match self {
            Self::Staff => "Strict",
            _ => "Lax",
        }
    }

    fn full_name(self, secure: bool) -> String {
        if secure { format!("__Host-{}", self.name()) } else { self.name().to_owned() }
    }

    /// The cookie's value in a request.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<String> {
        let name = self.full_name(secure);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }

    fn line(self, value: &str, lifetime: Option<u32>, secure: bool) -> Option<HeaderValue> {
        let name = self.full_name(secure);
        let lifetime = lifetime.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let (secure, same_site) = (if secure { "; Secure" } else { "" }, self.same_site());
        // Values are our own base64url or codes; anything else makes no header.
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite={same_site}");
        format!("{line}{lifetime}{secure}").parse().ok()
    }

    /// Sets the cookie on an answer.
    pub fn set(self, headers: &mut HeaderMap, value: &str, secure: bool) {
        if let Some(line) = self.line(value, self.lifetime(), secure) {
            headers.append(header::SET_COOKIE, line);
        }
    }

    /// Deletes the cookie.
    pub fn clear(self, headers: &mut HeaderMap, secure: bool) {
        if let Some(line) = self.line("", Some(0), secure) {
            headers.append(header::SET_COOKIE, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secure_cookie_is_bound_to_its_host() {
        let mut answer = HeaderMap::new();
        Cookie::Session.set(&mut answer, "abc", true);
        let line = answer.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        assert_eq!(line, "__Host-kura=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    #[test]
    fn cookies_are_read_back_by_their_full_name_only() {
        let mut request = HeaderMap::new();
        request.insert(header::COOKIE, "kura=plain; __Host-kura=secure".parse().unwrap());
        assert_eq!(Cookie::Session.read(&request, true).as_deref(), Some("secure"));
        assert_eq!(Cookie::Session.read(&request, false).as_deref(), Some("plain"));
        assert_eq!(Cookie::Device.read(&request, true), None);
    }
}
