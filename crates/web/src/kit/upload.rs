//! Receiving a form with an uploaded file: at most so many bytes, only while they flow, and not
//! for ever.

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

use crate::kit::{error::Oops, form::declared_length, under_way::Slot};

/// What the form may weigh besides the file, in bytes.
const SLACK: usize = 64 * 1024;
/// The largest other field, in bytes.
const MOST_FIELD_BYTES: usize = 1024;
/// The time an upload has: 20 MB in five minutes are half a megabit a second.
const TIME: Time =
    Time { patience: Duration::from_secs(60), deadline: Duration::from_secs(5 * 60) };

/// How long an upload may take.
#[derive(Debug, Clone, Copy)]
struct Time {
    /// How long nothing may arrive.
    patience: Duration,
    /// When it must be over.
    deadline: Duration,
}

/// How large a file may be.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    /// The largest that is taken, in bytes.
    pub most: usize,
    /// One of up to so many bytes is read to its end, though nothing of it is kept: a browser
    /// shows an answer only once it has sent everything.
    pub heard_out: usize,
}

impl Weight {
    /// What is too large is cut off.
    pub const fn at_most(most: usize) -> Self {
        Self { most, heard_out: most }
    }
}

/// The other fields, by name.
type Fields = BTreeMap<&'static str, String>;

/// What an upload form sent.
#[derive(Debug)]
pub struct Received {
    /// The form's key.
    pub form_key: FormKey,
    /// The file's name as the browser tells it.
    pub file_name: String,
    /// The file; empty when none was chosen.
    pub bytes: Vec<u8>,
    fields: Fields,
    /// Held as long as the bytes are.
    _slot: Slot,
}

impl Received {
    /// Another field; empty when it was not sent.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// An upload that was not taken.
#[derive(Debug)]
pub struct Untaken {
    /// Why not.
    pub oops: Oops,
    /// The other fields that came before the file.
    pub fields: Fields,
}

impl From<Untaken> for Oops {
    fn from(untaken: Untaken) -> Self {
        untaken.oops
    }
}

/// Reads an upload form: `form_key`, `file` of at most this weight, and other small fields of
/// these names, each once at most. What is refused is not read to its end, but for a file that is
/// too large and heard out. The upload's place was taken before; it is given back with what was
/// received.
///
/// # Errors
/// [`Oops::TooLarge`] beyond the weight; [`Oops::TooSlow`] when nothing arrives for 60 seconds, or
/// not all within five minutes; [`Oops::BadRequest`] for what is not our form.
pub async fn receive(
    request: Request,
    slot: Slot,
    weight: Weight,
    names: &[&'static str],
) -> Result<Received, Untaken> {
    receive_within(request, slot, weight, names, TIME).await
}

async fn receive_within(
    request: Request,
    slot: Slot,
    weight: Weight,
    names: &[&'static str],
    time: Time,
) -> Result<Received, Untaken> {
    let mut fields = Fields::new();
    let whole = read(request, weight, (names, &mut fields), time.patience);
    match tokio::time::timeout(time.deadline, whole).await.unwrap_or(Err(Oops::TooSlow)) {
        Ok((form_key, (file_name, bytes))) => {
            Ok(Received { form_key, file_name, bytes, fields, _slot: slot })
        }
        Err(oops) => Err(Untaken { oops, fields }),
    }
}

/// A file's name and bytes.
type File = (String, Vec<u8>);

async fn read(
    mut request: Request,
    weight: Weight,
    (names, fields): (&[&'static str], &mut Fields),
    patience: Duration,
) -> Result<(FormKey, File), Oops> {
    let limit = weight.heard_out.saturating_add(SLACK);
    if declared_length(request.headers()).is_some_and(|length| length > limit) {
        return Err(Oops::TooLarge);
    }
    DefaultBodyLimit::max(limit).apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Oops::BadRequest)?;
    let (mut form_key, mut file) = (None, None);
    let small = Weight::at_most(MOST_FIELD_BYTES);
    while let Some(field) = patient(parts.next_field(), patience).await? {
        let name = field.name().unwrap_or_default();
        if name == "file" && file.is_none() {
            let name = field.file_name().unwrap_or_default().to_owned();
            file = Some((name, collect(field, weight, patience).await?));
        } else if name == "form_key" && form_key.is_none() {
            let bytes = collect(field, small, patience).await?;
            form_key = Some(Uuid::try_parse_ascii(&bytes).map_err(|_| Oops::BadRequest)?);
        } else {
            // Whatever is not asked for, or comes again, ends the reading.
            let known = names.iter().copied().find(|known| *known == name);
            let known =
                known.filter(|known| !fields.contains_key(known)).ok_or(Oops::BadRequest)?;
            let bytes = collect(field, small, patience).await?;
            fields.insert(known, String::from_utf8(bytes).map_err(|_| Oops::BadRequest)?);
        }
    }
    let form_key = form_key.map(FormKey).ok_or(Oops::BadRequest)?;
    Ok((form_key, file.unwrap_or_default()))
}

async fn collect(
    mut field: Field<'_>,
    weight: Weight,
    patience: Duration,
) -> Result<Vec<u8>, Oops> {
    let (mut bytes, mut came) = (Vec::new(), 0_usize);
    while let Some(chunk) = patient(field.chunk(), patience).await? {
        came = came.saturating_add(chunk.len());
        if came > weight.heard_out {
            return Err(Oops::TooLarge);
        }
        if came > weight.most {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    if came > weight.most { Err(Oops::TooLarge) } else { Ok(bytes) }
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
#[path = "upload_tests.rs"]
mod tests;
