//! Receiving a form with an uploaded file: at most so many bytes, and only while they flow.

use std::{collections::BTreeMap, time::Duration};

use app::FormKey;
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest as _, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::StatusCode,
};
use uuid::Uuid;

use crate::kit::{error::Oops, form::declared_length};

/// What the form may weigh besides the file, in bytes.
const SLACK: usize = 64 * 1024;
/// The largest other field, in bytes.
const MOST_FIELD_BYTES: usize = 1024;
/// How long nothing may arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// What an upload form sent.
#[derive(Debug)]
pub struct Received {
    /// The form's key.
    pub form_key: FormKey,
    /// The file's name as the browser tells it.
    pub file_name: String,
    /// The file; empty when none was chosen.
    pub bytes: Vec<u8>,
    fields: BTreeMap<&'static str, String>,
}

impl Received {
    /// Another field; empty when it was not sent.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Reads an upload form: `form_key`, `file` of at most `most` bytes, and other small fields of
/// these names, each once at most. What is refused is not read to its end.
///
/// # Errors
/// [`Oops::TooLarge`] beyond `most`; [`Oops::TooSlow`] when nothing arrives for 60 seconds;
/// [`Oops::BadRequest`] for what is not our form.
pub async fn receive(
    request: Request,
    most: usize,
    names: &[&'static str],
) -> Result<Received, Oops> {
    receive_within(request, most, names, PATIENCE).await
}

async fn receive_within(
    mut request: Request,
    most: usize,
    names: &[&'static str],
    patience: Duration,
) -> Result<Received, Oops> {
    let limit = most.saturating_add(SLACK);
    if declared_length(request.headers()).is_some_and(|length| length > limit) {
        return Err(Oops::TooLarge);
    }
    DefaultBodyLimit::max(limit).apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Oops::BadRequest)?;
    let (mut form_key, mut file, mut fields) = (None, None, BTreeMap::new());
    while let Some(field) = patient(parts.next_field(), patience).await? {
        let name = field.name().unwrap_or_default();
        if name == "file" && file.is_none() {
            let name = field.file_name().unwrap_or_default().to_owned();
            file = Some((name, collect(field, most, patience).await?));
        } else if name == "form_key" && form_key.is_none() {
            let bytes = collect(field, MOST_FIELD_BYTES, patience).await?;
            form_key = Some(Uuid::try_parse_ascii(&bytes).map_err(|_| Oops::BadRequest)?);
        } else {
            // Whatever is not asked for, or comes again, ends the reading.
            let known = names.iter().copied().find(|known| *known == name);
            let known =
                known.filter(|known| !fields.contains_key(known)).ok_or(Oops::BadRequest)?;
            let bytes = collect(field, MOST_FIELD_BYTES, patience).await?;
            fields.insert(known, String::from_utf8(bytes).map_err(|_| Oops::BadRequest)?);
        }
    }
    let (file_name, bytes) = file.unwrap_or_default();
    let form_key = form_key.map(FormKey).ok_or(Oops::BadRequest)?;
    Ok(Received { form_key, file_name, bytes, fields })
}

async fn collect(mut field: Field<'_>, most: usize, patience: Duration) -> Result<Vec<u8>, Oops> {
    let mut bytes = Vec::new();
    while let Some(chunk) = patient(field.chunk(), patience).await? {
        if bytes.len() + chunk.len() > most {
            return Err(Oops::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn patient<T>(
    next: impl Future<Output = Result<T, MultipartError>>,
    patience: Duration,
) -> Result<T, Oops> {
    match tokio::time::timeout(patience, next).await {
        Err(_) => Err(Oops::TooSlow),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Oops::TooLarge),
        Ok(Err(_)) => Err(Oops::BadRequest),
        Ok(Ok(found)) => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::header};
    use http_body_util::{BodyExt as _, Full};

    use super::*;

    const KEY: &str = "01999999-0000-7000-8000-000000000000";
    const SOON: Duration = Duration::from_millis(50);

    fn part(head: &str, content: &str) -> String {
        format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    }

    fn form(content: &str) -> String {
        let file = part("name=\"file\"; filename=\"資産 推移.csv\"", content);
        format!("{}{file}--edge--\r\n", part("name=\"form_key\"", KEY))
    }

    fn request(body: Body) -> Request {
        let media_type = "multipart/form-data; boundary=edge";
        Request::post("/imports").header(header::CONTENT_TYPE, media_type).body(body).unwrap()
    }

    async fn received(body: String) -> Result<Received, Oops> {
        receive_within(request(Body::from(body)), 100, &["side"], SOON).await
    }

    #[tokio::test]
    async fn a_file_arrives_with_its_japanese_name() {
        let got = received(form("日付,金額\r\n")).await.unwrap();
        assert_eq!(got.form_key.0.to_string(), KEY);
        assert_eq!(got.file_name, "資産 推移.csv");
        assert_eq!(got.bytes, "日付,金額\r\n".as_bytes());
    }

    #[tokio::test]
    async fn a_form_without_a_file_brings_an_empty_one() {
        let body = format!("{}--edge--\r\n", part("name=\"form_key\"", KEY));
        assert!(received(body).await.unwrap().bytes.is_empty());
    }

    #[tokio::test]
    async fn other_fields_come_along_once_and_small() {
        let with = |fields: &str| fields.to_owned() + &form("x");
        let side = part("name=\"side\"", "表");
        let got = received(with(&side)).await.unwrap();
        assert_eq!((got.field("side"), got.field("kind")), ("表", ""));
        for (fields, oops) in [
            (side.clone() + &side, Oops::BadRequest),
            (part("name=\"side\"", &"x".repeat(1_025)), Oops::TooLarge),
            (part("name=\"form_key\"", KEY), Oops::BadRequest),
            (part("name=\"kind\"", "x"), Oops::BadRequest),
        ] {
            assert_eq!(received(with(&fields)).await.unwrap_err(), oops, "{fields}");
        }
    }

    #[tokio::test]
    async fn what_is_too_large_is_refused_by_file_by_form_and_by_declaration() {
        assert!(received(form(&"x".repeat(100))).await.is_ok());
        for weight in [101, SLACK + 101] {
            assert_eq!(received(form(&"x".repeat(weight))).await.unwrap_err(), Oops::TooLarge);
        }
        let mut declared = request(Body::from(form("x")));
        declared.headers_mut().insert(header::CONTENT_LENGTH, 1_000_000.into());
        let refused = receive_within(declared, 100, &[], SOON).await;
        assert_eq!(refused.unwrap_err(), Oops::TooLarge);
    }

    #[tokio::test]
    async fn a_body_that_stalls_is_given_up() {
        let begun = Full::from(form("日付").trim_end_matches("--edge--\r\n").to_owned());
        let body = Body::new(begun.with_trailers(std::future::pending()));
        let stalled = receive_within(request(body), 100, &[], SOON).await;
        assert_eq!(stalled.unwrap_err(), Oops::TooSlow);
    }

    #[tokio::test]
    async fn what_is_not_our_form_is_refused() {
        let no_key = format!("{}--edge--\r\n", part("name=\"file\"; filename=\"a\"", "x"));
        let two_files = form("x").replace("name=\"form_key\"", "name=\"file\"");
        let foreign = form("x").replace("form_key", "other");
        for body in [no_key, two_files, foreign, form("x").replace("--edge--", ""), String::new()] {
            assert_eq!(received(body).await.unwrap_err(), Oops::BadRequest);
        }
        let mut plain = request(Body::from(form("x")));
        plain.headers_mut().insert(header::CONTENT_TYPE, "text/csv".parse().unwrap());
        assert_eq!(receive_within(plain, 100, &[], SOON).await.unwrap_err(), Oops::BadRequest);
    }
}
