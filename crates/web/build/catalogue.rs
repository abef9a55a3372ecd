//! All messages and terms of one language, read from its files.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Attribute, Comment, Entry, Pattern};
use fluent_syntax::parser;

use super::Source;

/// The pattern of one message or term and where it stands.
pub struct Text<'s> {
    /// `file:line` of the key.
    pub place: String,
    pub pattern: Pattern<&'s str>,
    /// What the author wrote above it for translators.
    pub comment: Option<Comment<&'s str>>,
}

/// One language. Keys are without the leading `-` of terms.
pub struct Catalogue<'s> {
    pub language: &'static str,
    pub messages: BTreeMap<&'s str, Text<'s>>,
    pub terms: BTreeMap<&'s str, Text<'s>>,
}

impl<'s> Catalogue<'s> {
    /// Reads all files, adding a line to `problems` for each syntax error,
    /// repeated key, attribute and message without a text.
    pub fn read(language: &'static str, sources: &'s [Source], problems: &mut Vec<String>) -> Self {
        let mut catalogue = Self { language, messages: BTreeMap::new(), terms: BTreeMap::new() };
        for source in sources {
            catalogue.read_file(source, problems);
        }
        catalogue
    }

    fn read_file(&mut self, source: &'s Source, problems: &mut Vec<String>) {
        let resource = match parser::parse(source.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let place = place(source, error.pos.start);
                    problems.push(format!("{place}: syntax: {error}"));
                }
                resource
            }
        };
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let place = place_of(source, message.id.name);
                    refuse_attributes(&place, &message.attributes, problems);
                    let Some(pattern) = message.value else {
                        problems.push(format!("{place}: `{}` has no text", message.id.name));
                        continue;
                    };
                    let text = Text { place, pattern, comment: message.comment };
                    insert(&mut self.messages, message.id.name, text, problems);
                }
                Entry::Term(term) => {
                    let place = place_of(source, term.id.name);
                    refuse_attributes(&place, &term.attributes, problems);
                    let text = Text { place, pattern: term.value, comment: term.comment };
                    insert(&mut self.terms, term.id.name, text, problems);
                }
                // Junk has been reported as a syntax error above.
                Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => {}
            }
        }
    }
}

fn insert<'s>(
    texts: &mut BTreeMap<&'s str, Text<'s>>,
    id: &'s str,
    text: Text<'s>,
    problems: &mut Vec<String>,
) {
    if let Some(first) = texts.get(id) {
        let (place, first) = (&text.place, &first.place);
        problems.push(format!("{place}: `{id}` is already defined at {first}"));
    } else {
        texts.insert(id, text);
    }
}

fn refuse_attributes(place: &str, attributes: &[Attribute<&str>], problems: &mut Vec<String>) {
    for attribute in attributes {
        problems.push(format!(
            "{place}: attribute `.{}` is not supported: make it a message of its own",
            attribute.id.name
        ));
    }
}

/// The place of `part`, a slice of the source's own text: the parser keeps no
/// positions of keys, but the slices tell by their addresses.
fn place_of(source: &Source, part: &str) -> String {
    place(source, part.as_ptr().addr().saturating_sub(source.text.as_ptr().addr()))
}

fn place(source: &Source, offset: usize) -> String {
    let newlines = source.text.bytes().take(offset).filter(|byte| *byte == b'\n');
    format!("{}:{}", source.path, newlines.count() + 1)
}
