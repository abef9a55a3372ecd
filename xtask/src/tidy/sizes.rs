//! Files and functions stay small enough to read in one sitting.

use super::Finding;
use super::rust::Function;
use super::tree::Tree;

/// Production lines of one Rust file: without inline tests, as in the survey the limits come from.
const FILE: Limit = Limit { what: "file", most: 500, p90: 250 };
/// Lines of one production function, from signature to closing brace.
const FUNCTION: Limit = Limit { what: "function", most: 80, p90: 40 };
const TEMPLATE_LINES: usize = 120;

struct Limit {
    what: &'static str,
    most: usize,
    /// Nine in ten are no longer than this.
    p90: usize,
}

struct Measured {
    path: String,
    line: usize,
    name: String,
    length: usize,
}

/// Measures production files, production functions and templates; test code has no limit.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = judge(&FILE, files(tree));
    findings.extend(judge(&FUNCTION, functions(tree)));
    for (path, text) in tree.texts("crates/web/src/", "html") {
        let lines = text.lines().count();
        if lines > TEMPLATE_LINES {
            let message = format!(
                "template of {lines} lines, limit {TEMPLATE_LINES}; move a part to its own template"
            );
            findings.push(Finding::new(path, 1, message));
        }
    }
    findings
}

fn files(tree: &Tree) -> Vec<Measured> {
    let production = tree.rust("").filter(|(path, _)| !tree.is_test_file(path));
    production
        .map(|(path, rust)| {
            let lines = tree.text(path).unwrap_or_default().lines().count();
            let length = lines.saturating_sub(rust.test_lines);
            Measured { path: path.to_owned(), line: 1, name: path.to_owned(), length }
        })
        .collect()
}

fn functions(tree: &Tree) -> Vec<Measured> {
    let production = tree.rust("").filter(|(path, _)| !tree.is_test_file(path));
    let measure = |path: &str, function: &Function| Measured {
        path: path.to_owned(),
        line: function.line,
        name: function.name.clone(),
        length: function.length,
    };
    production
        .flat_map(|(path, rust)| {
            let own = rust.functions.iter().filter(|function| !function.in_test);
            own.map(move |function| measure(path, function))
        })
        .collect()
}

fn judge(limit: &Limit, mut all: Vec<Measured>) -> Vec<Finding> {
    let Limit { what, most, p90 } = limit;
    all.sort_by_key(|one| one.length);
    let mut findings: Vec<Finding> = all
        .iter()
        .filter(|one| one.length > *most)
        .map(|one| {
            let message = format!(
                "{what} `{}` has {} lines, limit {most}; split it by meaning",
                one.name, one.length
            );
            Finding::new(&one.path, one.line, message)
        })
        .collect();
    if let Some(tenth) = all.get(rank_of_p90(all.len())).filter(|one| one.length > *p90) {
        let message = format!(
            "nine in ten {what}s should have at most {p90} lines, now {}; split this one or a longer one",
            tenth.length
        );
        findings.push(Finding::new(&tenth.path, tenth.line, message));
    }
    findings
}

/// Nearest rank: the smallest value that nine in ten do not exceed, as an index.
fn rank_of_p90(count: usize) -> usize {
    (count * 9).div_ceil(10).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(lines: usize) -> String {
        format!("fn a() {{\n{}}}\n", "    b();\n".repeat(lines - 2))
    }

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files)).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn small_files_and_functions_pass() {
        let code = function(40);
        let template = "<p>\n".repeat(120);
        let files = [("crates/app/src/a.rs", code.as_str()), ("crates/web/src/a.html", &template)];
        assert_eq!(found(&files), [""; 0]);
    }

    #[test]
    fn a_long_function_is_found_at_its_line() {
        let code = format!("\n{}{}", function(81), function(5).repeat(20));
        let found = found(&[("crates/app/src/a.rs", &code)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("crates/app/src/a.rs:2: function `a` has 81"), "{found:?}");
    }

    #[test]
    fn too_many_middling_functions_are_found() {
        let code = format!("{}{}", function(41).repeat(2), function(3).repeat(8));
        let found = found(&[("crates/app/src/a.rs", &code)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("nine in ten functions"), "{found:?}");
    }

    #[test]
    fn a_long_file_is_found_and_its_inline_tests_do_not_count() {
        let long = "const A: u8 = 1;\n".repeat(501);
        let tested = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(found(&[("crates/app/src/a.rs", &tested)]), [""; 0]);
        assert_eq!(found(&[("crates/app/src/tests.rs", &long)]), [""; 0]);
        assert_eq!(found(&[("crates/app/src/a.rs", &long)]).len(), 2);
    }

    #[test]
    fn a_long_template_is_found() {
        let template = "<p>\n".repeat(121);
        assert!(found(&[("crates/web/src/a.html", &template)])[0].contains("template of 121"));
    }

    #[test]
    fn the_ninetieth_percentile_is_the_ninth_of_ten() {
        assert_eq!([0, 1, 9, 10, 11, 20].map(rank_of_p90), [0, 0, 8, 8, 9, 17]);
    }
}
