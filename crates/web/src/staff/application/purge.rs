//! Destroying a picture the bank may not keep.

use app::{document, review::Case};
use askama::Template;
use axum::extract::{Path, State};
use domain::{application::Offer, document::PurgeReason, staff::Role};
use uuid::Uuid;

use super::{claim, head::Head, names, pictures, sample, step};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, Oops, path_id},
        field::{Field, Input, summary},
        form::Form,
        frame::correct,
        moment,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/application/purge.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    head: Head,
    /// Whether the application goes back to its customer.
    goes_back: bool,
    none: bool,
    picture: Field,
    reason: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, case: &Case, chosen: [&str; 2], errors: [bool; 2]) -> Self {
        let w = frame.w;
        let [picture, reason] = chosen;
        let [no_picture, no_reason] = errors;
        let picture = picture_field(w, case, picture)
            .error(no_picture.then(|| w.staff_purge_picture_missing()));
        let reason =
            reason_field(w, reason).error(no_reason.then(|| w.staff_purge_reason_missing()));
        Self {
            id: case.id,
            head: Head::new(w, case),
            goes_back: case.state.waits_for_bank(),
            none: pictures::living(case).next().is_none(),
            errors: summary([&picture, &reason]),
            picture,
            reason,
            frame,
        }
    }

    fn of(visit: &Visit, case: &Case, chosen: [&str; 2], errors: [bool; 2]) -> Self {
        let frame = Frame::new(visit, Place::Queue, visit.words.staff_purge());
        Self::new(frame, case, chosen, errors)
    }

    /// For the test that renders every page: as it comes, and with what is wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, Place::Queue, &[Role::Supervisor], w.staff_purge());
        let case = sample::mine();
        vec![
            Self::new(frame(), &case, ["", ""], [false, false]),
            Self::new(frame(), &case, ["", ""], [true, true]),
            Self::new(frame(), &sample::bare(), ["", ""], [false, false]),
        ]
    }
}

fn picture_field(w: Words, case: &Case, chosen: &str) -> Field {
    let options = pictures::living(case).map(|document| {
        let given = w.staff_picture_given(moment::time(w, document.given_at));
        (document.id.to_string(), format!("{} {given}", names::picture(w, document.shows())))
    });
    Field::new("picture", w.staff_purge_picture(), chosen).input(Input::radio(options))
}

fn reason_field(w: Words, chosen: &str) -> Field {
    let options = PurgeReason::ALL
        .iter()
        .map(|reason| (reason.code().to_owned(), names::purge(w, *reason).to_owned()));
    Field::new("reason", w.staff_purge_reason(), chosen)
        .input(Input::radio(options))
        .hint(w.staff_purge_reason_hint())
}

/// Shows the form.
///
/// # Errors
/// [`Oops`].
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    let opened = step::open(&site, &visit, path_id(&id)?, Offer::PurgePicture).await;
    step::page(opened, |case, _| Page::of(&visit, case, ["", ""], [false, false]))
}

/// Takes it.
///
/// # Errors
/// [`Oops`]; [`Oops::NotFound`] for a picture of another application.
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (id, officer) = (path_id(&id)?, visit.officer()?);
    let (case, _) = match step::open(&site, &visit, id, Offer::PurgePicture).await {
        Ok(opened) => opened,
        Err(answer) => return answer,
    };
    let chosen = [form.text("picture"), form.text("reason")];
    let [picture, reason] = chosen;
    let reason = PurgeReason::from_code(reason);
    let (Some(reason), false) = (reason, picture.is_empty()) else {
        let errors = [picture.is_empty(), reason.is_none()];
        return correct(&Page::of(&visit, &case, chosen, errors));
    };
    let picture = path_id(picture)?;
    if !pictures::living(&case).any(|document| document.id == picture) {
        return Err(Oops::NotFound);
    }
    let purged = document::purge(&site.app, officer, picture, reason).await;
    claim::ended(&visit, id, purged, "staff-purged")
}
