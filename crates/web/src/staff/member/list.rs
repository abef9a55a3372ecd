//! All members of staff.

use app::staff::{MemberLine, members};
use askama::Template;
use axum::extract::State;
use domain::staff::Role;

use super::{sample, status_name};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::Answer,
        frame::show as render,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place, last_login, role_names},
        visit::Facts,
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/member/list.html")]
pub struct Page {
    frame: Frame,
    lines: Vec<Line>,
}

/// A line of the list, as shown.
#[derive(Debug)]
struct Line {
    id: String,
    name: String,
    email: String,
    roles: String,
    status: &'static str,
    last_login: String,
    oneself: bool,
}

impl Line {
    fn new(w: Words, member: MemberLine) -> Self {
        Self {
            id: member.id.to_string(),
            name: member.name,
            email: member.email,
            roles: role_names(w, &member.roles),
            status: status_name(w, member.status),
            last_login: last_login(w, member.last_login_at),
            oneself: member.oneself,
        }
    }
}

impl Page {
    fn new(frame: Frame, members: Vec<MemberLine>) -> Self {
        let w = frame.w;
        Self { lines: members.into_iter().map(|member| Line::new(w, member)).collect(), frame }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let title = Words::new(lang).staff_members_title();
        let frame = Frame::sample(lang, Place::Members, &[Role::Administrator], title);
        Self::new(frame, vec![sample(true), sample(false)])
    }
}

/// Shows the list.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let members = members(&site.app, visit.officer()?).await?;
    let frame = Frame::new(&visit, Place::Members, visit.words.staff_members_title());
    render(&Page::new(frame, members))
}
