//! What waits for the bank, oldest first. Nothing personal is on it.

mod sample;

use app::{
    AppError, Refusal, application,
    review::{self, Filter, Held, Line, Queue},
};
use askama::Template;
use axum::extract::{RawQuery, State};
use domain::{
    application::waiting::Look,
    staff::{Permission, Role},
};
use uuid::Uuid;

use super::{
    application::{claim, names},
    frame::{Frame, Place},
    visit::{Facts, Visit},
};
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, Oops},
        form::Form,
        frame::{go, show as render},
        moment,
        words::{Lang, Words},
    },
};

/// What a visitor may do with a line.
#[derive(Debug, Clone, Copy)]
struct May {
    review: bool,
    decide: bool,
    open: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/queue.html")]
pub struct Page {
    frame: Frame,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    next: Option<String>,
    takes: bool,
    /// Whether nobody knows what is overdue.
    calendar_short: bool,
}

/// A choice of lines.
#[derive(Debug)]
struct Tab {
    path: String,
    label: &'static str,
    here: bool,
}

/// A line, in words.
#[derive(Debug)]
struct Row {
    id: Uuid,
    version: i64,
    received: String,
    /// When it came back from its customer, if it did.
    came_back: Option<String>,
    age: String,
    overdue: bool,
    state: &'static str,
    state_code: &'static str,
    look: &'static str,
    claim: Option<String>,
    mine: bool,
    /// Why it is not the visitor's to take.
    own_advice: bool,
    /// Its customer is suspended or leaving.
    inactive: bool,
    takes: bool,
    opens: bool,
}

/// The choices: look, by whom claimed, and the label.
const TABS: [(Filter, &str); 6] = [
    (ALL, "staff-queue-all"),
    (Filter { overdue: true, ..ALL }, "staff-queue-tab-overdue"),
    (Filter { held: Some(Held::Nobody), ..ALL }, "staff-queue-nobody"),
    (Filter { held: Some(Held::Mine), ..ALL }, "staff-queue-mine"),
    (Filter { look: Some(Look::First), ..ALL }, "staff-queue-first"),
    (Filter { look: Some(Look::Second), ..ALL }, "staff-queue-second"),
];
const ALL: Filter = Filter { look: None, held: None, overdue: false };

impl May {
    fn of(permits: impl Fn(Permission) -> bool) -> Self {
        Self {
            review: permits(Permission::Review),
            decide: permits(Permission::Decide),
            open: permits(Permission::SeeApplication),
        }
    }

    const fn takes(self, look: Look) -> bool {
        match look {
            Look::First => self.review,
            Look::Second => self.decide,
        }
    }
}

impl Row {
    fn new(w: Words, may: May, line: &Line) -> Self {
        let mine = line.claim.as_ref().is_some_and(|claim| claim.is_mine);
        let free = line.claim.is_none() && !line.is_recommended_by_me;
        Self {
            id: line.id,
            version: line.version,
            received: moment::time(w, line.submitted_at),
            came_back: line.came_back().then(|| moment::time(w, line.sent_at)),
            age: line.age.map_or_else(
                |_| w.staff_queue_age_unknown().to_owned(),
                |days| w.staff_queue_age_days(days),
            ),
            overdue: line.is_overdue(),
            state: names::state(w, line.state),
            state_code: line.state.code(),
            look: names::look(w, line.look),
            claim: line.claim.as_ref().map(|claimed| claim::words(w, claimed)),
            mine,
            own_advice: line.is_recommended_by_me,
            inactive: line.is_customer_inactive,
            takes: free && may.takes(line.look),
            opens: may.open,
        }
    }
}

impl Page {
    fn new(frame: Frame, may: May, filter: Filter, queue: &Queue) -> Self {
        let w = frame.w;
        Self {
            tabs: tabs(w, filter),
            rows: queue.lines.iter().map(|line| Row::new(w, may, line)).collect(),
            next: queue.next.map(|after| path(filter, Some(&after.code()))),
            takes: may.review || may.decide,
            calendar_short: queue.calendar_short,
            frame,
        }
    }

    /// For the test that renders every page: lines of each kind, and an empty queue.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let roles = [Role::Reviewer, Role::Approver];
        let may = May::of(|permission| roles.iter().any(|role| role.may(permission)));
        let frame = || Frame::sample(lang, Place::Queue, &roles, w.staff_queue_title());
        let mine = Filter { held: Some(Held::Mine), ..Filter::default() };
        let next = review::Place::from_code("0.00000000000000000000000000000000");
        let some = Queue { lines: sample::lines(), next, calendar_short: false };
        let none = Queue { lines: Vec::new(), next: None, calendar_short: true };
        vec![
            Self::new(frame(), may, Filter::default(), &some),
            Self::new(frame(), may, mine, &none),
        ]
    }
}

fn tabs(w: Words, filter: Filter) -> Vec<Tab> {
    TABS.into_iter()
        .map(|(one, label)| Tab {
            path: path(one, None),
            label: w.lookup(label).unwrap_or_default(),
            here: filter == one,
        })
        .collect()
}

fn path(filter: Filter, after: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(look) = filter.look {
        query.append_pair("look", look.code());
    }
    if let Some(held) = filter.held {
        query.append_pair("held", held.code());
    }
    if filter.overdue {
        query.append_pair("overdue", "yes");
    }
    if let Some(after) = after {
        query.append_pair("after", after);
    }
    let query = query.finish();
    if query.is_empty() { "/queue".to_owned() } else { format!("/queue?{query}") }
}

/// What an address asks for; what it does not know is not asked.
fn asked(query: &str) -> (Filter, Option<review::Place>) {
    let (mut filter, mut after) = (Filter::default(), None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "look" => filter.look = Look::from_code(&value),
            "held" => filter.held = Held::from_code(&value),
            "overdue" => filter.overdue = value == "yes",
            "after" => after = review::Place::from_code(&value),
            _ => {}
        }
    }
    (filter, after)
}

/// Shows it.
///
/// # Errors
/// [`Oops`].
pub async fn show(
    State(site): State<StaffSite>,
    Here(visit): Here<Facts>,
    RawQuery(query): RawQuery,
) -> Answer {
    let (filter, after) = asked(&query.unwrap_or_default());
    let queue = review::queue(&site.app, visit.officer()?, filter, after).await?;
    let may = may(&visit)?;
    let frame = Frame::new(&visit, Place::Queue, visit.words.staff_queue_title());
    render(&Page::new(frame, may, filter, &queue))
}

fn may(visit: &Visit) -> Result<May, Oops> {
    let signed = visit.signed()?;
    Ok(May::of(|permission| signed.may(permission)))
}

/// Takes the oldest that waits for the visitor's look, and opens it.
///
/// # Errors
/// [`Oops`].
pub async fn next(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    match application::take_next(&site.app, visit.officer()?, form.key()?).await {
        Ok(Some(id)) => Ok(go(&format!("/applications/{id}"), Some("staff-taken"))),
        Ok(None) => Ok(go("/queue", Some("staff-nothing-waits"))),
        Err(AppError::Refused(Refusal::Stale)) => Ok(go("/queue", Some("staff-old-queue"))),
        Err(error) => Err(error.into()),
    }
}
