//! Writes the Rust code for messages that have been found sound.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use fluent_syntax::ast::{Entry, Identifier, Message as Syntax, Resource, Term};
use fluent_syntax::{parser, serializer};

use super::catalogue::{Catalogue, Text};
use super::pattern::{Kind, Meaning, Part, Reference};
use super::{Message, Parameter};

/// The whole generated file.
pub fn write(
    messages: &[Message],
    japanese: &Catalogue,
    english: &Catalogue,
    problems: &mut Vec<String>,
) -> String {
    let mut code = String::from(
        "#[allow(unused_qualifications, clippy::all, clippy::pedantic)]\nimpl Words {\n",
    );
    for message in messages {
        method(&mut code, message);
    }
    lookup(&mut code, messages);
    code.push_str("}\n\n/// The keys of all messages, in alphabetical order; for tests.\n");
    code.push_str("#[allow(dead_code)]\n");
    code.push_str("pub const MESSAGE_IDS: &[&str] = &[\n");
    for message in messages {
        put(&mut code, format_args!("    {:?},\n", message.id));
    }
    code.push_str("];\n");
    let ja = run_time_texts(japanese, messages.iter().map(|m| (m.id, &m.japanese.1)), problems);
    let en = run_time_texts(english, messages.iter().map(|m| (m.id, &m.english.1)), problems);
    put(&mut code, format_args!("\nconst SELECTING_JA: &str = {ja:?};\n"));
    put(&mut code, format_args!("const SELECTING_EN: &str = {en:?};\n"));
    code
}

/// Appends; writing to a `String` cannot fail.
fn put(code: &mut String, text: std::fmt::Arguments) {
    let _ = code.write_fmt(text);
}

fn method(code: &mut String, message: &Message) {
    let (ja_text, ja) = &message.japanese;
    doc(code, message.id, ja_text);
    put(code, format_args!("    pub fn {}(&self", message.method));
    for Parameter { rust, kind, .. } in &message.parameters {
        let taken = match kind {
            Kind::Shown => "::std::fmt::Display",
            Kind::Counted => "Count",
        };
        put(code, format_args!(", {rust}: impl {taken}"));
    }
    let given = if message.parameters.is_empty() { "&'static str" } else { "String" };
    put(code, format_args!(") -> {given} {{\n"));
    for Parameter { rust, .. } in message.parameters.iter().filter(|p| p.kind == Kind::Counted) {
        put(code, format_args!("        let {rust} = {rust}.count();\n"));
    }
    code.push_str("        match self.lang {\n");
    for (lang, meaning) in [("Ja", ja), ("En", &message.english.1)] {
        let value = value(lang, message, meaning);
        put(code, format_args!("            Lang::{lang} => {value},\n"));
    }
    code.push_str("        }\n    }\n\n");
}

/// The Japanese text as the author wrote it, fenced because it is not Markdown.
fn doc(code: &mut String, id: &str, text: &Text) {
    let source = serializer::serialize(&Resource { body: vec![message_syntax(id, text, true)] });
    let fence = if source.contains("```") { "``````" } else { "```" };
    put(code, format_args!("    /// `{}`:\n    /// {fence}text\n", text.place));
    for line in source.lines() {
        put(code, format_args!("    /// {}\n", line.trim_end()));
    }
    put(code, format_args!("    /// {fence}\n"));
}

/// The expression that yields the text in one language.
fn value(lang: &str, message: &Message, meaning: &Meaning) -> String {
    if message.parameters.is_empty() {
        return format!("{:?}", constant(meaning));
    }
    if meaning.selects {
        let mut arguments = String::new();
        for Parameter { name, rust, kind } in &message.parameters {
            let value = match kind {
                Kind::Shown => format!("{rust}.to_string()"),
                Kind::Counted => rust.clone(),
            };
            put(&mut arguments, format_args!("({name:?}, FluentValue::from({value})), "));
        }
        return format!("self::select(Lang::{lang}, {:?}, [{arguments}])", message.id);
    }
    let mut template = String::new();
    let mut arguments = String::new();
    for part in &meaning.parts {
        match part {
            Part::Literal(text) => {
                template.push_str(&text.replace('{', "{{").replace('}', "}}"));
            }
            Part::Variable(name) => {
                template.push_str("{}");
                let parameter = message.parameters.iter().find(|p| p.name == *name);
                let rust = parameter.map_or(*name, |p| p.rust.as_str());
                put(&mut arguments, format_args!(", {rust}"));
            }
        }
    }
    format!("format!({template:?}{arguments})")
}

/// The text of a message without variables.
fn constant(meaning: &Meaning) -> String {
    let literals = meaning.parts.iter().map(|part| match part {
        Part::Literal(text) => text.as_str(),
        Part::Variable(_) => "",
    });
    literals.collect()
}

fn lookup(code: &mut String, messages: &[Message]) {
    code.push_str(
        "    /// The text of a constant message (one without variables) whose key is\n    \
         /// known only at run time; `None` for any other key.\n    \
         pub fn lookup(&self, id: &str) -> Option<&'static str> {\n        match id {\n",
    );
    for Message { id, method, .. } in messages.iter().filter(|m| m.parameters.is_empty()) {
        put(code, format_args!("            {id:?} => Some(self.{method}()),\n"));
    }
    code.push_str("            _ => None,\n        }\n    }\n");
}

/// The Fluent source that must be in the program: the texts that select, and
/// all that they refer to. The rest is in the methods already.
fn run_time_texts<'s>(
    catalogue: &Catalogue<'s>,
    messages: impl Iterator<Item = (&'s str, &'s Meaning<'s>)>,
    problems: &mut Vec<String>,
) -> String {
    let mut needed = BTreeSet::new();
    for (id, meaning) in messages.filter(|(_, meaning)| meaning.selects) {
        needed.insert(Reference::Message(id));
        needed.extend(&meaning.references);
    }
    let entry = |reference: &Reference<'s>| match *reference {
        Reference::Message(id) => {
            catalogue.messages.get(id).map(|text| message_syntax(id, text, false))
        }
        Reference::Term(id) => catalogue.terms.get(id).map(|text| term_syntax(id, text)),
    };
    let resource = Resource { body: needed.iter().filter_map(entry).collect() };
    let source = serializer::serialize(&resource);
    // The serializer is not ours: believe it only when it reads back the same.
    if !parser::parse(source.as_str()).is_ok_and(|again| again == resource) {
        let language = catalogue.language;
        problems.push(format!("text/{language}: a text with a selector does not read back"));
    }
    source
}

fn message_syntax<'s>(id: &'s str, text: &Text<'s>, with_comment: bool) -> Entry<&'s str> {
    Entry::Message(Syntax {
        id: Identifier { name: id },
        value: Some(text.pattern.clone()),
        attributes: Vec::new(),
        comment: text.comment.clone().filter(|_| with_comment),
    })
}

fn term_syntax<'s>(id: &'s str, text: &Text<'s>) -> Entry<&'s str> {
    Entry::Term(Term {
        id: Identifier { name: id },
        value: text.pattern.clone(),
        attributes: Vec::new(),
        comment: None,
    })
}
