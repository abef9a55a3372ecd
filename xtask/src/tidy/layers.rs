//! `domain ← store, outside ← app ← web ← server`, and `picture` apart: who may lean on whom.

use super::Finding;
use super::manifest::{self, Dependency};
use super::tree::Tree;

/// Each crate and the crates of ours it may depend on, in any section of its `Cargo.toml`.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    // Only tests use `testdb`; Cargo itself refuses the circle otherwise.
    ("store", &["domain", "testdb"]),
    ("testdb", &["store"]),
    // Apart from all others, so that its decoders are built once.
    ("picture", &[]),
    // A server for tests, of nothing of ours.
    ("testbucket", &[]),
    ("outside", &["domain", "picture", "testbucket"]),
    ("app", &["domain", "store", "outside", "picture"]),
    ("web", &["domain", "app"]),
    ("server", &["domain", "store", "outside", "app", "web", "picture", "testbucket", "testdb"]),
];

/// Compares the dependencies of every crate under `crates/` with [`LAYERS`].
pub fn check(tree: &Tree) -> Vec<Finding> {
    let names = manifest::crate_folders(tree);
    let mut findings = Vec::new();
    for (path, text) in tree.texts("crates/", "toml") {
        let Some(from) = manifest::crate_of_manifest(path) else { continue };
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == from) else {
            let message =
                format!("crate `{from}` has no layer; add it to LAYERS in xtask or move it");
            findings.push(Finding::new(path, 1, message));
            continue;
        };
        for dependency in manifest::dependencies(text) {
            let Some(to) = folder_of(&dependency, &names) else { continue };
            if to != from && !allowed.contains(&to.as_str()) {
                findings.push(Finding::new(path, dependency.line, advice(from, &to, allowed)));
            }
        }
    }
    findings
}

/// The crate of ours that a dependency means, whatever it is called there.
fn folder_of(dependency: &Dependency, names: &[(String, String)]) -> Option<String> {
    let by_path = dependency.path.as_deref().and_then(|path| path.strip_prefix("../"));
    let name = dependency.package.as_ref().unwrap_or(&dependency.key);
    let by_name = || names.iter().find(|(known, _)| known == name).map(|(_, to)| to.clone());
    by_path.map(|folder| folder.trim_end_matches('/').to_owned()).or_else(by_name)
}

fn advice(from: &str, to: &str, allowed: &[&str]) -> String {
    let may = if allowed.is_empty() { "none of our crates".to_owned() } else { allowed.join(", ") };
    format!("`{from}` may depend on {may}, not on `{to}`; move the code to the layer it belongs to")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "[workspace.dependencies]\ndomain = { path = \"crates/domain\" }\n\
                        rows = { path = \"crates/store\", package = \"kura-store\" }\n";
    const DOMAIN: &str = "[package]\nname = \"domain\"\n[dependencies]\nserde = \"1\"\n";
    const STORE: &str =
        "[package]\nname = \"kura-store\"\n[dependencies]\ndomain.workspace = true\n";

    fn with_web(dependencies: &str) -> Vec<Finding> {
        let web = format!("[package]\nname = \"web\"\n{dependencies}");
        check(&Tree::of(&[
            ("Cargo.toml", ROOT),
            ("crates/domain/Cargo.toml", DOMAIN),
            ("crates/store/Cargo.toml", STORE),
            ("crates/web/Cargo.toml", &web),
        ]))
    }

    #[test]
    fn edges_that_point_inwards_pass() {
        assert_eq!(with_web("[dependencies]\ndomain.workspace = true\naxum = \"0.8\"\n"), []);
    }

    #[test]
    fn web_reaching_for_the_store_is_found_under_every_name() {
        for line in [
            "rows.workspace = true",
            "kura-store = \"1\"",
            "x = { path = \"../store\" }",
            "x = { workspace = true, package = \"kura-store\" }",
        ] {
            let found = with_web(&format!("[dev-dependencies]\n{line}\n"));
            assert_eq!(found.len(), 1, "{line}");
            assert_eq!((found[0].path.as_str(), found[0].line), ("crates/web/Cargo.toml", 4));
        }
    }

    #[test]
    fn domain_may_lean_on_nothing_of_ours() {
        let domain = format!("{DOMAIN}store = {{ path = \"../store\" }}\n");
        let found = check(&Tree::of(&[("crates/domain/Cargo.toml", &domain)]));
        assert!(found[0].message.contains("none of our crates"));
    }

    #[test]
    fn picture_is_reached_from_app_and_never_from_web() {
        let root = "[workspace.dependencies]\npicture = { path = \"crates/picture\" }\n";
        let picture = "[package]\nname = \"picture\"\n";
        let leaning = "[dependencies]\npicture.workspace = true\n";
        let found = check(&Tree::of(&[
            ("Cargo.toml", root),
            ("crates/picture/Cargo.toml", picture),
            ("crates/app/Cargo.toml", leaning),
            ("crates/web/Cargo.toml", leaning),
        ]));
        let paths: Vec<_> = found.iter().map(|finding| finding.path.as_str()).collect();
        assert_eq!(paths, ["crates/web/Cargo.toml"]);
    }

    #[test]
    fn a_crate_without_a_layer_is_found() {
        let found = check(&Tree::of(&[("crates/extra/Cargo.toml", "[package]\nname = \"extra\"")]));
        assert!(found[0].message.contains("no layer"));
    }
}
