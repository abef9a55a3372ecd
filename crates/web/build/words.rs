//! The generator behind `kit::words`: Fluent texts in, Rust methods out.
//!
//! Used by `build.rs`, and by its own tests through `kit/words.rs`.
//!
//! Beyond Fluent's own grammar (<https://projectfluent.org/fluent/guide/>) a text
//! must keep these rules, each checked here so that no page can meet a gap:
//! - every message exists in both languages, with the same `$variables`;
//! - a message or term is written once over all files of a language;
//! - no attributes; the only function is `NUMBER($n)`, with at most `type:`;
//! - selectors choose by number; other choices are separate messages and `lookup`;
//! - terms are constant and take no arguments.

mod catalogue;
mod names;
mod pattern;
mod rust_code;
#[cfg(test)]
mod tests;

use catalogue::{Catalogue, Text};
use pattern::{Kind, Meaning};

/// One `.ftl` file: its path as shown in messages, and its content.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// One `$variable` of a message: its name in Fluent and in Rust.
struct Parameter {
    name: String,
    rust: String,
    kind: Kind,
}

/// A message understood in both languages and free of problems.
struct Message<'s> {
    id: &'s str,
    method: String,
    /// In order of first appearance in the Japanese text.
    parameters: Vec<Parameter>,
    japanese: (&'s Text<'s>, Meaning<'s>),
    english: (&'s Text<'s>, Meaning<'s>),
}

/// Generates the Rust code of all messages.
///
/// # Errors
/// Every problem found, one line each, as `file:line: what is wrong`.
pub fn generate(japanese: &[Source], english: &[Source]) -> Result<String, Vec<String>> {
    let mut problems = Vec::new();
    let japanese = Catalogue::read("ja", japanese, &mut problems);
    let english = Catalogue::read("en", english, &mut problems);
    if !problems.is_empty() {
        // A file half read would only add keys that look missing.
        return Err(problems);
    }
    report_missing(&japanese, &english, &mut problems);
    report_missing(&english, &japanese, &mut problems);
    let messages = pair(&japanese, &english, &mut problems);
    let code = rust_code::write(&messages, &japanese, &english, &mut problems);
    if problems.is_empty() { Ok(code) } else { Err(problems) }
}

fn report_missing(from: &Catalogue, to: &Catalogue, problems: &mut Vec<String>) {
    for (id, text) in &from.messages {
        if !to.messages.contains_key(id) {
            problems
                .push(format!("{}: `{id}` has no text in language `{}`", text.place, to.language));
        }
    }
}

/// Joins the two languages, keeping only the messages without a problem.
fn pair<'s>(
    japanese: &'s Catalogue<'s>,
    english: &'s Catalogue<'s>,
    problems: &mut Vec<String>,
) -> Vec<Message<'s>> {
    let mut messages = Vec::new();
    for (&id, ja_text) in &japanese.messages {
        let Some(en_text) = english.messages.get(id) else {
            continue;
        };
        let before = problems.len();
        let ja = pattern::understand(japanese, id, ja_text, problems);
        let en = pattern::understand(english, id, en_text, problems);
        let method = names::method_name(id).unwrap_or_else(|problem| {
            problems.push(format!("{}: {problem}", ja_text.place));
            String::new()
        });
        let parameters = parameters(id, (ja_text, &ja), (en_text, &en), problems);
        if problems.len() == before {
            messages.push(Message {
                id,
                method,
                parameters,
                japanese: (ja_text, ja),
                english: (en_text, en),
            });
        }
    }
    messages
}

/// The variables both languages agree on. One that is a number in either
/// language is a number for the caller.
fn parameters(
    id: &str,
    (ja_text, ja): (&Text, &Meaning),
    (en_text, en): (&Text, &Meaning),
    problems: &mut Vec<String>,
) -> Vec<Parameter> {
    let mut report = |text: &Text, problem: String| {
        problems.push(format!("{}: `{id}`{problem}", text.place));
    };
    for (name, _) in &en.variables {
        if ja.kind(name).is_none() {
            report(ja_text, format!(" lacks ${name}, which `en` uses"));
        }
    }
    let mut parameters: Vec<Parameter> = Vec::new();
    for (name, ja_kind) in &ja.variables {
        let Some(en_kind) = en.kind(name) else {
            report(en_text, format!(" lacks ${name}, which `ja` uses"));
            continue;
        };
        let rust = names::parameter_name(name).unwrap_or_else(|problem| {
            report(ja_text, format!(": {problem}"));
            String::new()
        });
        if let Some(Parameter { name: other, .. }) = parameters.iter().find(|p| p.rust == rust) {
            report(ja_text, format!(": ${other} and ${name} are one name in Rust"));
        }
        let kind = (*ja_kind).max(en_kind);
        parameters.push(Parameter { name: (*name).to_owned(), rust, kind });
    }
    parameters
}
