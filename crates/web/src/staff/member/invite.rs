//! Inviting a member of staff.

use app::{
    AppError, Refusal,
    staff::{Inviter, NewMember, invite},
};
use askama::Template;
use axum::extract::State;
use domain::{
    person::EmailAddress,
    staff::{Role, invited_name, judge_roles},
};

use super::{invited, role_boxes, rule_text, ticked};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::Answer,
        field::{Field, Input, summary},
        form::Form,
        frame::{correct, show as render},
        problem,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/member/invite.html")]
pub struct Page {
    frame: Frame,
    name: Field,
    email: Field,
    roles: Vec<Field>,
    roles_error: Option<String>,
    errors: Vec<(String, String)>,
}

/// What is wrong with name, address and roles.
#[derive(Debug, Default)]
struct Wrong {
    name: Option<String>,
    email: Option<String>,
    roles: Option<String>,
}

impl Page {
    fn new(frame: Frame, form: &Form, wrong: Wrong) -> Self {
        let w = frame.w;
        let name = Field::new("name", w.staff_name(), form.text("name"))
            .hint(w.staff_invite_name_hint())
            .mark(w.required(), true)
            .autocomplete("off")
            .error(wrong.name);
        let email = Field::new("email", w.email(), form.text("email"))
            .input(Input::Line("email"))
            .hint(w.staff_invite_email_hint())
            .mark(w.required(), true)
            .autocomplete("off")
            .error(wrong.email);
        let mut errors = summary([&name, &email]);
        errors.extend(wrong.roles.clone().map(|error| ("roles".to_owned(), error)));
        let roles = role_boxes(w, &ticked(form));
        Self { frame, name, email, roles, roles_error: wrong.roles, errors }
    }

    fn of(visit: &Visit, form: &Form, wrong: Wrong) -> Self {
        let title = visit.words.staff_invite_title();
        Self::new(Frame::new(visit, Place::Members, title), form, wrong)
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let w = Words::new(lang);
        let title = w.staff_invite_title();
        let frame = Frame::sample(lang, Place::Members, &[Role::Administrator], title);
        let form = Form::new(vec![("name".to_owned(), "<b>".to_owned())]);
        let wrong = Wrong {
            name: None,
            email: Some(w.email_empty().to_owned()),
            roles: Some(w.staff_invite_no_role().to_owned()),
        };
        Self::new(frame, &form, wrong)
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(Here(visit): Here<Facts>) -> Answer {
    render(&Page::of(&visit, &Form::default(), Wrong::default()))
}

/// Takes the form; the answer shows the code, this once.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    let w = visit.words;
    let inviter = Inviter::Officer(visit.officer()?, form.key()?);
    let new = match judged(w, &form) {
        Ok(new) => new,
        Err(wrong) => return correct(&Page::of(&visit, &form, wrong)),
    };
    match invite(&site.app, inviter, &new).await {
        Ok(invitation) => invited::show(&visit, &new.name, &invitation),
        Err(AppError::Refused(Refusal::AlreadyStaff)) => {
            let email = Some(w.staff_invite_known().to_owned());
            correct(&Page::of(&visit, &form, Wrong { email, ..Wrong::default() }))
        }
        // The code of the first time cannot be shown again.
        Err(AppError::Refused(Refusal::FormReused)) => {
            let name = Some(w.staff_invite_twice().to_owned());
            correct(&Page::of(&visit, &form, Wrong { name, ..Wrong::default() }))
        }
        Err(other) => Err(other.into()),
    }
}

fn judged(w: Words, form: &Form) -> Result<NewMember, Wrong> {
    let (name, email) = (invited_name(form.text("name")), EmailAddress::parse(form.text("email")));
    let roles = ticked(form);
    let fit = judge_roles(&roles);
    match (name, email) {
        (Ok(name), Ok(email)) if fit.is_ok() => Ok(NewMember { name, email, roles }),
        (name, email) => Err(Wrong {
            name: name.err().map(|error| problem::text(w, error)),
            email: email.err().map(|error| problem::email(w, error).to_owned()),
            roles: fit.err().map(|rule| rule_text(w, rule).to_owned()),
        }),
    }
}
