//! One request of one visitor to the customers' site: who, in which language, from where.

use std::sync::Arc;

use app::{
    AppError, Asker, Origin, Refusal,
    session::{Browser, Presence, presence},
    turn_away,
};
use axum::{
    http::{HeaderMap, Method, header, request::Parts},
    response::Response,
};

pub use super::door::Here;
use super::{
    cookie::Cookie,
    door::Door,
    error::Oops,
    form::Form,
    oops, origin,
    words::{Lang, Words},
};
use crate::{Site, routes::Who};

/// A visitor's request.
#[derive(Debug)]
pub struct Facts {
    /// The words of their language.
    pub words: Words,
    /// Whether amounts are hidden.
    pub hidden: bool,
    /// The customer, if one is logged in.
    pub asker: Option<Asker>,
    /// Whether a session was there but is over.
    pub expired: bool,
    /// From where.
    pub origin: Origin,
    /// The secret by which the browser is known.
    pub device: Option<String>,
    /// The secret of a registration or recovery under way.
    pub challenge: Option<String>,
    /// Path and query.
    pub path: String,
    /// The name of a notice to show: of something just done.
    pub notice: Option<&'static str>,
    /// A new key for a form.
    pub form_key: String,
}

/// A visitor's request, shared by handlers and the error page.
pub type Visit = Arc<Facts>;

/// Notices a page may be asked to show by its address; others are ignored.
pub const NOTICES: [&str; 24] = [
    "confirmed",
    "logged-out",
    "session-ended",
    "password-changed",
    "password-recovered",
    "profile-corrected",
    "code-sent",
    "language",
    "holding-added",
    "holding-edited",
    "holding-deleted",
    "holding-restored",
    "valuation-added",
    "valuation-unchanged",
    "updated-all",
    "rate-added",
    "import-discarded",
    "import-undone",
    "application-submitted",
    "application-withdrawn",
    "document-added",
    "document-removed",
    "account-closed",
    "account-reopened",
];

impl Facts {
    /// The customer.
    ///
    /// # Errors
    /// [`Oops::LogInFirst`]; the route table keeps others out before.
    pub fn asker(&self) -> Result<&Asker, Oops> {
        self.asker.as_ref().ok_or(Oops::LogInFirst)
    }

    /// The browser that asks to be logged in.
    pub fn browser(&self) -> Browser {
        Browser { origin: self.origin.clone(), device: self.device.clone() }
    }

    /// The code of the language, as the database keeps it.
    pub const fn language(&self) -> &'static str {
        self.words.lang().tag()
    }
}

impl Door for Site {
    type Facts = Facts;
    type Who = Who;
    const NAME: &'static str = "customer";

    async fn visit(&self, parts: &Parts) -> (Facts, Option<Oops>) {
        visit(self, parts).await
    }

    fn admits(who: Who, visit: &Facts) -> Result<(), Oops> {
        match (who, &visit.asker) {
            (Who::Anyone, _) => Ok(()),
            (_, None) => Err(Oops::LogInFirst),
            (Who::Customer, Some(asker)) if asker.closing => Err(Oops::Closing),
            (Who::Customer | Who::EvenClosing, Some(_)) => Ok(()),
        }
    }

    fn turned_back(oops: Oops, method: &Method) -> Option<Refusal> {
        (oops == Oops::Closing && !method.is_safe()).then_some(Refusal::Closing)
    }

    async fn turn_away(&self, visit: &Facts, refusal: Refusal) -> Result<(), AppError> {
        match &visit.asker {
            Some(asker) => turn_away(&self.app, asker, refusal).await,
            None => Ok(()),
        }
    }

    fn dress(visit: &Visit, oops: Oops, path: Option<&str>, form: &Form) -> Response {
        oops::dress(visit, oops, path, form)
    }

    fn request_id(visit: &Facts) -> &str {
        &visit.origin.request_id
    }
}

async fn visit(site: &Site, parts: &Parts) -> (Facts, Option<Oops>) {
    let (headers, secure) = (&parts.headers, site.secure_cookies);
    let origin = origin::of(&site.app, &site.trusted_proxies, parts);
    let (presence, lost) = match Cookie::Session.read(headers, secure) {
        None => (Presence::Nobody, None),
        Some(token) => {
            match presence(&site.app, &token, origin.clone(), parts.method.is_safe()).await {
                Ok(presence) => (presence, None),
                Err(error) => (Presence::Nobody, Some(Oops::from(error))),
            }
        }
    };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let now = site.app.clock.now();
    let form_key = site.app.dice.id(now).map_err(AppError::from).map_err(Oops::from);
    let lost = lost.or(form_key.as_ref().err().copied());
    let facts = Facts {
        words: Words::new(language(headers, secure)),
        hidden: Cookie::Hidden.read(headers, secure).as_deref() == Some("1"),
        expired: matches!(presence, Presence::Expired),
        asker: match presence {
            Presence::Customer(asker) => Some(*asker),
            Presence::Nobody | Presence::Expired => None,
        },
        origin,
        device: Cookie::Device.read(headers, secure),
        challenge: Cookie::Challenge.read(headers, secure),
        notice: notice(&NOTICES, parts.uri.query().unwrap_or_default()),
        path: without_notice(path),
        form_key: form_key.map(|key| key.to_string()).unwrap_or_default(),
    };
    (facts, lost)
}

/// The notice an address asks for, if it is one of a site's.
pub(crate) fn notice(known: &[&'static str], query: &str) -> Option<&'static str> {
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("notice="))?;
    known.iter().copied().find(|notice| *notice == asked)
}

/// An address without the notice it asks for.
pub(crate) fn without_notice(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("notice=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The language chosen before, else the browser's first of ours, else Japanese.
pub(crate) fn language(headers: &HeaderMap, secure: bool) -> Lang {
    if let Some(lang) = Cookie::Language.read(headers, secure).and_then(|tag| Lang::parse(&tag)) {
        return lang;
    }
    let accepts = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let tags = accepts.unwrap_or_default().split(',');
    tags.filter_map(|part| Lang::parse(part.split([';', '-']).next()?.trim()))
        .next()
        .unwrap_or(Lang::Ja)
}
