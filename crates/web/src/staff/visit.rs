//! One request of one visitor to the staff's site.

use std::sync::Arc;

use app::{
    AppError, Officer, Origin, Refusal,
    staff::{HalfWay, Presence, Signed, presence},
};
use axum::{
    http::{Method, request::Parts},
    response::Response,
};

use super::{Who, oops};
use crate::{
    StaffSite,
    kit::{
        cookie::Cookie,
        door::Door,
        error::Oops,
        form::Form,
        origin,
        visit::{language, notice, without_notice},
        words::Words,
    },
};

/// A visitor's request.
#[derive(Debug)]
pub struct Facts {
    /// The words of their language.
    pub words: Words,
    /// From where.
    pub origin: Origin,
    /// Path and query.
    pub path: String,
    /// The name of a notice to show: of something just done.
    pub notice: Option<&'static str>,
    /// A new key for a form.
    pub form_key: String,
    /// Whether a session was there but is over.
    pub expired: bool,
    presence: Presence,
}

/// A visitor's request, shared by handlers and the error page.
pub type Visit = Arc<Facts>;

/// Notices a page of the staff's site may be asked to show by its address.
const NOTICES: [&str; 19] = [
    "logged-out",
    "staff-welcome",
    "staff-changed",
    "staff-customer-suspended",
    "staff-customer-reinstated",
    "staff-taken",
    "staff-nothing-waits",
    "staff-old-queue",
    "staff-released",
    "staff-passed-on",
    "staff-returned",
    "staff-recommended",
    "staff-approved",
    "staff-rejected",
    "staff-purged",
    "staff-incident-closed",
    "staff-incident-closed-bare",
    "staff-incident-own",
    "staff-incident-gone",
];

impl Facts {
    /// The member who is logged in.
    ///
    /// # Errors
    /// [`Oops::LogInFirst`]; the route table keeps others out before.
    pub fn signed(&self) -> Result<&Signed, Oops> {
        match &self.presence {
            Presence::Signed(signed) => Ok(signed),
            _ => Err(Oops::LogInFirst),
        }
    }

    /// The member who is logged in, for the verbs.
    ///
    /// # Errors
    /// As [`Facts::signed`].
    pub fn officer(&self) -> Result<&Officer, Oops> {
        self.signed().map(|signed| &signed.officer)
    }

    /// Who is in the middle of a log-in.
    ///
    /// # Errors
    /// As [`Facts::signed`].
    pub fn half_way(&self) -> Result<&HalfWay, Oops> {
        match &self.presence {
            Presence::HalfWay(half) => Ok(half),
            _ => Err(Oops::LogInFirst),
        }
    }
}

impl Door for StaffSite {
    type Facts = Facts;
    type Who = Who;
    const NAME: &'static str = "staff";

    async fn visit(&self, parts: &Parts) -> (Facts, Option<Oops>) {
        let (headers, secure) = (&parts.headers, self.secure_cookies);
        let origin = origin::of(&self.app, &self.trusted_proxies, parts);
        let (presence, lost) = match Cookie::Staff.read(headers, secure) {
            None => (Presence::Nobody, None),
            Some(token) => match presence(&self.app, &token, origin.clone()).await {
                Ok(presence) => (presence, None),
                Err(error) => (Presence::Nobody, Some(Oops::from(error))),
            },
        };
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let form_key = self.app.dice.id(self.app.clock.now());
        let form_key = form_key.map_err(AppError::from).map_err(Oops::from);
        let lost = lost.or(form_key.as_ref().err().copied());
        let facts = Facts {
            words: Words::new(language(headers, secure)),
            origin,
            path: without_notice(path),
            notice: notice(&NOTICES, parts.uri.query().unwrap_or_default()),
            form_key: form_key.map(|key| key.to_string()).unwrap_or_default(),
            expired: matches!(presence, Presence::Expired),
            presence,
        };
        (facts, lost)
    }

    fn admits(who: Who, facts: &Facts) -> Result<(), Oops> {
        who.admits(facts)
    }

    fn turned_back(oops: Oops, _: &Method) -> Option<Refusal> {
        (oops == Oops::NotPermitted).then_some(Refusal::NotPermitted)
    }

    async fn turn_away(&self, facts: &Facts, refusal: Refusal) -> Result<(), AppError> {
        match facts.officer() {
            Ok(officer) => app::staff::turn_away(&self.app, officer, refusal).await,
            Err(_) => Ok(()),
        }
    }

    fn dress(facts: &Visit, oops: Oops, path: Option<&str>, form: &Form) -> Response {
        oops::dress(facts, oops, path, form)
    }

    fn request_id(facts: &Facts) -> &str {
        &facts.origin.request_id
    }
}
