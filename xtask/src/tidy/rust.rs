//! One Rust file as tokens: what is code, what is a string, what is compiled for tests only.
//!
//! Tokens rather than a syntax tree, because macro bodies (`html!`, `proptest!`, `format!`) are
//! tokens and nothing more, and code hidden there must obey the same rules.

mod paths;
mod test_items;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

pub use paths::UsedPath;
use test_items::{is_brace, is_sign, test_item};

/// One word, sign, bracket or literal, comments left out.
#[derive(Debug)]
pub struct Token {
    /// As written, so a string literal has its quotes.
    pub text: String,
    /// The meaning of a string, byte string or character literal.
    pub value: Option<String>,
    /// Counted from 1.
    pub line: usize,
    /// Whether it is compiled for tests only.
    pub in_test: bool,
}

/// A function with a body.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of `fn`.
    pub line: usize,
    /// Lines from the signature to the closing brace.
    pub length: usize,
    /// Whether it is compiled for tests only.
    pub in_test: bool,
}

/// What the checks want to know of one file.
#[derive(Debug, Default)]
pub struct Rust {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All functions with a body, also those inside macros and other functions.
    pub functions: Vec<Function>,
    /// Paths such as `std::fs::read`, with `use` trees spelt out.
    pub paths: Vec<UsedPath>,
    /// Names in `#[cfg(test)] mod name;`.
    pub test_modules: Vec<String>,
    /// Lines of items compiled for tests only.
    pub test_lines: usize,
}

impl Rust {
    /// Splits `text` into tokens.
    ///
    /// # Errors
    /// A text with unbalanced brackets or quotes.
    pub fn read(text: &str) -> Result<Self, String> {
        let stream: TokenStream =
            text.parse().map_err(|error: proc_macro2::LexError| error.to_string())?;
        let mut rust = Self { paths: paths::used(stream.clone()), ..Self::default() };
        rust.walk(stream, false);
        Ok(rust)
    }

    /// The first token of each place where these tokens follow one another.
    pub fn find<'a>(&'a self, sequence: &'a [&str]) -> impl Iterator<Item = &'a Token> {
        self.tokens
            .windows(sequence.len())
            .filter(move |window| {
                window.iter().zip(sequence).all(|(token, text)| token.text == *text)
            })
            .filter_map(<[Token]>::first)
    }

    fn walk(&mut self, stream: TokenStream, in_test: bool) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut test_until = None;
        for (at, tree) in trees.iter().enumerate() {
            let rest = trees.get(at..).unwrap_or_default();
            let outside = !in_test && test_until.is_none_or(|end| at > end);
            if outside && let Some(length) = test_item(rest) {
                test_until = Some(at + length - 1);
                self.note_test_item(rest.get(..length).unwrap_or_default());
            }
            let here = in_test || test_until.is_some_and(|end| at <= end);
            self.functions.extend(function(rest, here));
            let before = at.checked_sub(1).and_then(|index| trees.get(index));
            match tree {
                TokenTree::Group(group) if is_doc_comment(group, before) => {}
                TokenTree::Group(group) => self.enter(group, here),
                TokenTree::Literal(literal) => {
                    let value = meaning(syn::Lit::new(literal.clone()));
                    self.push(tree.to_string(), value, line(tree), here);
                }
                _ => self.push(tree.to_string(), None, line(tree), here),
            }
        }
    }

    fn enter(&mut self, group: &Group, in_test: bool) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => ("", ""),
        };
        self.push(open.to_owned(), None, group.span_open().start().line, in_test);
        self.walk(group.stream(), in_test);
        self.push(close.to_owned(), None, group.span_close().end().line, in_test);
    }

    fn push(&mut self, text: String, value: Option<String>, line: usize, in_test: bool) {
        self.tokens.push(Token { text, value, line, in_test });
    }

    fn note_test_item(&mut self, item: &[TokenTree]) {
        if let (Some(first), Some(last)) = (item.first(), item.last()) {
            self.test_lines += last.span().end().line + 1 - line(first);
        }
        if let [.., TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Punct(end)] = item
            && *keyword == "mod"
            && end.as_char() == ';'
        {
            self.test_modules.push(name.to_string());
        }
    }
}

fn line(tree: &TokenTree) -> usize {
    tree.span().start().line
}

fn meaning(literal: syn::Lit) -> Option<String> {
    match literal {
        syn::Lit::Str(text) => Some(text.value()),
        syn::Lit::ByteStr(bytes) => Some(String::from_utf8_lossy(&bytes.value()).into_owned()),
        syn::Lit::CStr(text) => Some(text.value().to_string_lossy().into_owned()),
        syn::Lit::Char(one) => Some(one.value().to_string()),
        _ => None,
    }
}

/// The lexer hands a doc comment over as `#[doc = "…"]`; written words are not code.
fn is_doc_comment(group: &Group, before: Option<&TokenTree>) -> bool {
    let after_hash =
        matches!(before, Some(TokenTree::Punct(sign)) if "#!".contains(sign.as_char()));
    let first = group.stream().into_iter().next();
    after_hash && matches!(first, Some(TokenTree::Ident(word)) if word == "doc")
}

fn function(trees: &[TokenTree], in_test: bool) -> Option<Function> {
    let [TokenTree::Ident(keyword), TokenTree::Ident(name), rest @ ..] = trees else { return None };
    if *keyword != "fn" {
        return None;
    }
    let body = rest.iter().find(|tree| is_brace(tree) || is_sign(tree, ';'))?;
    let line = keyword.span().start().line;
    let length = body.span().end().line + 1 - line;
    is_brace(body).then(|| Function { name: name.to_string(), line, length, in_test })
}

#[cfg(test)]
mod tests;
