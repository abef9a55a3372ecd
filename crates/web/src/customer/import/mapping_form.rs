//! What the fields of [`columns`](super::columns) say: a mapping, both ways.

use domain::{
    asset::{Kind, Wrapper},
    currency::Currency,
    import::{
        Mapping,
        mapping::{Amount, Pick},
        table::{MAX_COLUMNS, MAX_ROWS},
    },
    text::{self, TextError},
};

use crate::kit::{form::Form, problem, words::Words};

/// The choice that takes money in less money out.
pub(super) const DIFFERENCE: &str = "difference";
/// No header row.
pub(super) const NO_HEADER: &str = "none";
/// The longest name of a holding or an institution (`portfolio::Details`).
const MOST_NAME_CHARS: usize = 100;

/// What is wrong with the fields: a field's name and words.
pub(super) type Errors = Vec<(&'static str, String)>;

/// A mapping as the fields would say it.
pub(super) fn filled(mapping: &Mapping) -> Form {
    let header = mapping.header_row.map_or_else(|| NO_HEADER.to_owned(), |at| format!("r{at}"));
    let mut sides = [None, None];
    let mut amount = |from: Option<Amount>| match from {
        None => String::new(),
        Some(Amount::Column(at)) => column_code(at),
        Some(Amount::Difference { incoming, outgoing }) => {
            sides = [Some(incoming), Some(outgoing)];
            DIFFERENCE.to_owned()
        }
    };
    let (flow, figure) = (amount(mapping.flow), amount(mapping.amount));
    let side = |at: Option<usize>| at.map(column_code).unwrap_or_default();
    let (label, label_text) = text_pick(&mapping.label);
    let (institution, institution_text) = text_pick(&mapping.institution);
    let mut fields = vec![
        ("header", header),
        ("date", side(mapping.date)),
        ("amount", figure),
        ("flow", flow),
        ("incoming", side(sides[0])),
        ("outgoing", side(sides[1])),
        ("label", label),
        ("label_text", label_text),
        ("institution", institution),
        ("institution_text", institution_text),
        ("note", text_pick(&mapping.note).0),
        ("kind", code_pick(&mapping.kind, Kind::code)),
        ("wrapper", code_pick(&mapping.wrapper, Wrapper::code)),
        ("currency", code_pick(&mapping.currency, Currency::code)),
    ];
    if mapping.negate {
        fields.push(("negate", "yes".to_owned()));
    }
    Form::new(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn column_code(at: usize) -> String {
    format!("c{at}")
}

fn text_pick(pick: &Pick<String>) -> (String, String) {
    match pick {
        Pick::Column(at) => (column_code(*at), String::new()),
        Pick::Fixed(text) => (String::new(), text.clone()),
    }
}

fn code_pick<T: Copy>(pick: &Pick<T>, code: fn(T) -> &'static str) -> String {
    match pick {
        Pick::Column(at) => column_code(*at),
        Pick::Fixed(value) => format!("={}", code(*value)),
    }
}

/// Whether a form has these fields.
pub(super) fn sent(form: &Form) -> bool {
    form.find("date").is_some()
}

/// The mapping the fields say. What still misses is told by [`Mapping::missing`].
///
/// # Errors
/// What must be corrected before it can be kept.
pub(super) fn judge(w: Words, form: &Form) -> Result<Mapping, Errors> {
    let mut judge = Judge { w, form, errors: Vec::new() };
    let mapping = Mapping {
        header_row: header_of(form.text("header")),
        date: judge.column("date"),
        amount: judge.amount("amount"),
        flow: judge.amount("flow"),
        label: judge.text("label", "label_text"),
        institution: judge.text("institution", "institution_text"),
        note: judge.column("note").map_or_else(|| Pick::Fixed(String::new()), Pick::Column),
        kind: judge.code("kind", Kind::from_code, Kind::OtherAsset),
        wrapper: judge.code("wrapper", Wrapper::from_code, Wrapper::None),
        currency: judge.code("currency", Currency::from_code, Currency::Jpy),
        negate: form.ticked("negate"),
    };
    if judge.errors.is_empty() { Ok(mapping) } else { Err(judge.errors) }
}

/// The header row a field says, by its index in the table.
pub(super) fn header_of(value: &str) -> Option<usize> {
    value.strip_prefix('r')?.parse().ok().filter(|at| *at < MAX_ROWS)
}

fn column_of(value: &str) -> Option<usize> {
    value.strip_prefix('c')?.parse().ok().filter(|at| *at < MAX_COLUMNS)
}

struct Judge<'a> {
    w: Words,
    form: &'a Form,
    errors: Errors,
}

impl Judge<'_> {
    fn note(&mut self, name: &'static str, text: impl Into<String>) {
        if self.errors.iter().all(|(noted, _)| *noted != name) {
            self.errors.push((name, text.into()));
        }
    }

    fn column(&mut self, name: &'static str) -> Option<usize> {
        let value = self.form.text(name);
        let column = column_of(value);
        if column.is_none() && !value.is_empty() {
            self.note(name, self.w.import_choose_again());
        }
        column
    }

    fn amount(&mut self, name: &'static str) -> Option<Amount> {
        if self.form.text(name) != DIFFERENCE {
            return self.column(name).map(Amount::Column);
        }
        let sides = [self.column("incoming"), self.column("outgoing")];
        for (side, column) in ["incoming", "outgoing"].into_iter().zip(sides) {
            if column.is_none() {
                self.note(side, self.w.import_both_sides());
            }
        }
        let [Some(incoming), Some(outgoing)] = sides else { return None };
        Some(Amount::Difference { incoming, outgoing })
    }

    fn text(&mut self, name: &'static str, fixed: &'static str) -> Pick<String> {
        if let Some(column) = self.column(name) {
            return Pick::Column(column);
        }
        let typed = self.form.text(fixed);
        match text::single_line(typed, MOST_NAME_CHARS) {
            Ok(text) => return Pick::Fixed(text),
            Err(TextError::Empty) => {}
            Err(error) => self.note(fixed, problem::text(self.w, error)),
        }
        Pick::Fixed(String::new())
    }

    fn code<T>(
        &mut self,
        name: &'static str,
        from_code: fn(&str) -> Option<T>,
        otherwise: T,
    ) -> Pick<T> {
        match self.form.text(name).strip_prefix('=') {
            Some(code) => from_code(code).map(Pick::Fixed),
            None => column_of(self.form.text(name)).map(Pick::Column),
        }
        .unwrap_or_else(|| {
            self.note(name, self.w.import_choose_again());
            Pick::Fixed(otherwise)
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::import::{mapping::guess, table};

    use super::*;
    use crate::kit::words::Lang;

    fn form(fields: &[(&str, &str)]) -> Form {
        let base = [("kind", "=cash"), ("wrapper", "=none"), ("currency", "=JPY")];
        let all = fields.iter().chain(&base);
        Form::new(all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn judged(fields: &[(&str, &str)]) -> Result<Mapping, Vec<&'static str>> {
        let judged = judge(Words::new(Lang::Ja), &form(fields));
        judged.map_err(|errors| errors.into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn what_the_fields_are_filled_with_says_the_same_mapping() {
        for text in [
            "期間,1月\n日付,摘要,出金,入金,残高,種類\n1/5,a,,3,3,現金\n",
            "日付,出金,入金,銘柄,通貨\n2026/1/5,,3,a,USD\n",
            "2026/1/5,普通預金,100\n",
        ] {
            let mapping = guess(&table::read(text).unwrap());
            let mapping = Mapping { negate: true, ..mapping };
            assert_eq!(judge(Words::new(Lang::Ja), &filled(&mapping)).unwrap(), mapping, "{text}");
        }
    }

    #[test]
    fn a_difference_needs_both_of_its_columns() {
        let some = [("amount", DIFFERENCE), ("incoming", "c2")];
        assert_eq!(judged(&some).unwrap_err(), ["outgoing"]);
        let both = [("amount", DIFFERENCE), ("incoming", "c2"), ("outgoing", "c1")];
        let amount = judged(&both).unwrap().amount;
        assert_eq!(amount, Some(Amount::Difference { incoming: 2, outgoing: 1 }));
    }

    #[test]
    fn what_no_field_of_ours_says_is_to_be_chosen_again() {
        let foreign = [("date", "c200"), ("label", "x"), ("wrapper", "=moon")];
        assert_eq!(judged(&foreign).unwrap_err(), ["date", "label", "wrapper"]);
        let long = "あ".repeat(101);
        assert_eq!(judged(&[("label_text", &long)]).unwrap_err(), ["label_text"]);
        assert!(judged(&[]).unwrap().missing().len() == 3);
    }
}
