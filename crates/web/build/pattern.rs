//! What a text needs: which variables, and whether Fluent must run to format it.

use std::collections::BTreeSet;

use fluent_syntax::ast::{
    CallArguments, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::catalogue::{Catalogue, Text};

/// What the caller gives for a variable. Ordered: the greater one wins when the
/// same variable is used in both ways.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Shown as it is.
    Shown,
    /// A whole number that chooses a plural form or passes through `NUMBER()`.
    Counted,
}

/// A piece of a text that needs no Fluent at run time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part<'s> {
    Literal(String),
    Variable(&'s str),
}

/// Another entry that a text names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reference<'s> {
    Message(&'s str),
    Term(&'s str),
}

/// A text taken apart.
#[derive(Default)]
pub struct Meaning<'s> {
    /// In order of first appearance, each once.
    pub variables: Vec<(&'s str, Kind)>,
    /// The whole text, references replaced by what they say; of no use when
    /// `selects` is set.
    pub parts: Vec<Part<'s>>,
    /// A selector or function is used, here or in a referenced message.
    pub selects: bool,
    /// All entries reached, directly or not.
    pub references: BTreeSet<Reference<'s>>,
}

impl Meaning<'_> {
    /// How the variable is used; `None` when it is not.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        let found = self.variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, kind)| *kind)
    }
}

/// Takes message `id` of the catalogue apart, adding to `problems` whatever the
/// generator refuses.
pub fn understand<'s>(
    catalogue: &'s Catalogue<'s>,
    id: &'s str,
    text: &'s Text<'s>,
    problems: &mut Vec<String>,
) -> Meaning<'s> {
    let mut walk = Walk {
        catalogue,
        path: vec![Reference::Message(id)],
        meaning: Meaning::default(),
        problems: Vec::new(),
    };
    walk.pattern(&text.pattern);
    for problem in walk.problems {
        problems.push(format!("{}: `{id}`: {problem}", text.place));
    }
    walk.meaning
}

struct Walk<'s> {
    catalogue: &'s Catalogue<'s>,
    /// The message asked for and the references followed to reach this point.
    path: Vec<Reference<'s>>,
    meaning: Meaning<'s>,
    problems: Vec<String>,
}

impl<'s> Walk<'s> {
    fn pattern(&mut self, pattern: &'s Pattern<&'s str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.literal(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &'s Expression<&'s str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.meaning.selects = true;
                self.selector(selector);
                for variant in variants {
                    self.variant(variant);
                }
            }
        }
    }

    fn inline(&mut self, inline: &'s InlineExpression<&'s str>) {
        match inline {
            InlineExpression::StringLiteral { value } => {
                self.literal(&unescape_unicode_to_string(value));
            }
            InlineExpression::NumberLiteral { value } => {
                self.refuse(format!("write the number {value} as plain text, without braces"));
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.function(id.name, arguments);
            }
            InlineExpression::MessageReference { id, attribute } => {
                if attribute.is_some() {
                    self.refuse(format!("attribute of `{}` is not supported", id.name));
                }
                self.follow(Reference::Message(id.name));
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                if attribute.is_some() || arguments.is_some() {
                    let name = id.name;
                    self.refuse(format!("`-{name}` takes no arguments and has no attributes"));
                }
                self.follow(Reference::Term(id.name));
            }
            InlineExpression::VariableReference { id } => {
                self.variable(id.name, Kind::Shown);
                self.meaning.parts.push(Part::Variable(id.name));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
        }
    }

    fn literal(&mut self, text: &str) {
        if let Some(Part::Literal(last)) = self.meaning.parts.last_mut() {
            last.push_str(text);
        } else {
            self.meaning.parts.push(Part::Literal(text.to_owned()));
        }
    }

    fn variable(&mut self, name: &'s str, kind: Kind) {
        if let Some(Reference::Term(term)) = self.path.last().copied() {
            self.refuse(format!("term `-{term}` must be constant, but uses ${name}"));
            return;
        }
        let known = self.meaning.variables.iter_mut().find(|known| known.0 == name);
        match known {
            Some(known) => known.1 = known.1.max(kind),
            None => self.meaning.variables.push((name, kind)),
        }
    }

    fn selector(&mut self, selector: &'s InlineExpression<&'s str>) {
        match selector {
            InlineExpression::VariableReference { id } => self.variable(id.name, Kind::Counted),
            InlineExpression::FunctionReference { id, arguments } => {
                self.function(id.name, arguments);
            }
            _ => self.refuse("a selector must be a variable or NUMBER()".to_owned()),
        }
    }

    /// `NUMBER($n)`, with at most `type:`. The other options of `NUMBER` do
    /// nothing useful to a whole number in fluent-bundle 0.16: an author would
    /// believe in them (`useGrouping`) and nothing would happen.
    fn function(&mut self, name: &str, arguments: &'s CallArguments<&'s str>) {
        self.meaning.selects = true;
        if name != "NUMBER" {
            self.refuse(format!("function {name}() does not exist: only NUMBER() does"));
            return;
        }
        if let [InlineExpression::VariableReference { id }] = arguments.positional.as_slice() {
            self.variable(id.name, Kind::Counted);
        } else {
            self.refuse("NUMBER() takes exactly one variable".to_owned());
        }
        for option in arguments.named.iter().filter(|option| option.name.name != "type") {
            self.refuse(format!("NUMBER() option `{}` has no effect here", option.name.name));
        }
    }

    fn variant(&mut self, variant: &'s Variant<&'s str>) {
        const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
        if let VariantKey::Identifier { name } = &variant.key
            && !CATEGORIES.contains(name)
        {
            self.refuse(format!(
                "[{name}] is not a plural category (zero, one, two, few, many, other): \
                 for other choices write one message each and use `lookup`"
            ));
        }
        self.pattern(&variant.value);
    }

    fn follow(&mut self, reference: Reference<'s>) {
        let (name, target) = match reference {
            Reference::Message(id) => (id.to_owned(), self.catalogue.messages.get(id)),
            Reference::Term(id) => (format!("-{id}"), self.catalogue.terms.get(id)),
        };
        let Some(target) = target else {
            self.refuse(format!("`{name}` is not defined in `{}`", self.catalogue.language));
            return;
        };
        if self.path.contains(&reference) {
            self.refuse(format!("`{name}` refers to itself"));
            return;
        }
        self.meaning.references.insert(reference);
        self.path.push(reference);
        self.pattern(&target.pattern);
        self.path.pop();
    }

    fn refuse(&mut self, problem: String) {
        self.problems.push(problem);
    }
}
