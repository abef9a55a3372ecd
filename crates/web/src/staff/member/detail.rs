//! One member of staff, and what an administrator may do with them.

use app::{
    AppError, Refusal,
    staff::{self, MemberLine},
};
use askama::Template;
use axum::extract::{Path, State};
use domain::staff::{Role, Status, Step};

use super::{invited, role_boxes, rule_text, sample, status_name, ticked};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        field::Field,
        form::Form,
        frame::{correct, go, show as render},
        moment,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place, last_login},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/member/detail.html")]
pub struct Page {
    frame: Frame,
    member: MemberLine,
    roles: Vec<Field>,
    status: &'static str,
    invited_at: String,
    last_login: String,
    message: Option<&'static str>,
    /// What stands against the roles ticked.
    roles_error: Option<&'static str>,
}

impl Page {
    fn new(frame: Frame, member: MemberLine, message: Option<&'static str>) -> Self {
        let w = frame.w;
        Self {
            roles: role_boxes(w, &member.roles),
            status: status_name(w, member.status),
            invited_at: moment::time(w, member.created_at),
            last_login: last_login(w, member.last_login_at),
            frame,
            member,
            message,
            roles_error: None,
        }
    }

    /// With the roles ticked, and what stands against them.
    fn with_roles(self, ticked: &[Role], error: &'static str) -> Self {
        let roles = role_boxes(self.frame.w, ticked);
        Self { roles, roles_error: Some(error), ..self }
    }

    fn is(&self, status: Status) -> bool {
        self.member.status == status
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let statuses = Status::ALL.iter().map(|status| (*status, false));
        let samples = statuses.chain([(Status::Active, true)]).map(|(status, oneself)| {
            let title = "佐藤 一郎 <b>";
            let frame = Frame::sample(lang, Place::Members, &[Role::Administrator], title);
            let member = MemberLine { status, ..sample(oneself) };
            Self::new(frame, member, Some(w.staff_member_last_administrator()))
        });
        let frame = Frame::sample(lang, Place::Members, &[Role::Administrator], "佐藤 一郎");
        let unticked = Self::new(frame, sample(false), None)
            .with_roles(&[], rule_text(w, domain::staff::Refusal::NoRole));
        samples.chain([unticked]).collect()
    }
}

/// Shows a member.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    render(&page(&site, &visit, &id, None).await?)
}

async fn page(
    site: &StaffSite,
    visit: &Visit,
    id: &str,
    message: Option<&'static str>,
) -> Result<Page, crate::kit::error::Oops> {
    let member = staff::member(&site.app, visit.officer()?, path_id(id)?).await?;
    let frame = Frame::new(visit, Place::Members, member.name.clone());
    Ok(Page::new(frame, member, message))
}

/// Gives the roles ticked, and no others.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn roles(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (ticked, shown) = (ticked(&form), (path_id(&id)?, form.version()?));
    let given =
        staff::change(&site.app, visit.officer()?, shown, &Step::Roles(ticked.clone())).await;
    match given {
        Err(AppError::Refused(Refusal::Staff(rule))) => {
            let page = page(&site, &visit, &id, None).await?;
            correct(&page.with_roles(&ticked, rule_text(visit.words, rule)))
        }
        Err(other) => Err(other.into()),
        Ok(()) => Ok(go(&format!("/staff/{id}"), Some("staff-changed"))),
    }
}

/// Keeps a member out for a while.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn suspend(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    change(&site, &visit, &id, &form, &Step::Suspend).await
}

/// Takes a suspended member up again.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn reinstate(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    change(&site, &visit, &id, &form, &Step::Reinstate).await
}

/// Notes that a member is gone.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn leave(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    change(&site, &visit, &id, &form, &Step::Leave).await
}

async fn change(site: &StaffSite, visit: &Visit, id: &str, form: &Form, step: &Step) -> Answer {
    let shown = (path_id(id)?, form.version()?);
    match staff::change(&site.app, visit.officer()?, shown, step).await {
        Ok(()) => Ok(go(&format!("/staff/{id}"), Some("staff-changed"))),
        Err(error) => told(site, visit, id, error).await,
    }
}

/// Invites a member anew; the answer shows the code, this once.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn invite_again(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (officer, shown) = (visit.officer()?, (path_id(&id)?, form.version()?));
    match staff::invite_again(&site.app, officer, shown).await {
        Ok(invitation) => {
            let member = staff::member(&site.app, officer, shown.0).await?;
            invited::show(&visit, &member.name, &invitation)
        }
        Err(error) => told(&site, &visit, &id, error).await,
    }
}

/// The page with what stands against a step.
async fn told(site: &StaffSite, visit: &Visit, id: &str, error: AppError) -> Answer {
    let AppError::Refused(Refusal::Staff(rule)) = error else { return Err(error.into()) };
    correct(&page(site, visit, id, Some(rule_text(visit.words, rule))).await?)
}
