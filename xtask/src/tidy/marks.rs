//! Marks of unfinished or unsafe work that must not stay behind.
//!
//! This file spells out the words it looks for, so it alone is not searched for them.

use super::Finding;
use super::rust::{Rust, Token};
use super::text::covers;
use super::tree::{Tree, extension};

const SELF: &str = "xtask/src/tidy/marks.rs";
const NOTES: &[&str] = &["TODO", "FIXME", "XXX"];
const NOTED_IN: &[&str] = &["rs", "html", "css", "js", "mjs"];
const UNFINISHED: &[&str] = &["todo", "unimplemented", "dbg"];
const ESCAPED_BY_HAND: &str = "|safe";
const SQL_BY_HAND: &str = "AssertSqlSafe";

/// Where a mark is right after all: mark, file or folder (with `/` at the end), reason.
const ALLOWED: &[(&str, &str, &str)] = &[(
    ESCAPED_BY_HAND,
    "crates/web/src/kit/chart/",
    "the SVG is built by our own renderer, which escapes every label itself",
)];

/// Searches words in all sources, code in tokens (so never in comments or strings).
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for wanted in NOTED_IN {
        for (path, text) in tree.texts("", wanted).filter(|(path, _)| *path != SELF) {
            findings.extend(notes(path, text));
        }
    }
    for (path, text) in tree.texts("", "html") {
        findings.extend(unescaped(path, text));
    }
    for (path, rust) in tree.rust("") {
        findings.extend(in_any_code(path, rust));
        if is_shipped(path) && !tree.is_test_file(path) {
            findings.extend(panics(path, rust));
        }
    }
    findings
}

fn notes(path: &str, text: &str) -> Vec<Finding> {
    let is_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let marked = text.lines().enumerate().filter_map(|(index, line)| {
        let mut words = line.split(|sign| !is_word(sign));
        let note = words.find(|word| NOTES.contains(word))?;
        let message = format!("`{note}` left behind; do it now or open an issue");
        Some(Finding::new(path, index + 1, message))
    });
    marked.collect()
}

fn unescaped(path: &str, text: &str) -> Vec<Finding> {
    let marked = text.lines().enumerate().filter(|(_, line)| {
        let close: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
        close.contains(ESCAPED_BY_HAND) && !is_allowed(ESCAPED_BY_HAND, path)
    });
    let message = "`|safe` switches escaping off; let the template escape, or list the file with \
                   its reason in ALLOWED";
    marked.map(|(index, _)| Finding::new(path, index + 1, message)).collect()
}

fn in_any_code(path: &str, rust: &Rust) -> Vec<Finding> {
    let mut findings = Vec::new();
    for name in UNFINISHED {
        let message = format!("`{name}!` left behind; finish it or take it out");
        let calls = macro_calls(rust, name);
        findings.extend(calls.map(|token| Finding::new(path, token.line, message.clone())));
    }
    for token in rust.find(&["#", "[", "ignore"]) {
        let message = "a test nobody runs; make it pass or delete it";
        findings.push(Finding::new(path, token.line, message));
    }
    for token in rust.find(&[SQL_BY_HAND]).filter(|_| !is_allowed(SQL_BY_HAND, path)) {
        let message =
            "SQL put together at run time; write it as one constant text with bound values";
        findings.push(Finding::new(path, token.line, message));
    }
    findings
}

fn panics(path: &str, rust: &Rust) -> Vec<Finding> {
    let mut found: Vec<&Token> = rust.find(&[".", "unwrap", "("]).collect();
    if path != "crates/server/src/main.rs" {
        found.extend(rust.find(&[".", "expect", "("]));
    }
    found.extend(macro_calls(rust, "panic"));
    let shipped = found.into_iter().filter(|token| !token.in_test);
    let message = "may panic in production; return an error instead";
    shipped.map(|token| Finding::new(path, token.line, message)).collect()
}

fn macro_calls<'a>(rust: &'a Rust, name: &'a str) -> impl Iterator<Item = &'a Token> {
    rust.tokens.windows(3).filter_map(move |window| match window {
        [word, bang, open] if word.text == name && bang.text == "!" => {
            matches!(open.text.as_str(), "(" | "[" | "{").then_some(word)
        }
        _ => None,
    })
}

fn is_shipped(path: &str) -> bool {
    extension(path) == "rs" && path.starts_with("crates/") && path.split('/').nth(2) == Some("src")
}

fn is_allowed(mark: &str, path: &str) -> bool {
    ALLOWED.iter().any(|(allowed, place, _)| *allowed == mark && covers(place, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn finished_code_passes_and_so_do_panics_in_tests() {
        let code = "fn a() { b.unwrap_or(1); let todo = \".unwrap()\"; }\n\
                    #[cfg(test)] mod tests { fn a() { b.unwrap(); panic!(); } }";
        assert_eq!(found("crates/app/src/a.rs", code), 0);
        assert_eq!(found("crates/app/src/a/tests.rs", "fn a() { b.unwrap(); }"), 0);
        assert_eq!(found("crates/server/src/main.rs", "fn a() { b.expect(\"c\"); }"), 0);
        assert_eq!(found("crates/web/src/kit/chart/chart.html", "{{ svg|safe }}"), 0);
    }

    #[test]
    fn each_note_is_found_in_each_kind_of_file() {
        for kind in NOTED_IN {
            for note in NOTES {
                assert_eq!(found(&format!("crates/a.{kind}"), &format!("// {note}: later")), 1);
            }
        }
        assert_eq!(found("crates/a.css", "/* TODOS XXXX */"), 0);
    }

    #[test]
    fn unfinished_and_unrun_code_is_found_in_tests_too() {
        for code in ["todo!()", "unimplemented!(\"a\")", "dbg!(a)"] {
            assert_eq!(found("crates/server/tests/a.rs", &format!("fn a() {{ {code}; }}")), 1);
        }
        assert_eq!(
            found("crates/server/tests/a.rs", "#[test]\n#[ignore = \"slow\"]\nfn a() {}"),
            1
        );
    }

    #[test]
    fn panics_in_production_are_found_even_inside_macros() {
        for code in
            ["a.unwrap()", "a.expect(\"b\")", "panic!(\"a\")", "format!(\"{}\", a.unwrap())"]
        {
            assert_eq!(found("crates/app/src/a.rs", &format!("fn a() {{ {code}; }}")), 1, "{code}");
        }
        assert_eq!(found("crates/server/src/main.rs", "fn a() { b.unwrap(); }"), 1);
    }

    #[test]
    fn escaping_or_sql_done_by_hand_is_found() {
        assert_eq!(found("crates/web/src/customer/a.html", "{{ name | safe }}"), 1);
        assert_eq!(found("crates/store/src/a.rs", "fn a() { query(AssertSqlSafe(b)); }"), 1);
    }
}
