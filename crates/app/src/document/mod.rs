//! The document vault: pictures of identity documents, from their upload to their end.
//!
//! A picture is announced by a row before its file is written, and its file is deleted after
//! its row has ended; so every file is named by a row, and what a crash left is found.

mod destroy;
mod expire_images;
mod forget_records;
mod look;
mod own;
mod purge;
mod quarantine;
mod release_held;
mod remove;
mod upload;

use chrono::{DateTime, Utc};
use domain::{
    bank::identity_document::{DocumentKind, Side},
    document::{PurgeReason, Scan, State},
};
use uuid::Uuid;

use crate::{App, AppError, Vault};

pub(crate) use destroy::{destroy, destroy_ended, end, give_up_abandoned};
pub(crate) use expire_images::expire_images;
pub(crate) use forget_records::forget_records;
pub use look::look;
pub(crate) use look::{any_held, for_staff};
pub(crate) use own::living;
pub use own::{of_application, picture};
pub use picture::{MOST_BYTES, MOST_PIXELS, Refusal as PictureRefusal};
pub use purge::purge;
pub(crate) use release_held::release_held;
pub(crate) use remove::keep_only;
pub use remove::remove;
pub use upload::{may_give, upload};

/// Takes the store of pictures for its own; not if it has nothing while rows name pictures, for
/// then it is another. Returns whether it was taken.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Document`].
pub async fn claim_store(app: &App) -> Result<bool, AppError> {
    if app.documents.is_strange().await? {
        let mut conn = app.db.read().await?;
        if store::document::is_any_kept(&mut conn).await? {
            return Ok(false);
        }
    }
    app.documents.claim().await?;
    Ok(true)
}

/// The column of sealed pictures: the file of a row.
const PICTURE: &str = "document.picture";

/// The purpose of the keyed hash of an original: the same for all customers, so that a file
/// given twice is known.
const ORIGINAL: &str = "document original";

/// A picture in the bank's keeping, without its pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Identity.
    pub id: Uuid,
    /// Of which application.
    pub application: Uuid,
    /// Of which document.
    pub kind: DocumentKind,
    /// Which side.
    pub side: Side,
    /// Where it stands.
    pub state: State,
    /// What the scanner said.
    pub scan: Scan,
    /// Keyed hash of the bytes given, by which the same file is found elsewhere; `None` once
    /// the record's time is over.
    pub original_hash: Option<Vec<u8>>,
    /// Pixels from left to right and from top to bottom.
    pub size: Option<(i64, i64)>,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was destroyed, if for a reason.
    pub reason: Option<PurgeReason>,
    /// When its file was deleted; the proof that a destroyed picture is gone.
    pub destroyed_at: Option<DateTime<Utc>>,
}

/// A picture's pixels: a plain JPEG, drawn anew.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Pixels from left to right and from top to bottom.
    pub size: (i64, i64),
}

/// Shows the size only: the picture is a person's document.
impl std::fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.size;
        write!(formatter, "Picture({width}×{height}, {} bytes)", self.jpeg.len())
    }
}

const NO_SENSE: AppError = AppError::Broken("a document's row makes no sense");

impl Document {
    fn of(row: store::document::Document) -> Result<Self, AppError> {
        let ended_at = row.end.as_ref().map(|end| end.at);
        let reason = row.end.and_then(|end| end.reason);
        let reason =
            reason.map(|code| PurgeReason::from_code(&code).ok_or(NO_SENSE)).transpose()?;
        Ok(Self {
            id: row.id,
            application: row.application_id,
            kind: DocumentKind::from_code(&row.kind).ok_or(NO_SENSE)?,
            side: Side::from_code(&row.side).ok_or(NO_SENSE)?,
            state: State::from_code(&row.state).ok_or(NO_SENSE)?,
            scan: Scan::from_code(&row.scan).ok_or(NO_SENSE)?,
            original_hash: row.original_hash,
            size: row.size,
            given_at: row.created_at,
            ended_at,
            reason,
            destroyed_at: row.destroyed_at,
        })
    }

    /// The document and side it is a picture of, as a declaration asks for it.
    pub const fn shows(&self) -> (DocumentKind, Side) {
        (self.kind, self.side)
    }
}

/// An application's pictures of which there is, or was, one; oldest first.
async fn all_of(
    conn: &mut store::Conn,
    customer: Uuid,
    application: Uuid,
) -> Result<Vec<Document>, AppError> {
    let rows = store::document::of_application(conn, customer, application).await?;
    let documents: Vec<Document> = rows.into_iter().map(Document::of).collect::<Result<_, _>>()?;
    Ok(documents.into_iter().filter(|document| document.state.ever_stood()).collect())
}

/// Opens a picture's file.
async fn open(app: &App, vault: &Vault, document: &Document) -> Result<Picture, AppError> {
    let sealed = app.documents.get(document.id).await?;
    let mut jpeg = vault.unseal(PICTURE, document.id, &sealed)?;
    Ok(Picture { jpeg: std::mem::take(&mut *jpeg), size: document.size.ok_or(NO_SENSE)? })
}
