//! Returning an application to its customer: what is to be mended, of which picture, what the
//! customer reads, and what is noted among the bank's people.

use app::{
    AppError, Refusal,
    application::{self, Note},
    document::Document,
    review::{self, Case},
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    application::{
        Offer,
        reason::{LONGEST_TEXT, Mend, ReasonError, ReturnReason},
    },
    staff::Role,
};
use uuid::Uuid;

use super::{claim, draft, head::Head, names, pictures, pictures::Pictures, refused, sample};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        field::{Field, Input},
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
#[template(path = "staff/application/return_to_customer.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    version: i64,
    head: Head,
    pictures: Pictures,
    /// The pictures there are, each a column.
    columns: Vec<String>,
    rows: Vec<Row>,
    reasons_error: Option<&'static str>,
    errors: Vec<(String, String)>,
    drafted: bool,
    told: Field,
    noted: Field,
}

/// A reason, and where it may be ticked: of all, then of each picture.
#[derive(Debug)]
struct Row {
    label: &'static str,
    destroys: bool,
    boxes: Vec<Option<Tick>>,
}

/// A box.
#[derive(Debug)]
struct Tick {
    name: String,
    label: String,
    ticked: bool,
}

/// What a form said.
#[derive(Debug, Default)]
struct Filled {
    ticked: Vec<String>,
    note: Note,
    drafted: bool,
}

/// The name of a reason's box: of one picture, or of the application.
fn name(mend: Mend) -> String {
    let reason = mend.reason.code();
    match mend.picture {
        Some((kind, side)) => format!("reason-{reason}-{}-{}", kind.code(), side.code()),
        None => format!("reason-{reason}"),
    }
}

/// What may be ticked of a reason: the application, then each picture there is, if a new one
/// mends it.
fn mends(case: &Case, reason: ReturnReason) -> impl Iterator<Item = Option<Mend>> {
    let of_picture = move |document: &Document| {
        reason.asks_for_picture().then(|| Mend::from((reason, document.shows())))
    };
    std::iter::once(Some(Mend::from(reason))).chain(pictures::living(case).map(of_picture))
}

impl Filled {
    fn of(form: &Form) -> Self {
        let ticked = form.fields().iter().map(|(name, _)| name);
        let note = Note {
            told: form.text("told").trim().to_owned(),
            noted: form.text("noted").trim().to_owned(),
        };
        Self {
            ticked: ticked.filter(|name| name.starts_with("reason-")).cloned().collect(),
            note,
            drafted: form.ticked("drafted"),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.ticked.iter().any(|ticked| ticked == name)
    }

    /// What was ticked.
    fn reasons(&self, case: &Case) -> Vec<Mend> {
        let all = ReturnReason::ALL.iter().flat_map(|reason| mends(case, *reason)).flatten();
        all.filter(|mend| self.has(&name(*mend))).collect()
    }
}

impl Page {
    fn new(frame: Frame, case: &Case, filled: &Filled) -> Self {
        let w = frame.w;
        let rows = ReturnReason::ALL.iter().map(|reason| row(w, case, *reason, filled));
        let columns = pictures::living(case).map(|document| names::picture(w, document.shows()));
        Self {
            id: case.id,
            version: case.version,
            head: Head::new(w, case),
            pictures: Pictures::new(w, case, false),
            rows: rows.collect(),
            columns: columns.collect(),
            reasons_error: None,
            errors: Vec::new(),
            drafted: filled.drafted,
            told: Field::new("told", w.staff_told(), &filled.note.told)
                .input(Input::Area)
                .hint(w.staff_told_hint_return(draft::language(w, case))),
            noted: Field::new("noted", w.staff_noted(), &filled.note.noted)
                .input(Input::Area)
                .hint(w.staff_noted_hint()),
            frame,
        }
    }

    fn of(visit: &Visit, case: &Case, filled: &Filled) -> Self {
        let frame = Frame::new(visit, Place::Queue, visit.words.staff_return());
        Self::new(frame, case, filled)
    }

    fn wrong(mut self, error: ReasonError) -> Self {
        let w = self.frame.w;
        let (name, text) = match error {
            ReasonError::TooLong => {
                let text = w.text_too_long(LONGEST_TEXT);
                self.told = self.told.error(Some(text.clone()));
                ("told", text)
            }
            ReasonError::Missing | ReasonError::Unchecked => {
                self.reasons_error = Some(w.staff_return_reasons_missing());
                ("reasons", w.staff_return_reasons_missing().to_owned())
            }
        };
        self.errors = vec![(name.to_owned(), text)];
        self
    }

    /// For the test that renders every page: as it comes, to look over, and wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, Place::Queue, &[Role::Reviewer], w.staff_return());
        let case = sample::mine();
        let filled = Filled {
            ticked: vec!["reason-glare-driving-licence-front".to_owned()],
            note: Note { told: "光っています。<b>".to_owned(), noted: String::new() },
            drafted: true,
        };
        let empty = Filled::default();
        vec![
            Self::new(frame(), &case, &empty),
            Self::new(frame(), &case, &filled),
            Self::new(frame(), &case, &empty).wrong(ReasonError::Missing),
            Self::new(frame(), &case, &filled).wrong(ReasonError::TooLong),
        ]
    }
}

fn row(w: Words, case: &Case, reason: ReturnReason, filled: &Filled) -> Row {
    let label = names::returned(w, reason);
    let tick = |mend: Mend| {
        let (name, general) = (name(mend), || w.staff_return_general().to_owned());
        let of = mend.picture.map_or_else(general, |picture| names::picture(w, picture));
        Tick { ticked: filled.has(&name), name, label: w.staff_return_of(of, label) }
    };
    Row {
        label,
        destroys: reason.destroys_picture(),
        boxes: mends(case, reason).map(|mend| mend.map(tick)).collect(),
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
) -> Answer {
    let id = path_id(&id)?;
    match review::open(&site.app, visit.officer()?, id).await {
        Ok(case) if !case.offers.contains(&Offer::Return) => refused::not_offered(&visit, &case),
        Ok(case) => render(&Page::of(&visit, &case, &Filled::default())),
        Err(error) => refused::told(&visit, id, error),
    }
}

/// Takes it. The standard text of the reasons is shown first, to be looked over.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let (shown, mut filled) = ((path_id(&id)?, form.version()?), Filled::of(&form));
    let (app, officer) = (&site.app, visit.officer()?);
    let case = match review::open(app, officer, shown.0).await {
        Ok(case) => case,
        Err(error) => return refused::told(&visit, shown.0, error),
    };
    let reasons = filled.reasons(&case);
    let is_theirs = case.version == shown.1 && case.offers.contains(&Offer::Return);
    let unread = !filled.drafted || filled.note.told.is_empty();
    if is_theirs && !reasons.is_empty() && unread {
        if filled.note.told.is_empty() {
            let theirs = draft::words(&case);
            filled.note.told = draft::returned(theirs, &reasons);
        }
        filled.drafted = true;
        return render(&Page::of(&visit, &case, &filled));
    }
    let returned =
        application::return_to_customer(app, officer, shown, &reasons, &filled.note).await;
    match returned {
        Err(AppError::Refused(Refusal::Reason(error))) => {
            correct(&Page::of(&visit, &case, &filled).wrong(error))
        }
        other => claim::done(&visit, shown.0, other, "staff-returned"),
    }
}
