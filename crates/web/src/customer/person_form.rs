//! The fields of who somebody is, name and birth date: asked at registration, and again where
//! the customer corrects them.

use chrono::NaiveDate;
use domain::{date, person::Name};

use crate::kit::{field::Field, form::Form, moment, problem, words::Words};

/// The names of the fields, in the order pages ask for them.
const NAMES: [&str; 5] = ["family", "given", "family_kana", "given_kana", "birth_date"];

/// The fields, with nothing in them.
pub(super) fn empty(w: Words) -> Vec<Field> {
    fields(w, [""; 5], [const { None }; 5])
}

/// The fields with what is registered.
pub(super) fn registered(w: Words, name: &Name, birth_date: NaiveDate) -> Vec<Field> {
    let birth_date = moment::typed(birth_date);
    let texts = [&name.family, &name.given, &name.family_kana, &name.given_kana, &birth_date];
    fields(w, texts.map(String::as_str), [const { None }; 5])
}

/// The fields with what was typed and what is wrong with it; and who it is, if nothing is.
pub(super) fn judge(
    w: Words,
    form: &Form,
    today: NaiveDate,
) -> (Vec<Field>, Option<(Name, NaiveDate)>) {
    let texts = NAMES.map(|name| form.text(name));
    let [family, given, family_kana, given_kana, birth_date] = texts;
    let name = Name::parse(family, given, family_kana, given_kana);
    let birth = date::parse_birth(birth_date, today);
    let in_name = |problem: Option<_>| problem.map(|problem| problem::name(w, problem).to_owned());
    let wrong = name.as_ref().err();
    let errors = [
        in_name(wrong.and_then(|errors| errors.family)),
        in_name(wrong.and_then(|errors| errors.given)),
        in_name(wrong.and_then(|errors| errors.family_kana)),
        in_name(wrong.and_then(|errors| errors.given_kana)),
        birth.as_ref().err().map(|error| problem::birth(w, *error).to_owned()),
    ];
    (fields(w, texts, errors), name.ok().zip(birth.ok()))
}

/// What was typed of the name, for whoever judges a password by it.
pub(super) fn typed_name(form: &Form) -> impl Iterator<Item = &str> {
    let of_name = NAMES.iter().filter(|name| **name != "birth_date");
    of_name.map(|name| form.text(name)).filter(|text| !text.is_empty())
}

fn fields(w: Words, texts: [&str; 5], errors: [Option<String>; 5]) -> Vec<Field> {
    let labels = [w.family_name(), w.given_name(), w.family_kana(), w.given_kana(), w.birth_date()];
    let parts = NAMES.into_iter().zip(labels).zip(texts).zip(errors);
    let field = |(((name, label), text), error): (((&str, &str), &str), Option<String>)| {
        let field = Field::new(name, label, text).mark(w.required(), true).error(error);
        match name {
            "family" => field.autocomplete("family-name"),
            "given" => field.autocomplete("given-name"),
            "birth_date" => field.hint(w.birth_date_hint()).autocomplete("bday"),
            _ => field.hint(w.kana_hint()),
        }
    };
    parts.map(field).collect()
}
