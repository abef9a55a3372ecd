//! The paths a file names (`std::fs::read`), with every `use a::{b, c::d}` spelt out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::test_items::is_sign;

/// One path as used, for example `["std", "fs", "read"]`.
#[derive(Debug, PartialEq, Eq)]
pub struct UsedPath {
    /// Its parts; a lone name is a path of one.
    pub parts: Vec<String>,
    /// The line of its first own part, counted from 1.
    pub line: usize,
}

impl UsedPath {
    /// Whether these parts follow one another anywhere in the path.
    pub fn contains(&self, wanted: &[&str]) -> bool {
        self.parts.windows(wanted.len()).any(|window| window == wanted)
    }

    /// Whether the path begins in this crate or module and, with `deeper`, goes on from there.
    pub fn starts_in(&self, name: &str, deeper: bool) -> bool {
        self.parts.first().is_some_and(|first| first == name) && (!deeper || self.parts.len() > 1)
    }
}

/// All paths in these tokens.
pub fn used(stream: TokenStream) -> Vec<UsedPath> {
    let mut found = Vec::new();
    collect(stream, &[], &mut found);
    found
}

fn collect(stream: TokenStream, prefix: &[String], found: &mut Vec<UsedPath>) {
    let mut parts: Vec<String> = Vec::new();
    let mut first_line = 1;
    let mut colons = 0;
    for tree in stream {
        if is_sign(&tree, ':') {
            colons += 1;
            continue;
        }
        let joined = colons == 2 && !parts.is_empty();
        colons = 0;
        if !joined {
            flush(&mut parts, first_line, found);
        }
        match tree {
            TokenTree::Ident(word) => {
                if !joined {
                    parts.extend_from_slice(prefix);
                    first_line = word.span().start().line;
                }
                parts.push(word.to_string());
            }
            TokenTree::Group(group) if joined && group.delimiter() == Delimiter::Brace => {
                collect(group.stream(), &std::mem::take(&mut parts), found);
            }
            TokenTree::Group(group) => collect(group.stream(), &[], found),
            _ => {}
        }
    }
    flush(&mut parts, first_line, found);
}

fn flush(parts: &mut Vec<String>, line: usize, found: &mut Vec<UsedPath>) {
    if !parts.is_empty() {
        found.push(UsedPath { parts: std::mem::take(parts), line });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(code: &str) -> Vec<String> {
        used(code.parse().unwrap()).into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn a_use_tree_is_spelt_out() {
        let code = "use std::{io, fs::{read, self}};";
        assert_eq!(spelt(code), ["use", "std::io", "std::fs::read", "std::fs::self"]);
    }

    #[test]
    fn paths_inside_macros_and_calls_are_seen() {
        let found = spelt("let a: Day = log!(chrono::Utc::now());");
        assert!(found.contains(&"chrono::Utc::now".to_owned()), "{found:?}");
        assert!(found.contains(&"Day".to_owned()), "{found:?}");
    }

    #[test]
    fn a_path_knows_its_line_and_its_crate() {
        let found = used("\nrand::random()".parse().unwrap());
        let path = found.first().unwrap();
        assert_eq!(path.line, 2);
        assert!(path.starts_in("rand", true));
        assert!(path.contains(&["rand", "random"]));
    }
}
