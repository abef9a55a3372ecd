//! The fields that describe a holding, shared by recording and editing.

use domain::{
    asset::{Kind, Wrapper},
    currency::Currency,
    portfolio::{Details, Portfolio},
    text::{self, TextError},
};
use uuid::Uuid;

use super::{kind_field::KindField, names};
use crate::kit::{
    field::{Field, Input},
    form::Form,
    problem,
    words::Words,
};

/// Longest label and institution, in characters.
const LINE: usize = 100;
/// Longest note, in characters.
const NOTE: usize = 2_000;

/// The fields.
#[derive(Debug, Clone)]
pub struct DetailsForm {
    /// What it is.
    pub kind: KindField,
    /// The customer's own name for it.
    pub label: Field,
    /// Where it is kept.
    pub institution: Field,
    /// Its tax wrapper.
    pub wrapper: Field,
    /// What a loan paid for; absent while there is nothing to choose.
    pub secures: Option<Field>,
    /// Free text.
    pub note: Field,
}

/// What stands in the fields.
#[derive(Debug, Clone, Default)]
struct Texts {
    kind: String,
    label: String,
    institution: String,
    wrapper: String,
    secures: String,
    note: String,
}

/// What is wrong with them.
#[derive(Debug, Clone, Default)]
struct Errors {
    kind: Option<&'static str>,
    label: Option<String>,
    institution: Option<String>,
    wrapper: Option<&'static str>,
    secures: Option<&'static str>,
    note: Option<String>,
}

/// What loans may name, for a select: identity and label.
pub(super) type Homes = Vec<(String, String)>;

/// The holdings a loan may name, but for one: a holding cannot pay for itself.
pub(super) fn homes(portfolio: &Portfolio, except: Option<Uuid>) -> Homes {
    portfolio
        .live()
        .filter(|holding| holding.details.kind.may_secure_loan() && Some(holding.id) != except)
        .map(|holding| (holding.id.to_string(), holding.details.label.clone()))
        .collect()
}

impl DetailsForm {
    /// Empty fields.
    pub(super) fn blank(w: Words, homes: &Homes) -> Self {
        let texts = Texts { wrapper: Wrapper::None.code().to_owned(), ..Texts::default() };
        Self::build(w, &texts, Errors::default(), homes)
    }

    /// Fields with what is recorded.
    pub(super) fn recorded(w: Words, details: &Details, homes: &Homes) -> Self {
        let texts = Texts {
            kind: details.kind.code().to_owned(),
            label: details.label.clone(),
            institution: details.institution.clone(),
            wrapper: details.wrapper.code().to_owned(),
            secures: details.secures.map(|id| id.to_string()).unwrap_or_default(),
            note: details.note.clone(),
        };
        Self::build(w, &texts, Errors::default(), homes)
    }

    /// Fields with what was typed and what is wrong with it, and the details when
    /// nothing is.
    pub(super) fn judge(
        w: Words,
        form: &Form,
        currency: Option<Currency>,
        homes: &Homes,
    ) -> (Self, Option<Details>) {
        let kind = Kind::from_code(form.text("kind"));
        let label = text::single_line(form.text("label"), LINE);
        let institution = text::or_blank(text::single_line(form.text("institution"), LINE));
        let wrapper = Wrapper::from_code(form.text("wrapper"));
        let secures = secures(kind, form.text("secures"), homes);
        let note = text::or_blank(text::multi_line(form.text("note"), NOTE));
        let wrong = |text: &Result<String, TextError>| {
            text.as_ref().err().map(|error| problem::text(w, *error))
        };
        let errors = Errors {
            kind: kind.is_none().then(|| w.holding_kind_missing()),
            label: wrong(&label),
            institution: wrong(&institution),
            wrapper: wrapper.is_none().then(|| w.holding_choose_from_list()),
            secures: secures.is_none().then(|| w.holding_secures_gone()),
            note: wrong(&note),
        };
        let fields = Self::build(w, &Texts::typed(form), errors, homes);
        let details = match (kind, label, institution, wrapper, secures, note, currency) {
            (
                Some(kind),
                Ok(label),
                Ok(institution),
                Some(wrapper),
                Some(secures),
                Ok(note),
                Some(currency),
            ) => Some(Details { kind, wrapper, currency, label, institution, note, secures }),
            _ => None,
        };
        (fields, details)
    }

    fn build(w: Words, texts: &Texts, errors: Errors, homes: &Homes) -> Self {
        let optional = |name: &str, label: &'static str, value: &str| {
            Field::new(name, label, value).mark(w.optional(), false)
        };
        let none = (String::new(), w.holding_secures_none().to_owned());
        let secures = optional("secures", w.holding_secures(), &texts.secures)
            .input(Input::Select(std::iter::once(none).chain(homes.iter().cloned()).collect()))
            .hint(w.holding_secures_hint())
            .error(errors.secures);
        // Something chosen that is gone must be told of, even with nothing left to choose.
        let shown = !homes.is_empty() || errors.secures.is_some();
        Self {
            kind: KindField::new(w, &texts.kind, errors.kind),
            label: Field::new("label", w.holding_label(), &texts.label)
                .hint(w.holding_label_hint())
                .mark(w.required(), true)
                .autocomplete("off")
                .error(errors.label),
            institution: optional("institution", w.holding_institution(), &texts.institution)
                .hint(w.holding_institution_hint())
                .autocomplete("off")
                .error(errors.institution),
            wrapper: Field::new("wrapper", w.holding_wrapper(), &texts.wrapper)
                .input(Input::Select(names::wrappers(w)))
                .hint(w.holding_wrapper_hint())
                .error(errors.wrapper),
            secures: shown.then_some(secures),
            note: optional("note", w.holding_note(), &texts.note)
                .input(Input::Area)
                .error(errors.note),
        }
    }

    /// All of them, in the order shown.
    pub(super) fn fields(&self) -> Vec<&Field> {
        let mut fields = vec![&self.kind.field, &self.label, &self.institution, &self.wrapper];
        fields.extend(&self.secures);
        fields.push(&self.note);
        fields
    }
}

impl Texts {
    fn typed(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            kind: text("kind"),
            label: text("label"),
            institution: text("institution"),
            wrapper: text("wrapper"),
            secures: text("secures"),
            note: text("note"),
        }
    }
}

/// What a loan paid for: `Some(None)` is nothing, `None` is a wrong answer. What is
/// owned pays for nothing, whatever was chosen before the kind was changed.
fn secures(kind: Option<Kind>, typed: &str, homes: &Homes) -> Option<Option<Uuid>> {
    if typed.is_empty() || kind.is_some_and(|kind| !kind.is_liability()) {
        return Some(None);
    }
    let known = homes.iter().any(|(id, _)| id == typed);
    known.then(|| Uuid::try_parse(typed).ok()).flatten().map(Some)
}
