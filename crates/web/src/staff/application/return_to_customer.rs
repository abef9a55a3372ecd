//! Returning an application to its customer: what is to be mended, of which picture, what the
//! customer reads, and what is noted among the bank's people.

use app::{
    application::{self, Note},
    document::Document,
    review::Case,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    application::{
        Offer,
        reason::{Mend, ReasonError, ReturnReason},
    },
    bank::identity_document::{DocumentKind, Side},
    staff::Role,
};
use uuid::Uuid;

use super::{
    claim, draft,
    head::Head,
    names,
    pictures::{self, Pictures},
    sample,
    step::{self, Wrong},
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        field::{Field, Input, summary},
        form::Form,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place},
        visit::{Facts, Visit},
    },
};

const STEP: Offer = Offer::Return;

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
    /// What must be known before it is sent again.
    said: Option<&'static str>,
    /// The names of the reasons the customer's text was shown for.
    drafted: String,
    told: Field,
    noted: Field,
    /// Whether leaving the page would lose something.
    filled_in: bool,
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
    reasons: Vec<Mend>,
    note: Note,
    /// The reasons the customer's text was shown for, to be looked over; empty before.
    drafted: Vec<Mend>,
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

/// The mends of names, in the order of all there could be; what is none is left out.
fn named(names: &[&str]) -> Vec<Mend> {
    let pictures =
        DocumentKind::ALL.iter().flat_map(|kind| Side::ALL.iter().map(|side| (*kind, *side)));
    let places: Vec<_> = std::iter::once(None).chain(pictures.map(Some)).collect();
    let all = ReturnReason::ALL.iter().flat_map(|reason| {
        places.iter().map(|picture| Mend { reason: *reason, picture: *picture })
    });
    all.filter(|mend| names.contains(&&*name(*mend))).collect()
}

impl Filled {
    fn of(form: &Form) -> Self {
        let ticked: Vec<_> = form.fields().iter().map(|(name, _)| &**name).collect();
        let note = Note {
            told: form.text("told").trim().to_owned(),
            noted: form.text("noted").trim().to_owned(),
        };
        let drafted: Vec<_> = form.text("drafted").split(' ').collect();
        Self { reasons: named(&ticked), note, drafted: named(&drafted) }
    }

    /// Whether the customer's text is to be shown first, as it stands for these reasons.
    fn wants_draft(&self) -> bool {
        !self.reasons.is_empty() && (self.drafted != self.reasons || self.note.told.is_empty())
    }

    /// Fills in the standard text, in the customer's language, unless another was written.
    /// What is asked of a picture that is not there any more is asked no longer.
    fn draft(&mut self, case: &Case) {
        let offered: Vec<_> =
            ReturnReason::ALL.iter().flat_map(|reason| mends(case, *reason)).flatten().collect();
        self.reasons.retain(|mend| offered.contains(mend));
        let standard = |reasons: &[Mend]| draft::returned(draft::words(case), reasons);
        let former = standard(&self.drafted);
        draft::fill(&mut self.note.told, &former, standard(&self.reasons));
        self.drafted.clone_from(&self.reasons);
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
            pictures: Pictures::new(w, case, None),
            rows: rows.collect(),
            columns: columns.collect(),
            reasons_error: None,
            errors: Vec::new(),
            said: None,
            drafted: filled.drafted.iter().copied().map(name).collect::<Vec<_>>().join(" "),
            told: Field::new("told", w.staff_told(), draft::again(&filled.note.told))
                .input(Input::Area)
                .hint(w.staff_told_hint_return(draft::language(w, case))),
            noted: Field::new("noted", w.staff_noted(), draft::again(&filled.note.noted))
                .input(Input::Area)
                .hint(w.staff_noted_hint()),
            filled_in: !filled.reasons.is_empty() || filled.note != Note::default(),
            frame,
        }
    }

    fn of(visit: &Visit, case: &Case, filled: &Filled) -> Self {
        let frame = Frame::new(visit, Place::Queue, visit.words.staff_return());
        Self::new(frame, case, filled)
    }

    fn wrong(mut self, wrong: Option<Wrong>) -> Self {
        let w = self.frame.w;
        use ReasonError as E;
        match wrong {
            None => return self,
            Some(Wrong::Said(text)) => self.said = Some(text),
            Some(Wrong::Reason(error @ (E::ToldTooLong | E::ToldAddress | E::ToldMyNumber))) => {
                self.told = self.told.error(Some(draft::wrong(w, error)));
            }
            Some(Wrong::Reason(error @ (E::NotedTooLong | E::NotedMyNumber))) => {
                self.noted = self.noted.error(Some(draft::wrong(w, error)));
            }
            Some(Wrong::Verdict | Wrong::Reason(_)) => {
                self.reasons_error = Some(w.staff_return_reasons_missing());
            }
        }
        let group = self.reasons_error.map(|text| ("reasons".to_owned(), text.to_owned()));
        self.errors = group.into_iter().chain(summary([&self.told, &self.noted])).collect();
        self
    }

    /// For the test that renders every page: as it comes, to look over, and wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let frame = || Frame::sample(lang, Place::Queue, &[Role::Reviewer], w.staff_return());
        let case = sample::mine();
        let glare = Mend::from((ReturnReason::Glare, (DocumentKind::DrivingLicence, Side::Front)));
        let filled = Filled {
            reasons: vec![glare],
            note: Note { told: "光っています。<b>".to_owned(), noted: String::new() },
            drafted: vec![glare],
        };
        let empty = Filled::default();
        vec![
            Self::new(frame(), &case, &empty),
            Self::new(frame(), &case, &filled),
            Self::new(frame(), &case, &empty).wrong(Some(Wrong::Reason(ReasonError::Missing))),
            Self::new(frame(), &case, &filled).wrong(Some(Wrong::Reason(ReasonError::ToldTooLong))),
            Self::new(frame(), &case, &filled).wrong(Some(Wrong::Said(w.staff_again_stale()))),
        ]
    }
}

fn row(w: Words, case: &Case, reason: ReturnReason, filled: &Filled) -> Row {
    let label = names::returned(w, reason);
    let tick = |mend: Mend| {
        let (name, general) = (name(mend), || w.staff_return_general().to_owned());
        let of = mend.picture.map_or_else(general, |picture| names::picture(w, picture));
        Tick { ticked: filled.reasons.contains(&mend), name, label: w.staff_return_of(of, label) }
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
    let opened = step::open(&site, &visit, path_id(&id)?, STEP).await;
    step::page(opened, |case, _| Page::of(&visit, case, &Filled::default()))
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
    let draft = (STEP, filled.wants_draft());
    let opened = match step::open_to_draft(&site, &visit, shown, draft).await {
        Ok(Some(opened)) => {
            filled.draft(&opened.0);
            Ok(opened)
        }
        Ok(None) => {
            let (app, officer) = (&site.app, visit.officer()?);
            let (reasons, note) = (&filled.reasons, &filled.note);
            match application::return_to_customer(app, officer, shown, reasons, note).await {
                Ok(()) => return Ok(claim::done(shown.0, "staff-returned")),
                Err(error) => step::again(&site, &visit, shown, STEP, error).await,
            }
        }
        Err(answer) => Err(answer),
    };
    step::page(opened, |case, wrong| Page::of(&visit, case, &filled).wrong(wrong))
}
