//! E-mail addresses: a practical part of RFC 5321.

use std::fmt;

use crate::text::half_width;

/// Longest address (RFC 5321, section 4.5.3.1.3, less the angle brackets).
const MAX_ADDRESS: usize = 254;

/// Longest part before the `@` (RFC 5321, section 4.5.3.1.1).
const MAX_LOCAL: usize = 64;

/// Longest label of a domain name (RFC 1035, section 2.3.4).
const MAX_LABEL: usize = 63;

/// An e-mail address, in the case it was typed. `Debug` shows it masked, since
/// addresses must not reach the logs.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("no e-mail address was given")]
    Empty,
    /// Longer than 254 characters, or 64 before the `@`.
    #[error("the e-mail address is too long")]
    TooLong,
    /// Not the form `name@example.jp`.
    #[error("the text is not an e-mail address")]
    Malformed,
}

impl EmailAddress {
    /// Reads an address: white space around it is dropped and full-width ASCII
    /// made half-width. Quoted names, comments, address literals and domains
    /// outside ASCII (unless in Punycode) are refused.
    ///
    /// # Errors
    /// [`EmailError`].
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = half_width(text);
        let address = text.trim();
        if address.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = address.split_once('@').ok_or(EmailError::Malformed)?;
        if address.len() > MAX_ADDRESS || local.len() > MAX_LOCAL {
            return Err(EmailError::TooLong);
        }
        if is_dot_atom(local) && is_domain(domain) {
            Ok(Self(address.to_owned()))
        } else {
            Err(EmailError::Malformed)
        }
    }

    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`.
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// The whole in lower case: what the blind index is reckoned from. Servers
    /// may tell `Taro@` from `taro@`, but none worth the confusion does.
    pub fn index_form(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Enough for its owner to know it, too little for others: `t***@e***.jp`.
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let (name, top) = domain.rsplit_once('.').unwrap_or_default();
        let first = |part: &str| part.chars().next().map(String::from).unwrap_or_default();
        format!("{}***@{}***.{top}", first(local), first(name))
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "EmailAddress({})", self.masked())
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Self, EmailError> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Words of RFC 5322 `atext` parted by single dots.
fn is_dot_atom(local: &str) -> bool {
    let is_atext =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.split('.').all(|word| !word.is_empty() && word.bytes().all(is_atext))
}

/// At least two labels, the last one not a number.
fn is_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(is_label)
        && !domain
            .rsplit('.')
            .next()
            .is_some_and(|top| top.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}
