//! A page is two files of one name, side by side: `net_worth.rs` and `net_worth.html`.

use super::Finding;
use super::rust::Rust;
use super::tree::Tree;

const SITES: &[&str] =
    &["crates/web/src/customer/", "crates/web/src/staff/", "crates/web/src/operator/"];

/// Looks for templates without code and code with a template of another name.
pub fn check(tree: &Tree) -> Vec<Finding> {
    SITES.iter().flat_map(|site| site_findings(tree, site)).collect()
}

fn site_findings(tree: &Tree, site: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    // A layout is what pages extend; it is no page itself.
    let pages = tree.texts(site, "html").filter(|(path, _)| !path.ends_with("/layout.html"));
    for (path, _) in pages {
        let sibling = format!("{}.rs", path.trim_end_matches(".html"));
        if !tree.has(&sibling) {
            let message =
                format!("no {sibling} beside it; add the page's code or remove the template");
            findings.push(Finding::new(path, 1, message));
        }
    }
    for (path, rust) in tree.rust(site) {
        let sibling = format!("{}.html", path.trim_end_matches(".rs"));
        let exempt = path.ends_with("/mod.rs") || tree.is_test_file(path);
        if let Some(line) = template_line(rust).filter(|_| !exempt && !tree.has(&sibling)) {
            let message =
                format!("derives Template without {sibling} beside it; use one name for both");
            findings.push(Finding::new(path, line, message));
        }
    }
    findings
}

/// The first line with `Template` inside a `derive(…)`.
fn template_line(rust: &Rust) -> Option<usize> {
    let mut tokens = rust.tokens.iter();
    while let Some(token) = tokens.next() {
        if token.text == "derive" && !token.in_test {
            let mut derived = tokens.by_ref().take_while(|token| token.text != ")");
            if let Some(found) = derived.find(|token| token.text == "Template") {
                return Some(found.line);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "#[derive(Debug, askama::Template)]\nstruct Page;";

    #[test]
    fn pairs_and_code_without_a_template_pass() {
        let tree = Tree::of(&[
            ("crates/web/src/customer/mod.rs", PAGE),
            ("crates/web/src/customer/net_worth.rs", PAGE),
            ("crates/web/src/customer/net_worth.html", "<p>"),
            ("crates/web/src/customer/forms.rs", "#[derive(Debug)]\nstruct Template;"),
            ("crates/web/src/kit/layout.html", "<p>"),
            ("crates/web/src/staff/layout.html", "<p>"),
        ]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_template_without_code_is_found() {
        let tree = Tree::of(&[("crates/web/src/staff/decide.html", "<p>")]);
        assert!(check(&tree)[0].message.contains("no crates/web/src/staff/decide.rs"));
    }

    #[test]
    fn code_without_its_template_is_found() {
        let tree = Tree::of(&[("crates/web/src/operator/health.rs", PAGE)]);
        assert_eq!(check(&tree).len(), 1);
    }
}
