//! The second step: which identity document, and which second one where the first does not
//! say enough.

use app::{
    AppError, Refusal,
    application::{Part, Shown, declare},
};
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use domain::{
    application::declaration::DeclaredDocument,
    bank::identity_document::{DeclareError, DocumentKind, accepted_on},
    date,
    document::Refusal as Rule,
};
use uuid::Uuid;

use super::{
    account, changeable, names, sample,
    steps::{self, Step, Steps},
};
use crate::{
    Site,
    kit::{
        error::{Answer, path_id},
        field::{Choice, Field, Input, summary},
        form::Form,
        frame::{self, Frame, Place, go},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// Which document is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    First,
    /// Beside this one.
    Second(DocumentKind),
}

impl Which {
    const fn page(self) -> &'static str {
        match self {
            Self::First => "document",
            Self::Second(_) => "complement",
        }
    }

    fn title(self, w: Words) -> &'static str {
        match self {
            Self::First => w.application_document_title(),
            Self::Second(_) => w.application_complement_title(),
        }
    }

    /// The kinds that can be chosen on a day.
    fn offered(self, day: NaiveDate) -> impl Iterator<Item = DocumentKind> {
        accepted_on(day).map(|acceptance| acceptance.kind).filter(move |kind| match self {
            Self::First => true,
            Self::Second(first) => first != *kind,
        })
    }
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/application/document.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    page: &'static str,
    lead: String,
    steps: Steps,
    kind: Field,
    errors: Vec<(String, String)>,
}

impl Page {
    fn new(
        frame: Frame,
        (id, version): (Uuid, i64),
        (which, day): (Which, NaiveDate),
        chosen: &str,
        error: Option<&'static str>,
    ) -> Self {
        let w = frame.w;
        let choice = |kind: DocumentKind| Choice {
            code: kind.code().to_owned(),
            label: names::document(w, kind).to_owned(),
            note: Some(names::about(w, kind)),
        };
        let kind = Field::new("kind", w.application_document_field(), chosen)
            .input(Input::radio(which.offered(day).map(choice)))
            .mark(w.required(), true)
            .error(error);
        let lead = match which {
            Which::First => w.application_document_lead().to_owned(),
            Which::Second(first) => w.application_complement_lead(names::document(w, first)),
        };
        Self {
            steps: Steps::at(w, Step::Document),
            page: which.page(),
            lead,
            errors: summary([&kind]),
            frame: Frame { title: which.title(w).to_owned(), ..frame },
            id,
            version,
            kind,
        }
    }

    /// For the test that renders every page: the first document, and a second one.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame {
            place: Place::Application,
            ..Frame::sample(lang, true, w.application_title())
        };
        let page = |which, error| {
            Self::new(frame(), (Uuid::nil(), 1), (which, sample::day()), "passport", error)
        };
        let second = Which::Second(DocumentKind::ResidenceCertificate);
        vec![page(Which::First, None), page(second, Some(w.application_document_missing()))]
    }
}

fn page(
    visit: &Visit,
    shown: (Uuid, i64),
    asked: (Which, NaiveDate),
    chosen: &str,
    error: Option<&'static str>,
) -> Page {
    Page::new(Frame::new(visit, Place::Application, ""), shown, asked, chosen, error)
}

/// Asks for the document.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here, Path(id): Path<String>) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let chosen = shown.declaration.document.map_or("", |document| document.kind.code());
    let asked = (Which::First, date::today(site.app.clock.now()));
    frame::show(&page(&visit, (id, shown.version), asked, chosen, None))
}

/// Asks for a second document, if the first does not do alone.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show_second(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    let today = date::today(site.app.clock.now());
    let Some(first) =
        shown.declaration.document.filter(|_| shown.declaration.needs_complement(today))
    else {
        return account::on(&site, &visit, id).await;
    };
    let chosen = shown.declaration.complement.map_or("", |document| document.kind.code());
    let asked = (Which::Second(first.kind), today);
    frame::show(&page(&visit, (id, shown.version), asked, chosen, None))
}

/// Takes the document.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    take(&site, &visit, &shown, Which::First, &form).await
}

/// Takes the second document.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send_second(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    let Some(shown) = changeable(&site, &visit, id).await? else {
        return Ok(go(&steps::status(id), None));
    };
    match shown.declaration.document {
        Some(first) => take(&site, &visit, &shown, Which::Second(first.kind), &form).await,
        None => account::on(&site, &visit, id).await,
    }
}

async fn take(site: &Site, visit: &Visit, shown: &Shown, which: Which, form: &Form) -> Answer {
    let (w, id, version) = (visit.words, shown.summary.id, form.version()?);
    let today = date::today(site.app.clock.now());
    let typed = form.text("kind");
    let again =
        |error| frame::correct(&page(visit, (id, version), (which, today), typed, Some(error)));
    let Some(kind) = DocumentKind::from_code(typed) else {
        return again(w.application_document_missing());
    };
    if which == Which::Second(kind) {
        return again(w.application_document_not_taken());
    }
    // The other side is asked for on the next page; told here, it is judged here.
    let told = DeclaredDocument { kind, other_side: form.ticked("other_side") };
    let before = &shown.declaration;
    let chosen = |earlier: Option<DeclaredDocument>| {
        earlier.filter(|earlier| earlier.kind == kind && !told.other_side).unwrap_or(told)
    };
    let part = match (which, before.document) {
        (Which::Second(_), Some(first)) => Part::Documents(first, Some(chosen(before.complement))),
        _ => Part::Documents(chosen(before.document), before.complement),
    };
    match declare(&site.app, visit.asker()?, (id, version), part).await {
        Ok(()) if told.side_in_question(today).is_some() => {
            Ok(go(&format!("/applications/{id}/side"), None))
        }
        Ok(()) => account::on(site, visit, id).await,
        Err(AppError::Refused(Refusal::Document(Rule::Declared(DeclareError::ShowsMyNumber)))) => {
            again(w.application_document_back_refused())
        }
        Err(AppError::Refused(Refusal::Document(_))) => again(w.application_document_not_taken()),
        Err(AppError::Refused(Refusal::Application(_))) => Ok(go(&steps::status(id), None)),
        Err(other) => Err(other.into()),
    }
}
