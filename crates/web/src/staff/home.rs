//! The first page of a member of staff: what waits, and who they are here.

use app::{
    incident,
    staff::{self, Home},
};
use askama::Template;
use axum::extract::State;
use domain::staff::Role;

use super::{
    frame::{Frame, Place},
    visit::Facts,
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::Answer,
        frame::show as render,
        moment,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/home.html")]
pub struct Page {
    frame: Frame,
    waiting: Option<Home>,
    /// How many incidents are open, for who may handle them.
    incidents: Option<i64>,
    name: String,
    roles: String,
    previous: Option<String>,
}

impl Page {
    fn new(
        frame: Frame,
        (waiting, incidents): (Option<Home>, Option<i64>),
        previous: Option<String>,
    ) -> Self {
        let colleague = frame.colleague.as_ref();
        let (name, roles) = colleague
            .map(|colleague| (colleague.name.clone(), colleague.roles.clone()))
            .unwrap_or_default();
        Self { frame, waiting, incidents, name, roles, previous }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = |roles: &[Role]| Frame::sample(lang, Place::Home, roles, w.staff_home_title());
        let waiting = Home { submitted: 12, in_review: 3, recommended: 1 };
        let previous = moment::time(w, chrono::DateTime::UNIX_EPOCH);
        vec![
            Self::new(
                frame(&[Role::Reviewer, Role::Supervisor]),
                (Some(waiting), Some(2)),
                Some(previous),
            ),
            Self::new(frame(&[Role::Administrator]), (None, Some(0)), None),
            Self::new(frame(&[Role::Auditor]), (None, None), None),
        ]
    }
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let (w, signed) = (visit.words, visit.signed()?);
    let waiting = staff::home(&site.app, signed).await?;
    let incidents = incident::count(&site.app, &signed.officer).await?;
    let previous = signed.previous_at.map(|at| moment::time(w, at));
    let frame = Frame::new(&visit, Place::Home, w.staff_home_title());
    render(&Page::new(frame, (waiting, incidents), previous))
}
