//! Taking the roster out as a file, for a purpose.

use std::sync::Arc;

use app::{
    App,
    roster::{self, Roster},
};
use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use domain::staff::{ExportPurpose, Role};
use futures_util::stream::try_unfold;

use super::names;
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, Oops},
        field::{Field, Input, summary},
        form::Form,
        frame::{correct, show as render},
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/customer/roster.html")]
pub struct Page {
    frame: Frame,
    purpose: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(frame: Frame, error: Option<&'static str>) -> Self {
        let w = frame.w;
        let purpose = Field::new("purpose", w.staff_roster_purpose(), "")
            .hint(w.staff_roster_purpose_hint())
            .input(Input::radio(names::export_purposes(w)))
            .mark(w.required(), true)
            .error(error);
        let errors = summary([&purpose]);
        Self { frame, purpose, errors }
    }

    fn of(visit: &Visit, error: Option<&'static str>) -> Self {
        let title = visit.words.staff_roster_title();
        Self::new(Frame::new(visit, Place::Customers, title), error)
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |error| {
            let title = w.staff_roster_title();
            let frame = Frame::sample(lang, Place::Customers, &[Role::Supervisor], title);
            Self::new(frame, error)
        };
        vec![page(None), page(Some(w.staff_roster_purpose_missing()))]
    }
}

/// Shows what the file holds, and asks for what it is.
///
/// # Errors
/// [`Oops`].
pub async fn show(Here(visit): Here<Facts>) -> Answer {
    render(&Page::of(&visit, None))
}

/// Gives the file.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    let Some(purpose) = ExportPurpose::from_code(form.text("purpose")) else {
        return correct(&Page::of(&visit, Some(visit.words.staff_roster_purpose_missing())));
    };
    let roster = roster::export(&site.app, visit.officer()?, purpose).await?;
    download(site.app, roster)
}

/// The file, piece by piece as it is made (RFC 6266). One that fails on its way is cut off
/// before its end, and the browser tells.
fn download(app: Arc<App>, roster: Roster) -> Result<Response, Oops> {
    let disposition = format!("attachment; filename=\"{}\"", roster.name(&app));
    let disposition = HeaderValue::try_from(disposition).map_err(|_| Oops::Internal)?;
    let pieces = try_unfold((app, roster), |(app, mut roster)| async move {
        let piece = roster.piece(&app).await.inspect_err(|error| {
            tracing::error!(error = error as &dyn std::error::Error, "a roster was cut off");
        })?;
        Ok::<_, app::AppError>(piece.map(|piece| (piece, (app, roster))))
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}
