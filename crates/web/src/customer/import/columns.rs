//! The fields in which each column of a table is given its meaning.

use domain::{
    asset::{Kind, Wrapper},
    currency::Currency,
    import::Table,
};

use super::{
    mapping_form::{DIFFERENCE, Errors, NO_HEADER, header_of},
    rows::as_written,
};
use crate::{
    customer::holding::names,
    kit::{
        field::{Field, Input},
        figure::Figures,
        form::Form,
        words::Words,
    },
};

/// Rows looked through for an example of a column.
const EXAMPLE_ROWS: usize = 20;
/// First rows offered as the header.
const HEADER_ROWS: usize = 10;
/// Characters shown of a name or an example.
const NAME_CHARS: usize = 20;

/// The fields for what each column means.
#[derive(Debug)]
pub(super) struct Columns {
    /// What every file needs.
    pub main: Vec<Field>,
    /// The rest.
    pub more: Vec<Field>,
}

impl Columns {
    /// The fields, filled as `form` says.
    pub fn new(figures: Figures, table: &Table, form: &Form, errors: &Errors) -> Self {
        let w = figures.words;
        let header = header_of(form.text("header"));
        let ask = Ask { w, form, errors, columns: options(figures, table, header) };
        let difference = || (DIFFERENCE.to_owned(), w.import_from_difference().to_owned());
        let main = vec![
            ask.select("date", w.import_date_column(), [none(w.import_choose())], []),
            ask.select(
                "amount",
                w.import_amount_column(),
                [none(w.import_choose())],
                [difference()],
            ),
            ask.select("incoming", w.import_incoming_column(), [none(w.import_not_used())], [])
                .hint(w.import_incoming_hint()),
            ask.select("outgoing", w.import_outgoing_column(), [none(w.import_not_used())], []),
            ask.select("label", w.import_label_column(), [none(w.import_label_fixed())], []),
            ask.line("label_text", w.import_label_text()),
            ask.select("kind", w.import_kind(), kinds(w), []),
        ];
        let more = vec![
            ask.select("header", w.import_header(), headers(figures, table, header), [])
                .hint(w.import_header_hint()),
            ask.select("institution", w.import_institution(), [none(w.import_not_column())], []),
            ask.line("institution_text", w.import_institution_text()),
            ask.select("wrapper", w.import_wrapper(), wrappers(w), []),
            ask.select("currency", w.import_currency(), currencies(w), []),
            ask.select("flow", w.import_flow(), [none(w.import_not_used())], [difference()])
                .hint(w.import_flow_hint()),
            ask.select("note", w.import_note(), [none(w.import_not_used())], []),
            Field::new("negate", w.import_negate(), form.text("negate")).input(Input::Tick),
        ];
        Self { main, more }
    }

    /// Whether something in the second part must be corrected.
    pub fn more_open(&self) -> bool {
        self.more.iter().any(|field| field.error.is_some())
    }
}

/// What all fields of one form share.
struct Ask<'a> {
    w: Words,
    form: &'a Form,
    errors: &'a Errors,
    columns: Vec<(String, String)>,
}

impl Ask<'_> {
    fn line(&self, name: &str, label: &str) -> Field {
        Field::new(name, label, self.form.text(name)).error(self.error(name))
    }

    /// A choice of the columns, between other choices. The header's choices are rows.
    fn select(
        &self,
        name: &str,
        label: &str,
        before: impl IntoIterator<Item = (String, String)>,
        after: impl IntoIterator<Item = (String, String)>,
    ) -> Field {
        let mut options: Vec<_> = before.into_iter().collect();
        if name != "header" {
            options.extend(self.columns.iter().cloned());
        }
        options.extend(after);
        self.line(name, label).input(Input::Select(options))
    }

    fn error(&self, name: &str) -> Option<String> {
        let found = self.errors.iter().find(|(field, _)| *field == name);
        found.map(|(_, text)| {
            if text.is_empty() { self.w.import_choose_again().to_owned() } else { text.clone() }
        })
    }
}

fn none(text: &str) -> (String, String) {
    (String::new(), text.to_owned())
}

fn kinds(w: Words) -> Vec<(String, String)> {
    let all = Kind::ALL.iter().map(|kind| (kind.code(), names::kind(w, *kind)));
    all.map(|(code, name)| (format!("={code}"), w.import_all_rows(name))).collect()
}

fn wrappers(w: Words) -> Vec<(String, String)> {
    let all = Wrapper::ALL.iter().map(|wrapper| (wrapper.code(), names::wrapper(w, *wrapper)));
    all.map(|(code, name)| (format!("={code}"), w.import_all_rows(name))).collect()
}

fn currencies(w: Words) -> Vec<(String, String)> {
    let all = Currency::ALL.into_iter().map(|one| (one.code(), names::currency(w, one)));
    all.map(|(code, name)| (format!("={code}"), w.import_all_rows(name))).collect()
}

/// The columns by number, name and an example.
fn options(figures: Figures, table: &Table, header: Option<usize>) -> Vec<(String, String)> {
    let w = figures.words;
    let names = header.and_then(|at| table.rows.get(at));
    let below = table.rows.get(header.map_or(0, |at| at.saturating_add(1))..).unwrap_or_default();
    let option = |at: usize| {
        let name = as_written(figures, names.map_or("", |row| row.cell(at)).trim(), NAME_CHARS);
        let cells = below.iter().take(EXAMPLE_ROWS).map(|row| row.cell(at).trim());
        let example = cells.clone().find(|cell| !cell.is_empty());
        let example = example.map(|cell| as_written(figures, cell, NAME_CHARS));
        let text = match (name.is_empty(), example) {
            (true, None) => w.import_column_bare(at + 1),
            (true, Some(example)) => w.import_column_example(at + 1, example),
            (false, None) => w.import_column(at + 1, name),
            (false, Some(example)) => w.import_column_named_example(at + 1, name, example),
        };
        (format!("c{at}"), text)
    };
    (0..table.width()).map(option).collect()
}

/// The rows that may be the header.
fn headers(figures: Figures, table: &Table, chosen: Option<usize>) -> Vec<(String, String)> {
    let w = figures.words;
    let mut rows: Vec<usize> = (0..HEADER_ROWS.min(table.rows.len())).collect();
    rows.extend(table.header_candidates.iter().take(HEADER_ROWS));
    rows.extend(chosen.filter(|at| *at < table.rows.len()));
    rows.sort_unstable();
    rows.dedup();
    let option = |at: usize| {
        let row = table.rows.get(at)?;
        let cells =
            row.cells.iter().take(4).map(|cell| as_written(figures, cell.trim(), NAME_CHARS));
        let cells = cells.collect::<Vec<_>>().join(" | ");
        Some((format!("r{at}"), w.import_header_row(row.line, cells)))
    };
    let none = (NO_HEADER.to_owned(), w.import_header_none().to_owned());
    std::iter::once(none).chain(rows.into_iter().filter_map(option)).collect()
}

#[cfg(test)]
mod tests {
    use domain::import::{mapping::guess, table};

    use super::*;
    use crate::{customer::import::mapping_form, kit::words::Lang};

    #[test]
    fn examples_are_masked_while_amounts_are_hidden() {
        let words = Words::new(Lang::Ja);
        let table = table::read("2026/1/5,普通預金,12345\n").unwrap();
        let shown = |hidden| {
            let figures = Figures { words, hidden };
            let columns =
                Columns::new(figures, &table, &mapping_form::filled(&guess(&table)), &Vec::new());
            format!("{columns:?}")
        };
        assert!(shown(false).contains("12345") && !shown(true).contains("12345"));
        assert!(shown(true).contains("普通預金"));
    }
}
