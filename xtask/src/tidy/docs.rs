//! Every path that the documents name exists.

mod pattern;

use super::Finding;
use super::tree::Tree;

const TOP_FOLDERS: &[&str] =
    &["crates/", "xtask/", "docs/", "bench/", "infra/", "browser/", ".ci/"];
const DOCUMENTS: &[&str] = &["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "README.ja.md"];

/// Looks at `inline code` and at links; blocks of code are examples and are left alone.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.texts("", "md") {
        if path.starts_with("docs/") || DOCUMENTS.contains(&path) {
            findings.extend(document(tree, path, text));
        }
    }
    findings
}

fn document(tree: &Tree, path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut in_block = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block {
            let named = code_spans(line).flat_map(str::split_whitespace).filter_map(repo_path);
            let linked = link_targets(line).into_iter().filter_map(|to| resolve(path, to));
            for wanted in named.map(str::to_owned).chain(linked) {
                if !pattern::exists(tree, &wanted) {
                    let message =
                        format!("`{wanted}` does not exist; correct the path or add the file");
                    findings.push(Finding::new(path, index + 1, message));
                }
            }
        }
    }
    findings
}

fn code_spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The word without line number, item or full stop, if it begins in one of our top folders.
fn repo_path(word: &str) -> Option<&str> {
    let word = word.trim_start_matches(['(', '"', '\'']).trim_start_matches("./");
    let word = word.split([':', '#', '"', '\'', ';']).next()?;
    let word = word.trim_end_matches(['.', ',', ')', '/']);
    let inside = |top: &&str| word.starts_with(*top) || Some(word) == top.strip_suffix('/');
    let is_path = word.contains('/') && TOP_FOLDERS.iter().any(inside);
    is_path.then_some(word)
}

/// Targets of `[…](target)` and `[…]: target`.
fn link_targets(line: &str) -> Vec<&str> {
    let inline = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let reference = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
    let targets = inline.chain(reference.map(|(_, target)| target));
    targets.filter_map(|target| target.split_whitespace().next()).collect()
}

/// A link is read from the document's own folder, as a browser would.
fn resolve(document: &str, target: &str) -> Option<String> {
    let target = target.trim_matches(['<', '>']).split(['#', '?']).next().unwrap_or_default();
    if target.is_empty() || target.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(document: &str, text: &str) -> Vec<String> {
        let tree = Tree::of(&[
            (document, text),
            ("crates/web/src/customer/net_worth.rs", ""),
            ("docs/decisions/0001-start.md", ""),
        ]);
        check(&tree).into_iter().map(|finding| finding.to_string()).collect()
    }

    #[test]
    fn paths_that_exist_pass_however_they_are_written() {
        let text = "`crates/web/src/customer/net_worth.rs:12`, `crates/web/`, `a/b`, `docs`.\n\
                    [one](docs/decisions/0001-start.md#why) [two](https://example.org/crates/no)\n\
                    `cat crates/web/src/customer/<page>.rs` `crates/web/src/{customer,customer}/*`\n\
                    ```\ncrates/no/such/file `docs/no.md`\n```\n";
        assert_eq!(found("README.md", text), [""; 0]);
    }

    #[test]
    fn a_path_in_backticks_that_does_not_exist_is_found() {
        let found = found("docs/a.md", "one\nsee `crates/web/src/gone.rs`.");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("docs/a.md:2: `crates/web/src/gone.rs`"), "{found:?}");
    }

    #[test]
    fn a_missing_alternative_in_braces_is_found() {
        assert_eq!(found("README.md", "`crates/web/src/{customer,staff}/`").len(), 1);
    }

    #[test]
    fn a_link_is_followed_from_the_folder_of_its_document() {
        let document = "docs/decisions/0002-next.md";
        assert_eq!(found(document, "[one](0001-start.md) [up](../../crates/web)"), [""; 0]);
        assert_eq!(found(document, "[one](docs/decisions/0001-start.md)").len(), 1);
        assert_eq!(found(document, "[one]: ../gone.md").len(), 1);
    }

    #[test]
    fn other_markdown_files_are_left_alone() {
        assert_eq!(found("crates/web/notes.md", "`docs/no/such.md`"), [""; 0]);
    }
}
