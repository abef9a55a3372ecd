//! Closing an incident: what came of it, and what was found.

use app::{
    AppError, Refusal,
    incident::{self, Incident},
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    bank::holds_my_number,
    incident::{LONGEST_NOTE, Outcome, Refusal as Rule},
    staff::Role,
};
use uuid::Uuid;

use super::{
    frame::{Frame, Place},
    visit::{Facts, Visit},
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, path_id},
        field::{Field, Input, summary},
        form::Form,
        frame::{correct, go, show as render},
        moment,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/close_incident.html")]
pub struct Page {
    frame: Frame,
    id: Uuid,
    at: String,
    signature: String,
    outcome: Field,
    note: Field,
    errors: Vec<(String, String)>,
}

/// What was filled in.
#[derive(Debug, Default)]
struct Filled<'a> {
    outcome: &'a str,
    note: &'a str,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, Default)]
struct Wrong {
    /// Nothing was chosen.
    outcome: bool,
    /// A rule about the note.
    note: Option<Rule>,
}

/// What came of an incident, in words.
pub(super) fn outcome(w: Words, outcome: Outcome) -> &'static str {
    w.lookup(&format!("staff-purpose-{}", outcome.code())).unwrap_or_default()
}

fn text(w: Words, rule: Rule) -> String {
    match rule {
        Rule::NoteTooLong => w.text_too_long(LONGEST_NOTE),
        Rule::NoteMyNumber => w.staff_text_my_number().to_owned(),
        Rule::NoNote | Rule::Oneself => w.staff_incident_note_missing().to_owned(),
    }
}

impl Page {
    fn new(frame: Frame, incident: Incident, filled: &Filled<'_>, wrong: Wrong) -> Self {
        let w = frame.w;
        let options =
            Outcome::ALL.iter().map(|one| (one.code().to_owned(), outcome(w, *one).to_owned()));
        let missing = wrong.outcome.then(|| w.staff_incident_outcome_missing());
        let chosen = Field::new("outcome", w.staff_incident_outcome(), filled.outcome)
            .input(Input::radio(options))
            .mark(w.required(), true)
            .error(missing);
        // What may not be kept is not shown again either.
        let written = if holds_my_number(filled.note) { "" } else { filled.note };
        let note = Field::new("note", w.staff_incident_note(), written)
            .input(Input::Area)
            .hint(w.staff_incident_note_hint())
            .mark(w.required(), true)
            .error(wrong.note.map(|rule| text(w, rule)));
        Self {
            id: incident.id,
            at: moment::time(w, incident.at),
            signature: incident.signature,
            errors: summary([&chosen, &note]),
            outcome: chosen,
            note,
            frame,
        }
    }

    /// For the test that renders every page: as it comes, and with what is wrong.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let page = |wrong| {
            let title = Words::new(lang).staff_incident_close_title();
            let frame = Frame::sample(lang, Place::Incidents, &[Role::Supervisor], title);
            let incident = Incident {
                id: Uuid::nil(),
                at: chrono::DateTime::UNIX_EPOCH,
                customer: Uuid::nil(),
                document: Uuid::nil(),
                signature: "Heuristics.<b>.Broken".to_owned(),
                is_own: false,
            };
            let filled = Filled { outcome: "false-alarm", note: "お客さまに確認。<b>" };
            Self::new(frame, incident, &filled, wrong)
        };
        let rules = [Rule::NoNote, Rule::NoteTooLong, Rule::NoteMyNumber];
        let wrong = rules.map(|rule| Wrong { outcome: true, note: Some(rule) });
        [Wrong::default()].into_iter().chain(wrong).map(page).collect()
    }
}

/// The answer where it is not closed now: the list, with the reason.
fn told(error: AppError) -> Answer {
    match error {
        AppError::Refused(Refusal::Stale) => Ok(go("/incidents", Some("staff-incident-gone"))),
        AppError::Refused(Refusal::Incident(Rule::Oneself)) => {
            Ok(go("/incidents", Some("staff-incident-own")))
        }
        other => Err(other.into()),
    }
}

async fn on(
    site: &StaffSite,
    visit: &Visit,
    id: Uuid,
    filled: &Filled<'_>,
    wrong: Wrong,
) -> Answer {
    let incident = match incident::find(&site.app, visit.officer()?, id).await {
        Ok(incident) => incident,
        Err(error) => return told(error),
    };
    let frame = Frame::new(visit, Place::Incidents, visit.words.staff_incident_close_title());
    let page = Page::new(frame, incident, filled, wrong);
    if page.errors.is_empty() { render(&page) } else { correct(&page) }
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
    on(&site, &visit, path_id(&id)?, &Filled::default(), Wrong::default()).await
}

/// Closes it. Whoever comes second to it, or presses twice, is told that it is closed.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    let filled = Filled { outcome: form.text("outcome"), note: form.text("note").trim() };
    let Some(chosen) = Outcome::from_code(filled.outcome) else {
        let note = domain::incident::judge_note(filled.note).err();
        return on(&site, &visit, id, &filled, Wrong { outcome: true, note }).await;
    };
    match incident::close(&site.app, visit.officer()?, id, chosen, filled.note).await {
        Ok(true) => Ok(go("/incidents", Some("staff-incident-closed"))),
        Ok(false) => Ok(go("/incidents", Some("staff-incident-closed-bare"))),
        Err(AppError::Refused(Refusal::Incident(rule))) if rule != Rule::Oneself => {
            on(&site, &visit, id, &filled, Wrong { outcome: false, note: Some(rule) }).await
        }
        Err(error) => told(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_come_of_an_incident_has_its_words() {
        for w in Lang::ALL.map(Words::new) {
            assert!(Outcome::ALL.iter().all(|one| !outcome(w, *one).is_empty()));
        }
    }
}
