//! The audit trail, for auditors: newest first, of one action or one day.

use app::{
    audit_trail::{By, Entry, MOST_SEARCHED, Place as From, Trail, Wanted, audit_trail},
    review::Colleague,
};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use domain::{
    audit::Action,
    date,
    staff::{Role, StaffId},
};
use uuid::Uuid;

use super::{
    frame::{Frame, Place},
    visit::Facts,
};
use crate::{
    StaffSite,
    kit::{
        chart::axis::count_text,
        door::Here,
        error::Answer,
        field::{Field, Input},
        frame::{correct, show as render},
        moment, problem,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/audit_trail.html")]
pub struct Page {
    frame: Frame,
    action: Field,
    day: Field,
    lines: Vec<Line>,
    /// Where the page before in time begins.
    next: Option<String>,
    /// What is said when a search was not finished.
    cut: Option<String>,
}

/// An entry, in words.
#[derive(Debug)]
struct Line {
    at: String,
    who: String,
    /// A record that acted, or that was acted upon.
    ids: [Option<String>; 2],
    what: String,
    refused: Option<String>,
    purpose: &'static str,
}

/// What an address asks for.
#[derive(Debug, Default)]
struct Question {
    wanted: Wanted,
    before: Option<From>,
    /// A day as typed, and what is wrong with it.
    typed: String,
    wrong: Option<String>,
}

impl Question {
    /// What makes no sense is not asked, but a wrong day is told.
    fn read(w: Words, path: &str) -> Self {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let find = |name: &str| {
            pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
        };
        let typed = find("day").trim().to_owned();
        let (day, wrong) = match date::parse(&typed) {
            _ if typed.is_empty() => (None, None),
            Ok(day) => (Some(day), None),
            Err(error) => (None, Some(problem::date(w, error).to_owned())),
        };
        Self {
            wanted: Wanted { action: Action::from_code(find("action")), day },
            before: From::from_code(find("before")),
            typed,
            wrong,
        }
    }

    /// The address of the page before a place.
    fn next(&self, place: From) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(action) = self.wanted.action {
            query.append_pair("action", action.code());
        }
        if let Some(day) = self.wanted.day {
            query.append_pair("day", &moment::typed(day));
        }
        query.append_pair("before", &place.code());
        format!("/audit?{}", query.finish())
    }
}

fn did(w: Words, code: &str) -> String {
    w.lookup(&format!("staff-did-{code}")).map_or_else(|| code.to_owned(), str::to_owned)
}

impl Line {
    fn new(w: Words, entry: &Entry) -> Self {
        let (who, id) = match &entry.by {
            By::Anonymous => (w.staff_by_anonymous().to_owned(), None),
            By::System => (w.staff_by_system().to_owned(), None),
            By::Customer(id) => (w.staff_by_customer().to_owned(), *id),
            By::Staff(colleague) => {
                let name = colleague.as_ref().and_then(|colleague| colleague.name.clone());
                let id = colleague.as_ref().map(|colleague| colleague.staff.0);
                (name.unwrap_or_else(|| w.staff_by_nameless().to_owned()), id)
            }
        };
        let refused = entry.refused.as_deref().map(|code| {
            w.lookup(&format!("staff-why-{code}")).map_or_else(|| code.to_owned(), str::to_owned)
        });
        let purpose = w.lookup(&format!("staff-purpose-{}", entry.purpose)).unwrap_or_default();
        Self {
            at: moment::time(w, entry.at),
            who,
            // Customers are told apart by number only.
            ids: [id, entry.subject].map(|id| id.map(|id| id.to_string())),
            what: did(w, &entry.action),
            refused,
            purpose,
        }
    }
}

impl Page {
    fn new(frame: Frame, question: &Question, trail: &Trail) -> Self {
        let w = frame.w;
        let option = |action: &Action| (action.code().to_owned(), did(w, action.code()));
        let all = (String::new(), w.staff_audit_all().to_owned());
        let options = std::iter::once(all).chain(Action::ALL.iter().map(option)).collect();
        let action = question.wanted.action.map_or("", Action::code);
        let searched = || count_text(MOST_SEARCHED);
        Self {
            action: Field::new("action", w.staff_audit_action(), action)
                .input(Input::Select(options)),
            day: Field::new("day", w.staff_audit_day(), &question.typed)
                .hint(w.staff_audit_day_hint())
                .autocomplete("off")
                .error(question.wrong.clone()),
            lines: trail.entries.iter().map(|entry| Line::new(w, entry)).collect(),
            next: trail.next.map(|place| question.next(place)),
            cut: trail.is_cut.then(|| w.staff_audit_cut(searched())),
            frame,
        }
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |question: &Question, trail: &Trail| {
            let title = w.staff_audit_title();
            let frame = Frame::sample(lang, Place::Audit, &[Role::Auditor], title);
            Self::new(frame, question, trail)
        };
        let colleague =
            Colleague { staff: StaffId(Uuid::nil()), name: Some("佐藤 一郎 <b>".to_owned()) };
        let by = [
            By::Staff(Some(colleague)),
            By::Customer(Some(Uuid::nil())),
            By::Anonymous,
            By::System,
            By::Staff(None),
        ];
        let entry = |by: By| Entry {
            at: chrono::DateTime::UNIX_EPOCH,
            subject: (by != By::System).then(Uuid::nil),
            refused: (by == By::Anonymous).then(|| "wrong-credentials".to_owned()),
            by,
            action: Action::FindCustomer.code().to_owned(),
            purpose: "answer-customer".to_owned(),
        };
        let next = From::from_code("00000000000000000000000000000007");
        let full = Trail { entries: by.map(entry).to_vec(), next, is_cut: true };
        let none = Trail::default();
        let wrong = Question {
            typed: "<b>".to_owned(),
            wrong: Some(w.date_not_a_date().to_owned()),
            ..Question::default()
        };
        let day = NaiveDate::from_ymd_opt(2026, 11, 22);
        let wanted = Wanted { action: Some(Action::FindCustomer), day };
        vec![page(&Question { wanted, ..Question::default() }, &full), page(&wrong, &none)]
    }
}

/// Shows a page of the trail.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<StaffSite>, Here(visit): Here<Facts>) -> Answer {
    let question = Question::read(visit.words, &visit.path);
    let (wanted, before) = (question.wanted, question.before);
    let frame = Frame::new(&visit, Place::Audit, visit.words.staff_audit_title());
    if question.wrong.is_some() {
        // The entries of all days would be taken for those of the day meant.
        return correct(&Page::new(frame, &question, &Trail::default()));
    }
    let trail = audit_trail(&site.app, visit.officer()?, wanted, before).await?;
    render(&Page::new(frame, &question, &trail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_audited_has_its_words() {
        for w in Lang::ALL.map(Words::new) {
            for action in Action::ALL {
                let key = format!("staff-did-{}", action.code());
                assert!(w.lookup(&key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn the_next_page_asks_the_same() {
        let w = Words::new(Lang::Ja);
        let question = Question::read(w, "/audit?action=log-in&day=2026%2F11%2F22");
        let place = From::from_code("00000000000000000000000000000007").unwrap();
        let next = Question::read(w, &question.next(place));
        assert_eq!(next.wanted, question.wanted);
        assert_eq!(next.before, Some(place));
        assert!(next.wanted.action == Some(Action::LogIn) && next.wanted.day.is_some());
    }

    #[test]
    fn a_wrong_day_is_told() {
        let question = Question::read(Words::new(Lang::Ja), "/audit?day=xx&action=x&before=x");
        assert!(question.wrong.is_some());
        assert_eq!((question.wanted, question.before), (Wanted::default(), None));
    }
}
