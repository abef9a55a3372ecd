//! What a form sent.

use std::{sync::Arc, time::Duration};

use app::FormKey;
use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use uuid::Uuid;

use super::error::Oops;

/// The largest form taken, in bytes.
const MOST_BYTES: usize = 1024 * 1024;
/// The most fields a form may have.
const MOST_FIELDS: usize = 5_000;
/// How long a form may take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

/// The fields of a form, in the order sent. Empty for anything that sent none.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Arc<Vec<(String, String)>>,
}

impl Form {
    /// A form with fields.
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self { fields: Arc::new(fields) }
    }

    /// A field's text as typed; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// A field's text, if it was sent.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// All fields.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// The form's key.
    ///
    /// # Errors
    /// [`Oops::BadRequest`] when it has none: no form of ours.
    pub fn key(&self) -> Result<FormKey, Oops> {
        self.find("form_key")
            .and_then(|key| Uuid::try_parse(key).ok())
            .map(FormKey)
            .ok_or(Oops::BadRequest)
    }

    /// A record's identity.
    ///
    /// # Errors
    /// [`Oops::NotFound`] when it is none.
    pub fn id(&self, name: &str) -> Result<Uuid, Oops> {
        Uuid::try_parse(self.text(name)).map_err(|_| Oops::NotFound)
    }

    /// A record's version.
    ///
    /// # Errors
    /// [`Oops::BadRequest`] when it is no number.
    pub fn version(&self) -> Result<i64, Oops> {
        self.text("version").parse().map_err(|_| Oops::BadRequest)
    }
}

impl<S: Sync> FromRequestParts<S> for Form {
    type Rejection = std::convert::Infallible;

    /// The form the visit middleware read.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// How many bytes a request says it brings.
pub fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a request carries a form of text fields.
pub fn is_form(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|text| text.starts_with("application/x-www-form-urlencoded"))
}

/// Reads a form. One that says it is too large is not read at all.
///
/// # Errors
/// [`Oops::TooLarge`], [`Oops::TooSlow`], [`Oops::BadRequest`] for what is no UTF-8.
pub async fn read(headers: &HeaderMap, body: Body) -> Result<Form, Oops> {
    read_within(headers, body, PATIENCE).await
}

async fn read_within(headers: &HeaderMap, body: Body, patience: Duration) -> Result<Form, Oops> {
    if declared_length(headers).is_some_and(|length| length > MOST_BYTES) {
        return Err(Oops::TooLarge);
    }
    let collected = Limited::new(body, MOST_BYTES).collect();
    let bytes = match tokio::time::timeout(patience, collected).await {
        Err(_) => return Err(Oops::TooSlow),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(Oops::TooLarge),
        Ok(Err(_)) => return Err(Oops::BadRequest),
        Ok(Ok(collected)) => collected.to_bytes(),
    };
    parse(&bytes).ok_or(Oops::BadRequest)
}

/// The library decodes wrong UTF-8 into marks; a form that holds such a mark it
/// did not send itself is refused, for what a person typed must stay what it was.
fn parse(bytes: &[u8]) -> Option<Form> {
    const MARK: char = '\u{fffd}';
    const MARK_SENT: &str = "%EF%BF%BD";
    let fields: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    let marks: usize = fields.iter().map(|(_, value)| value.matches(MARK).count()).sum();
    let sent = String::from_utf8_lossy(bytes).to_ascii_uppercase().matches(MARK_SENT).count();
    (fields.len() <= MOST_FIELDS && marks <= sent).then(|| Form::new(fields))
}

#[cfg(test)]
mod tests {
    use http_body_util::Full;

    use super::*;

    #[test]
    fn text_arrives_as_typed() {
        let form = parse("label=%E8%94%B5+Kura&note=a%0D%0Ab&box=on".as_bytes()).unwrap();
        assert_eq!(form.text("label"), "蔵 Kura");
        assert_eq!(form.text("note"), "a\r\nb");
        assert!(form.ticked("box") && !form.ticked("other"));
        assert_eq!(form.text("missing"), "");
    }

    #[test]
    fn wrong_utf8_is_refused_but_a_replacement_character_is_text() {
        assert!(parse(b"label=%8E%4F").is_none());
        assert_eq!(parse(b"label=%EF%BF%BD").unwrap().text("label"), "\u{fffd}");
    }

    #[tokio::test]
    async fn a_form_that_never_arrives_is_given_up() {
        let begun = Full::from("email=").with_trailers(std::future::pending());
        let soon = Duration::from_millis(50);
        let read = read_within(&HeaderMap::new(), Body::new(begun), soon).await;
        assert_eq!(read.unwrap_err(), Oops::TooSlow);
    }

    #[test]
    fn too_many_fields_are_refused() {
        assert!(parse("a=1&".repeat(MOST_FIELDS + 1).as_bytes()).is_none());
    }
}
