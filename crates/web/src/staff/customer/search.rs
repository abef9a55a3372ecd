//! Searching for a customer: something known exactly, for a purpose.

use app::roster::{self, MOST_FOUND, Person, Sought};
use askama::Template;
use axum::extract::State;
use domain::{
    person::EmailAddress,
    staff::{FindPurpose, Permission, Role},
};
use uuid::Uuid;

use super::names;
use crate::{
    StaffSite,
    kit::{
        door::Here,
        error::{Answer, Oops},
        field::{Field, Input, summary},
        form::Form,
        frame::{correct, show as render},
        moment, problem,
        words::{Lang, Words},
    },
    staff::{
        frame::{Frame, Place, last_login},
        visit::{Facts, Visit},
    },
};

/// By what one searches: the codes of the form.
const WAYS: [&str; 3] = ["email", "name", "id"];

/// The page.
#[derive(Debug, Template)]
#[template(path = "staff/customer/search.html")]
pub struct Page {
    frame: Frame,
    by: Field,
    sought: Field,
    purpose: Field,
    errors: Vec<(String, String)>,
    /// Who was found, and the code of what for; `None` before a search.
    found: Option<(Vec<Line>, &'static str)>,
    /// Whether the roster may be taken out.
    exports: bool,
}

/// A customer found.
#[derive(Debug)]
struct Line {
    id: String,
    name: String,
    kana: String,
    email: String,
    standing: (&'static str, &'static str),
    since: String,
    last_login: String,
}

/// What is wrong with a search.
#[derive(Debug, Default)]
struct Wrong {
    by: Option<String>,
    sought: Option<String>,
    purpose: Option<String>,
}

impl Line {
    fn new(w: Words, person: Person) -> Self {
        Self {
            id: person.id.to_string(),
            standing: names::standing(w, &person),
            since: moment::time(w, person.created_at),
            last_login: last_login(w, person.last_login_at),
            name: person.name,
            kana: person.kana,
            email: person.email,
        }
    }
}

impl Page {
    fn new(frame: Frame, exports: bool, form: &Form, wrong: Wrong) -> Self {
        let w = frame.w;
        let way = |code: &str| {
            let name = w.lookup(&format!("staff-find-by-{code}")).unwrap_or_default();
            (code.to_owned(), name.to_owned())
        };
        let by = Field::new("by", w.staff_find_by(), form.find("by").unwrap_or(WAYS[0]))
            .input(Input::radio(WAYS.map(way)))
            .mark(w.required(), true)
            .error(wrong.by);
        let sought = Field::new("sought", w.staff_find_sought(), form.text("sought"))
            .hint(w.staff_find_sought_hint())
            .mark(w.required(), true)
            .autocomplete("off")
            .error(wrong.sought);
        let purpose = Field::new("purpose", w.staff_find_purpose(), form.text("purpose"))
            .hint(w.staff_find_purpose_hint())
            .input(Input::radio(names::find_purposes(w)))
            .mark(w.required(), true)
            .error(wrong.purpose);
        let errors = summary([&by, &sought, &purpose]);
        Self { frame, by, sought, purpose, errors, found: None, exports }
    }

    fn of(visit: &Visit, form: &Form, wrong: Wrong) -> Result<Self, Oops> {
        let exports = visit.signed()?.may(Permission::ExportRoster);
        let frame = Frame::new(visit, Place::Customers, visit.words.staff_find_title());
        Ok(Self::new(frame, exports, form, wrong))
    }

    fn with(self, found: Vec<Person>, purpose: FindPurpose) -> Self {
        let w = self.frame.w;
        let lines = found.into_iter().map(|person| Line::new(w, person)).collect();
        Self { found: Some((lines, purpose.code())), ..self }
    }

    /// Whether there may be more than are shown.
    fn may_be_more(&self) -> bool {
        self.found.as_ref().is_some_and(|(found, _)| found.len() >= MOST_FOUND)
    }

    /// For the test that renders every page.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let page = |wrong: Wrong| {
            let title = w.staff_find_title();
            let frame = Frame::sample(lang, Place::Customers, &[Role::Supervisor], title);
            let form = Form::new(vec![("sought".to_owned(), "<b>".to_owned())]);
            Self::new(frame, true, &form, wrong)
        };
        let wrong = Wrong {
            by: None,
            sought: Some(w.email_malformed().to_owned()),
            purpose: Some(w.staff_find_purpose_missing().to_owned()),
        };
        let found = [sample(0), sample(1), sample(2)].to_vec();
        vec![
            page(Wrong::default()),
            page(wrong),
            page(Wrong::default()).with(found, FindPurpose::AnswerCustomer),
            page(Wrong::default()).with(Vec::new(), FindPurpose::AnswerCustomer),
        ]
    }
}

/// Customers for sample pages: in use, suspended, closing.
pub(super) fn sample(number: u8) -> Person {
    let past = chrono::DateTime::UNIX_EPOCH;
    Person {
        id: Uuid::nil(),
        name: "山** 花** <b>".to_owned(),
        kana: "ヤ** ハ**".to_owned(),
        email: "h***@e***.jp".to_owned(),
        status: if number == 2 { roster::Status::Closing } else { roster::Status::Active },
        suspended_at: (number == 1).then_some(past),
        created_at: past,
        last_login_at: (number != 2).then_some(past),
    }
}

/// Shows the form.
///
/// # Errors
/// [`Oops`].
pub async fn show(Here(visit): Here<Facts>) -> Answer {
    render(&Page::of(&visit, &Form::default(), Wrong::default())?)
}

/// Searches. What is searched for is in no address, and in no trail.
///
/// # Errors
/// [`Oops`].
pub async fn send(State(site): State<StaffSite>, Here(visit): Here<Facts>, form: Form) -> Answer {
    match judged(visit.words, &form) {
        Ok((sought, purpose)) => {
            let found = roster::find(&site.app, visit.officer()?, &sought, purpose).await?;
            render(&Page::of(&visit, &form, Wrong::default())?.with(found, purpose))
        }
        Err(wrong) => correct(&Page::of(&visit, &form, wrong)?),
    }
}

/// The search for one whose page was asked for without a purpose: it asks for one.
pub(super) fn ask(visit: &Visit, id: Uuid) -> Answer {
    let sought = [("by", "id".to_owned()), ("sought", id.to_string())];
    let form = Form::new(sought.map(|(name, value)| (name.to_owned(), value)).into());
    let purpose = Some(visit.words.staff_find_purpose_missing().to_owned());
    correct(&Page::of(visit, &form, Wrong { purpose, ..Wrong::default() })?)
}

fn judged(w: Words, form: &Form) -> Result<(Sought, FindPurpose), Wrong> {
    let typed = form.text("sought").trim();
    let sought = match form.text("by") {
        "email" => EmailAddress::parse(typed)
            .map(Sought::Email)
            .map_err(|error| problem::email(w, error).to_owned()),
        "name" if typed.is_empty() => Err(w.staff_find_name_missing().to_owned()),
        "name" => Ok(Sought::Name(typed.to_owned())),
        "id" => {
            Uuid::try_parse(typed).map(Sought::Id).map_err(|_| w.staff_find_id_wrong().to_owned())
        }
        _ => {
            let by = Some(w.staff_find_by_missing().to_owned());
            return Err(Wrong { by, ..Wrong::default() });
        }
    };
    match (sought, FindPurpose::from_code(form.text("purpose"))) {
        (Ok(sought), Some(purpose)) => Ok((sought, purpose)),
        (sought, purpose) => Err(Wrong {
            by: None,
            sought: sought.err(),
            purpose: purpose.is_none().then(|| w.staff_find_purpose_missing().to_owned()),
        }),
    }
}
