//! Where the customer is logged in, and ending what should not be.

use app::session::{OpenSession, list, revoke};
use askama::Template;
use axum::extract::{Path, State};

use crate::{
    Site,
    kit::{
        cookie::Cookie,
        error::{Answer, path_id},
        frame::{self, Frame, Place, go},
        moment,
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/sessions.html")]
pub struct Page {
    frame: Frame,
    lines: Vec<Line>,
}

/// A line of the list, as shown.
#[derive(Debug)]
struct Line {
    id: String,
    browser: String,
    address: String,
    created: String,
    seen: String,
    current: bool,
}

impl Line {
    fn new(w: Words, session: OpenSession) -> Self {
        let unknown = session.browser.is_empty();
        Self {
            id: session.id.to_string(),
            browser: if unknown { w.sessions_unknown().to_owned() } else { session.browser },
            address: session.address,
            created: moment::time(w, session.created_at),
            seen: moment::time(w, session.seen_at),
            current: session.current,
        }
    }
}

impl Page {
    fn new(frame: Frame, sessions: Vec<OpenSession>) -> Self {
        let w = frame.w;
        Self { lines: sessions.into_iter().map(|session| Line::new(w, session)).collect(), frame }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).sessions_title());
        let session = |browser: &str, current| OpenSession {
            id: uuid::Uuid::nil(),
            browser: browser.to_owned(),
            address: "192.0.2.10".to_owned(),
            created_at: chrono::DateTime::UNIX_EPOCH,
            seen_at: chrono::DateTime::UNIX_EPOCH,
            current,
        };
        let sessions = vec![session("Chrome / Windows", true), session("", false)];
        Self::new(Frame { place: Place::Settings, ..frame }, sessions)
    }
}

/// Shows the list.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let sessions = list(&site.app, visit.asker()?).await?;
    let frame = Frame::new(&visit, Place::Settings, visit.words.sessions_title());
    frame::show(&Page::new(frame, sessions))
}

/// Ends a session. Whoever ends the one they are in must log in anew.
///
/// # Errors
/// [`Oops::NotFound`](crate::kit::error::Oops::NotFound) when it is unknown,
/// another's, or ended.
pub async fn end(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let asker = visit.asker()?;
    let session = path_id(&id)?;
    revoke(&site.app, asker, session).await?;
    if session != asker.session {
        return Ok(go("/settings/sessions", Some("session-ended")));
    }
    let mut response = go("/login", Some("session-ended"));
    Cookie::Session.clear(response.headers_mut(), site.secure_cookies);
    Ok(response)
}
