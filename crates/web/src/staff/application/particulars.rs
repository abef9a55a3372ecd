//! Declared, recorded and registered side by side, each value masked or not, with a word for
//! how it compares.

use app::review::{Cell, Compared, Particulars, Recorded};
use askama::{Template, filters::HtmlSafe};
use domain::application::{comparison::Mark, declaration::Purpose};

use super::names;
use crate::kit::{moment, words::Words};

/// The table.
#[derive(Debug, Template)]
#[template(path = "staff/application/particulars.html")]
pub struct Table {
    w: Words,
    rows: Vec<Row>,
    /// What is said of the bank's records as a whole, and whether it matters.
    records: Option<&'static str>,
}

/// A line of it.
#[derive(Debug)]
struct Row {
    label: &'static str,
    declared: Value,
    recorded: Value,
    registered: Value,
}

/// A value, and how it compares: code and word.
#[derive(Debug, Default)]
struct Value {
    text: Option<String>,
    mark: Option<(&'static str, &'static str)>,
}

impl HtmlSafe for Table {}

impl Value {
    fn new(w: Words, text: Option<String>, mark: Option<Mark>) -> Self {
        Self { text, mark: mark.map(|mark| (mark.code(), names::mark(w, mark))) }
    }

    fn of(w: Words, cell: &Cell) -> Self {
        Self::new(w, cell.text.clone(), cell.mark)
    }

    const fn plain(text: Option<String>) -> Self {
        Self { text, mark: None }
    }
}

impl Row {
    fn compared(w: Words, label: &'static str, compared: &Compared) -> Self {
        Self {
            label,
            declared: Value::of(w, &compared.declared),
            recorded: Value::of(w, &compared.recorded),
            registered: Value::of(w, &compared.registered),
        }
    }

    fn declared(label: &'static str, text: Option<String>) -> Self {
        Self {
            label,
            declared: Value::plain(text),
            recorded: Value::default(),
            registered: Value::default(),
        }
    }

    fn registered(label: &'static str, text: &str) -> Self {
        Self { registered: Value::plain(Some(text.to_owned())), ..Self::declared(label, None) }
    }
}

impl Table {
    /// Without a word about the bank's records, which were not asked: no account is shown.
    #[must_use]
    pub fn without_records(self) -> Self {
        Self { records: None, ..self }
    }

    /// Of a person and an account.
    pub fn new(
        w: Words,
        branch: Option<&str>,
        seen: &Particulars,
        purpose: Option<Purpose>,
    ) -> Self {
        let account = Row {
            recorded: recorded(w, seen.recorded),
            ..Row::declared(w.staff_case_account(), account(w, branch, seen))
        };
        let opened_on = match seen.recorded {
            Recorded::Found { opened_on, .. } => opened_on.map(|day| moment::day(w, day)),
            _ => None,
        };
        let rows = vec![
            account,
            Row::compared(w, w.staff_case_holder(), &seen.holder),
            Row::compared(w, w.staff_case_birth_date(), &in_words(w, &seen.birth_date)),
            Row::registered(w.staff_case_name(), &seen.name),
            Row::registered(w.staff_case_email(), &seen.email),
            Row {
                recorded: Value::plain(opened_on),
                ..Row::declared(w.staff_case_opened_on(), None)
            },
            Row::declared(
                w.staff_case_purpose(),
                purpose.map(|purpose| names::purpose(w, purpose).to_owned()),
            ),
        ];
        Self { w, rows, records: records(w, seen.recorded) }
    }
}

/// Days as people write them, with the era; masked ones as they are.
fn in_words(w: Words, days: &Compared) -> Compared {
    let words = |cell: &Cell| {
        let text = cell.text.as_deref().map(|text| match text.parse() {
            Ok(day) => moment::birth(w, day),
            Err(_) => text.to_owned(),
        });
        Cell { text, mark: cell.mark }
    };
    let Compared { declared, recorded, registered } = days;
    Compared { declared: words(declared), recorded: words(recorded), registered: words(registered) }
}

fn account(w: Words, branch: Option<&str>, seen: &Particulars) -> Option<String> {
    let account = seen.account.as_ref()?;
    let branch = branch.unwrap_or_else(|| w.staff_case_branch_unknown());
    let deposit = names::deposit(w, account.deposit_type);
    Some(w.staff_case_account_line(branch, account.branch.as_str(), deposit, &account.number))
}

fn recorded(w: Words, recorded: Recorded) -> Value {
    match recorded {
        Recorded::Found { state, mark, .. } => {
            Value::new(w, Some(names::account_state(w, state).to_owned()), Some(mark))
        }
        Recorded::NoSuchAccount => {
            let text = w.staff_case_no_such_account().to_owned();
            Value::new(w, Some(text), Some(Mark::Differs))
        }
        Recorded::Unreadable | Recorded::NotKept => Value::new(w, None, Some(Mark::Unknown)),
    }
}

/// What is said of the bank's records as a whole. Could they not be asked, it does not mean
/// that there is no such account.
fn records(w: Words, recorded: Recorded) -> Option<&'static str> {
    match recorded {
        Recorded::Unreadable => Some(w.staff_case_records_unreadable()),
        Recorded::NotKept => Some(w.staff_case_records_not_kept()),
        Recorded::NoSuchAccount | Recorded::Found { .. } => None,
    }
}
