//! Proofs by mail: a code for the browser that asked, a link for any other.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use chrono::TimeDelta;
use store::{
    StoreError,
    challenge::{Challenge, Purpose},
};
use uuid::Uuid;

use crate::{App, AppError, Refusal, deed::Deed};

/// Wrong codes a proof bears.
pub const CODE_TRIES: i64 = 5;
/// How long a proof can be used.
const LIFETIME: TimeDelta = TimeDelta::minutes(30);

/// The secret the asking browser keeps in a cookie; whoever holds it may enter the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserToken(pub String);

/// How a person shows that a mail reached them.
#[derive(Debug, Clone)]
pub enum Proof {
    /// The six digits, typed into the browser that asked.
    Code {
        /// The browser's secret.
        browser: BrowserToken,
        /// What was typed.
        code: String,
    },
    /// The link's secret, on any browser.
    Link(String),
}

/// A proof just asked for: its secrets, which only the mail and the browser get.
#[derive(Debug)]
pub(crate) struct Asked {
    pub row: Challenge,
    pub browser: BrowserToken,
    pub code: String,
    pub link: String,
}

/// Characters of a secret.
pub(crate) const SECRET_CHARS: usize = 43;

/// A secret of 256 bits, as text.
pub(crate) fn secret(app: &App) -> Result<String, AppError> {
    Ok(BASE64URL.encode(app.dice.bytes::<32>()?))
}

fn code_hash(app: &App, challenge: Uuid, code: &str) -> Vec<u8> {
    app.keys.hash("challenge code", &[challenge.as_bytes(), code.as_bytes()].concat())
}

fn browser_hash(app: &App, browser: &BrowserToken) -> Vec<u8> {
    app.keys.hash("challenge browser", browser.0.as_bytes())
}

fn link_hash(app: &App, link: &str) -> Vec<u8> {
    app.keys.hash("challenge link", link.as_bytes())
}

/// Makes a proof for a customer; the caller keeps the row and mails the secrets.
pub(crate) fn ask(deed: &Deed<'_>, customer_id: Uuid, purpose: Purpose) -> Result<Asked, AppError> {
    let app = deed.app;
    let id = deed.id()?;
    let (browser, link) = (BrowserToken(secret(app)?), secret(app)?);
    let code = app.dice.six_digits()?;
    let row = Challenge {
        id,
        customer_id,
        purpose,
        browser_hash: browser_hash(app, &browser),
        code_hash: code_hash(app, id, &code),
        link_hash: link_hash(app, &link),
        created_at: deed.now,
        expires_at: deed.now + LIFETIME,
        attempts: 0,
        used_at: None,
    };
    Ok(Asked { row, browser, code, link })
}

/// New secrets for a proof already asked for.
pub(crate) fn ask_again(deed: &Deed<'_>, row: &Challenge) -> Result<Asked, AppError> {
    let fresh = ask(deed, row.customer_id, row.purpose)?;
    let code_hash = code_hash(deed.app, row.id, &fresh.code);
    let row = Challenge { id: row.id, code_hash, ..fresh.row };
    Ok(Asked { row, ..fresh })
}

/// The proof a browser asked for, if it still has one.
pub(crate) async fn of_browser(
    app: &App,
    conn: &mut store::Conn,
    browser: &BrowserToken,
) -> Result<Option<Challenge>, AppError> {
    Ok(store::challenge::find_by_browser(conn, &browser_hash(app, browser)).await?)
}

/// Counts a try at a proof in a transaction of its own, so that it stays counted
/// whatever becomes of the try, and finds the proof's row.
///
/// # Errors
/// [`Refusal::ProofEnded`], or [`Refusal::WrongCode`] with the tries left.
pub(crate) async fn check(
    app: &App,
    proof: &Proof,
    purpose: Purpose,
) -> Result<Challenge, AppError> {
    let ended = AppError::Refused(Refusal::ProofEnded);
    let mut conn = app.db.begin().await?;
    let row = match proof {
        Proof::Code { browser, .. } => of_browser(app, &mut conn, browser).await?,
        Proof::Link(link) => {
            store::challenge::find_by_link(&mut conn, &link_hash(app, link)).await?
        }
    };
    let Some(row) = row.filter(|row| row.purpose == purpose) else { return Err(ended) };
    let now = app.clock.now();
    match store::challenge::count_try(&mut conn, row.id, CODE_TRIES, now).await {
        Ok(()) => {}
        Err(StoreError::Conflict { .. }) => return Err(ended),
        Err(other) => return Err(other.into()),
    }
    conn.commit().await?;
    if let Proof::Code { code, .. } = proof
        && code_hash(app, row.id, code) != row.code_hash
    {
        let left = (CODE_TRIES - row.attempts - 1).max(0);
        return Err(AppError::Refused(Refusal::WrongCode { left }));
    }
    Ok(row)
}

/// Uses a checked proof up, in the transaction of what it allows. `false`: another
/// request was quicker, or its time is over.
pub(crate) async fn use_up(deed: &mut Deed<'_>, row: &Challenge) -> Result<bool, AppError> {
    match store::challenge::use_up(&mut deed.conn, row.id, deed.now).await {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}
