//! The code of an invitation, shown this once.

use app::{domain::staff::Role, staff::Invitation};
use askama::Template;

use crate::{
    kit::{
        error::Answer,
        frame::show as render,
        moment,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::Visit,
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/member/invited.html")]
pub struct Page {
    frame: Frame,
    name: String,
    code: String,
    until: String,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let title = w.staff_invited_title();
        Self {
            frame: Frame::sample(lang, Place::Members, &[Role::Administrator], title),
            name: "佐藤 一郎 <b>".to_owned(),
            code: "ABCD-EFGH-JKLM-NPQR".to_owned(),
            until: moment::time(w, chrono::DateTime::UNIX_EPOCH),
        }
    }
}

/// The page for an invitation just made.
pub(super) fn show(visit: &Visit, name: &str, invitation: &Invitation) -> Answer {
    let w = visit.words;
    render(&Page {
        frame: Frame::new(visit, Place::Members, w.staff_invited_title()),
        name: name.to_owned(),
        code: invitation.code.clone(),
        until: moment::time(w, invitation.expires_at),
    })
}
