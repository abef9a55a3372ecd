//! Every word a person reads on a page stands in `crates/web/text`, in both languages.

use std::collections::BTreeMap;

use super::Finding;
use super::tree::Tree;

const FOLDER: &str = "crates/web/text";
const PAGES: &str = "crates/web/src/";

/// Files or folders (with `/` at the end) whose string literals may hold Japanese: path, reason.
const MAY_HOLD_JAPANESE: &[(&str, &str)] = &[
    ("crates/web/src/kit/chart/axis.rs", "万, 億 and 兆 are part of how a figure is written"),
    ("crates/web/src/customer/sample.rs", "what a customer might have written"),
    ("crates/web/src/customer/application/sample.rs", "what the bank's people might have written"),
    ("crates/web/src/staff/application/sample.rs", "what people might have written"),
    ("crates/web/src/staff/queue/sample.rs", "who might work on an application"),
    ("crates/web/src/customer/holding/sample.rs", "what a customer might have written"),
    ("crates/web/src/customer/import/preview/sample.rs", "what a customer might have written"),
];

/// Same files and messages in `ja` and `en`; no Japanese in templates or in the code of pages.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = missing(tree, "ja", "en");
    findings.extend(missing(tree, "en", "ja"));
    findings.extend(in_templates(tree));
    findings.extend(in_code(tree));
    findings
}

/// What `from` has and `to` lacks, told where it would have to be added.
fn missing(tree: &Tree, from: &str, to: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let folder = format!("{FOLDER}/{from}/");
    for (path, text) in tree.texts(&folder, "ftl") {
        let twin = path.replacen(&folder, &format!("{FOLDER}/{to}/"), 1);
        let Some(other) = tree.text(&twin) else {
            findings.push(Finding::new(path, 1, format!("no {twin}; translate this file")));
            continue;
        };
        let there = ids(other);
        for (id, line) in ids(text).into_iter().filter(|(id, _)| !there.contains_key(id)) {
            findings.push(Finding::new(
                path,
                line,
                format!("`{id}` is not in {twin}; add it there"),
            ));
        }
    }
    findings
}

/// Message identifiers (`^[a-z][a-z0-9-]* =`) with their lines.
fn ids(text: &str) -> BTreeMap<&str, usize> {
    let id = |line| -> Option<&str> {
        let (id, _) = str::split_once(line, " =")?;
        let letters = |sign: char| matches!(sign, 'a'..='z' | '0'..='9' | '-');
        (id.starts_with(|first: char| first.is_ascii_lowercase()) && id.chars().all(letters))
            .then_some(id)
    };
    text.lines().enumerate().filter_map(|(index, line)| Some((id(line)?, index + 1))).collect()
}

fn in_templates(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts(PAGES, "html") {
        for (index, _) in text.lines().enumerate().filter(|(_, line)| has_japanese(line)) {
            findings.push(Finding::new(path, index + 1, advice()));
        }
    }
    findings
}

fn in_code(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, rust) in tree.rust(PAGES).filter(|(path, _)| !tree.is_test_file(path)) {
        if MAY_HOLD_JAPANESE.iter().any(|(place, _)| covers(place, path)) {
            continue;
        }
        // What a customer might have written stands in functions that make sample pages.
        let samples: Vec<_> = rust
            .functions
            .iter()
            .filter(|function| matches!(function.name.as_str(), "sample" | "samples"))
            .map(|function| function.line..function.line + function.length)
            .collect();
        let literals = rust.tokens.iter().filter(|token| {
            !token.in_test && !samples.iter().any(|lines| lines.contains(&token.line))
        });
        let japanese = literals.filter(|token| token.value.as_deref().is_some_and(has_japanese));
        findings.extend(japanese.map(|token| Finding::new(path, token.line, advice())));
    }
    findings
}

fn advice() -> String {
    format!("Japanese on a page; give it a message in {FOLDER}/{{ja,en}} and use its key")
}

/// Whether an entry of an allow-list, a file or a folder ending in `/`, stands for this path.
pub fn covers(place: &str, path: &str) -> bool {
    place == path || (place.ends_with('/') && path.starts_with(place))
}

/// Hiragana, katakana (half-width too) or kanji.
fn has_japanese(text: &str) -> bool {
    text.chars().any(|sign| {
        matches!(sign,
            '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF66}'..='\u{FF9F}'
            | '\u{20000}'..='\u{3FFFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const JA: &str = "crates/web/text/ja/page.ftl";
    const EN: &str = "crates/web/text/en/page.ftl";

    #[test]
    fn equal_messages_and_pages_without_japanese_pass() {
        let tree = Tree::of(&[
            (
                JA,
                "# 見出し\ntitle = 純資産\n    .label = 見出し\nhello-2 = { $n ->\n   *[other] 件\n}",
            ),
            (EN, "hello-2 = x\ntitle = Net worth\n"),
            ("crates/web/src/customer/a.html", "<p>{{ t.title }}</p>"),
            ("crates/web/src/customer/a.rs", "/// 純資産\nconst A: &str = \"title\"; // 円"),
            ("crates/web/src/kit/b.rs", "#[cfg(test)] mod tests { const A: &str = \"円\"; }"),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_message_in_one_language_is_found_where_it_stands() {
        let found = check(&Tree::of(&[(JA, "title = 純資産\nmore = 次\n"), (EN, "title = x\n")]));
        assert_eq!(found, [Finding::new(JA, 2, format!("`more` is not in {EN}; add it there"))]);
    }

    #[test]
    fn a_file_in_one_language_is_found() {
        let found = check(&Tree::of(&[(EN, "title = x\n")]));
        assert!(found[0].message.contains(JA), "{found:?}");
    }

    #[test]
    fn japanese_in_a_template_or_a_literal_is_found() {
        let tree = Tree::of(&[
            ("crates/web/src/customer/a.html", "<p>\n円</p>"),
            (
                "crates/web/src/customer/a.rs",
                "const A: &str = \"\\u{5186}\";\nconst B: char = 'ｱ';",
            ),
        ]);
        let lines: Vec<_> = check(&tree).iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2, 1, 2]);
    }
}
