//! Rows of a preview: what each would do, or why it cannot be taken over.

use domain::{
    amount,
    currency::Currency,
    import::{
        Plan, ReadRow, Reading, RowProblem,
        plan::{Decision, PlannedRow},
    },
    money::Money,
    text,
};

use super::reason;
use crate::{
    customer::holding::names,
    kit::{figure::Figures, moment, words::Words},
};

/// Rows shown of each table.
const SHOWN: usize = 200;
/// Characters shown of a cell or a row as written.
const CELL_CHARS: usize = 40;
const ROW_CHARS: usize = 160;

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    /// The line of the file, from 1.
    pub line: usize,
    /// What becomes of it.
    pub state: State,
    /// More about it.
    pub notes: Vec<String>,
    /// What was read, if it could be read.
    pub read: Option<Shown>,
    /// The cells as written, for what could not be read.
    pub written: String,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Will be taken over.
    Good,
    /// Cannot be taken over.
    Problem,
    /// Recorded already.
    Duplicate,
}

impl State {
    /// The name in CSS classes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Problem => "problem",
            Self::Duplicate => "duplicate",
        }
    }

    /// The mark before its words.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Problem => "！",
            Self::Duplicate => "＝",
        }
    }

    /// Its words.
    pub fn text(self, w: &Words) -> &'static str {
        match self {
            Self::Good => w.import_row_ok(),
            Self::Problem => w.import_row_problem(),
            Self::Duplicate => w.import_row_duplicate(),
        }
    }
}

/// What was read of a row.
#[derive(Debug)]
pub(super) struct Shown {
    /// The day.
    pub date: String,
    /// The holding's name.
    pub label: String,
    /// Its kind.
    pub kind: &'static str,
    /// The amount.
    pub amount: String,
}

/// The first rows with problems, and the first of all rows.
pub(super) fn tables(figures: Figures, reading: &Reading, plan: &Plan) -> [Vec<Row>; 2] {
    let shown = |planned: &PlannedRow| row(figures, reading, *planned);
    let bad = plan.rows.iter().filter(|planned| is_problem(planned.decision));
    [
        bad.take(SHOWN).filter_map(shown).collect(),
        plan.rows.iter().take(SHOWN).filter_map(shown).collect(),
    ]
}

const fn is_problem(decision: Decision) -> bool {
    matches!(decision, Decision::Contradicts { .. } | Decision::Unreadable)
}

fn row(figures: Figures, reading: &Reading, planned: PlannedRow) -> Option<Row> {
    let found = reading.rows.get(planned.row)?;
    let entry = planned.entry_in(reading);
    let state = match planned.decision {
        Decision::New { .. } | Decision::Added { .. } | Decision::Changed { .. } => State::Good,
        Decision::Duplicate => State::Duplicate,
        Decision::Contradicts { .. } | Decision::Unreadable => State::Problem,
    };
    let currency = entry.map_or(Currency::Jpy, |entry| entry.money.currency);
    let read = entry.map(|entry| Shown {
        date: moment::day(figures.words, entry.as_of),
        label: entry.label.clone(),
        kind: names::kind(figures.words, entry.kind),
        amount: figures.money(entry.money),
    });
    let written = if read.is_some() { String::new() } else { as_row(figures, found) };
    let notes = notes(figures, reading, found, (planned.decision, currency));
    Some(Row { line: found.line, state, notes, read, written })
}

fn notes(
    figures: Figures,
    reading: &Reading,
    found: &ReadRow,
    (decision, currency): (Decision, Currency),
) -> Vec<String> {
    let w = figures.words;
    match decision {
        Decision::New { .. } => vec![w.import_row_new().to_owned()],
        Decision::Changed { standing, .. } => {
            vec![w.import_row_changed(figures.money(Money { minor: standing, currency }))]
        }
        Decision::Contradicts { line } => vec![w.import_row_contradicts(line)],
        Decision::Added { .. } | Decision::Duplicate => Vec::new(),
        Decision::Unreadable => {
            let problems = found.result.as_ref().err().map_or(&[][..], Vec::as_slice);
            problems.iter().map(|problem| note(figures, reading, found, problem)).collect()
        }
    }
}

/// A problem with its column and what is written there.
fn note(figures: Figures, reading: &Reading, found: &ReadRow, problem: &RowProblem) -> String {
    let w = figures.words;
    let reason = reason::row(w, problem.reason);
    if problem.column.is_empty() {
        return reason;
    }
    let column = as_written(figures, &problem.column, CELL_CHARS);
    let mut named = reading.columns.iter().enumerate().filter(|(_, name)| **name == problem.column);
    // Two columns of one name: it cannot be told which cell is meant.
    let at = named.next().filter(|_| named.next().is_none()).map(|(at, _)| at);
    let cell = at.and_then(|at| found.original.get(at)).map_or("", String::as_str);
    if cell.trim().is_empty() {
        w.import_row_reason(column, reason)
    } else {
        w.import_row_reason_cell(column, reason, as_written(figures, cell, CELL_CHARS))
    }
}

fn as_row(figures: Figures, found: &ReadRow) -> String {
    let cells = found.original.iter().map(|cell| as_written(figures, cell, CELL_CHARS));
    let joined = cells.collect::<Vec<_>>().join(" | ");
    text::excerpt(&joined, ROW_CHARS).into_owned()
}

/// A cell as written. Any that may be an amount is masked while amounts are hidden.
pub(super) fn as_written(figures: Figures, cell: &str, most_chars: usize) -> String {
    let counts = cell.contains(char::is_numeric) || amount::parse(cell, Currency::Jpy).is_ok();
    if figures.hidden && counts {
        figures.number(0)
    } else {
        text::excerpt(cell, most_chars).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::words::Lang;

    #[test]
    fn cells_that_may_be_amounts_are_masked_while_amounts_are_hidden() {
        let words = Words::new(Lang::Ja);
        let hidden = Figures { words, hidden: true };
        for cell in ["1,200円", "１２", "約5千", "百万", "①"] {
            assert_eq!(as_written(hidden, cell, 40), "＊＊＊＊＊", "{cell}");
        }
        assert_eq!(as_written(hidden, "普通預金", 40), "普通預金");
        let open = Figures { words, hidden: false };
        assert_eq!(as_written(open, "1,200円", 4), "1,2…");
    }
}
