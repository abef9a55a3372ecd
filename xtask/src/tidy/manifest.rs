//! The few lines of a `Cargo.toml` that say which crate leans on which.
//!
//! Read by hand rather than with a TOML parser, because a finding needs the line.

use super::tree::Tree;

/// One line (or `[dependencies.name]` header) that names another package.
#[derive(Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The name on the left.
    pub key: String,
    /// `package = "…"`, when the dependency is renamed.
    pub package: Option<String>,
    /// `path = "…"`, when it is given.
    pub path: Option<String>,
    /// Counted from 1.
    pub line: usize,
}

/// Every dependency in every section: normal, dev, build, per target and of the workspace.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut section = Section::Other;
    let mut open_brackets = 0;
    for (index, raw) in text.lines().enumerate() {
        let line = without_comment(raw).trim();
        let continues = open_brackets > 0;
        if !continues && line.starts_with('[') {
            section = section_of(line);
            if let Section::One(key) = &section {
                found.push(dependency(key, "", index + 1));
            }
            continue;
        }
        open_brackets += line.matches('[').count();
        open_brackets = open_brackets.saturating_sub(line.matches(']').count());
        let Some((left, right)) = line.split_once('=').filter(|_| !continues) else { continue };
        match (&section, found.last_mut()) {
            (Section::Many, _) => found.push(dependency(left.trim(), right, index + 1)),
            (Section::One(_), Some(last)) => {
                last.package = last.package.take().or_else(|| field(line, "package"));
                last.path = last.path.take().or_else(|| field(line, "path"));
            }
            _ => {}
        }
    }
    found
}

/// The `name` of `[package]`.
pub fn package_name(text: &str) -> Option<String> {
    let section = text.lines().skip_while(|line| line.trim() != "[package]").skip(1);
    section.take_while(|line| !line.starts_with('[')).find_map(|line| field(line, "name"))
}

/// Which folder of `crates/` each package name, and each name the workspace gives it, stands for.
pub fn crate_folders(tree: &Tree) -> Vec<(String, String)> {
    let mut names = Vec::new();
    for (path, text) in tree.texts("crates/", "toml") {
        if let Some(folder) = crate_of_manifest(path) {
            names.extend(package_name(text).map(|name| (name, folder.to_owned())));
        }
    }
    for shared in dependencies(tree.text("Cargo.toml").unwrap_or_default()) {
        let folder = shared.path.as_deref().and_then(|path| path.strip_prefix("crates/"));
        names.extend(folder.map(|folder| (shared.key, folder.trim_end_matches('/').to_owned())));
    }
    names
}

/// `store` for `crates/store/Cargo.toml`, nothing for other files.
pub fn crate_of_manifest(path: &str) -> Option<&str> {
    let folder = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
    (!folder.contains('/')).then_some(folder)
}

enum Section {
    /// `[dependencies]`: each key is a package.
    Many,
    /// `[dependencies.name]`: the keys describe that package.
    One(String),
    Other,
}

fn section_of(header: &str) -> Section {
    let header = header.trim_matches(['[', ']', ' ']);
    let is_list = |name: &str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        matches!(last, "dependencies" | "dev-dependencies" | "build-dependencies")
    };
    match header.rsplit_once('.') {
        _ if is_list(header) => Section::Many,
        Some((list, name)) if is_list(list) => Section::One(name.trim_matches('"').to_owned()),
        _ => Section::Other,
    }
}

fn dependency(left: &str, right: &str, line: usize) -> Dependency {
    let key = left.split('.').next().unwrap_or(left).trim().trim_matches('"').to_owned();
    let dotted = left.rsplit('.').next().unwrap_or_default();
    let whole = if left.contains('.') { format!("{dotted} ={right}") } else { right.to_owned() };
    Dependency { key, package: field(&whole, "package"), path: field(&whole, "path"), line }
}

/// The text in `name = "text"`, in a line or in an inline table.
fn field(value: &str, name: &str) -> Option<String> {
    value.split(['{', '}', ',']).find_map(|part| {
        let (left, right) = part.split_once('=')?;
        (left.trim() == name).then(|| right.trim().trim_matches('"').to_owned())
    })
}

fn without_comment(line: &str) -> &str {
    let is_comment = |(at, _): &(usize, &str)| {
        line.get(..*at).is_some_and(|before| before.matches('"').count() % 2 == 0)
    };
    let at = line.match_indices('#').find(is_comment).map_or(line.len(), |(at, _)| at);
    line.get(..at).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        dependencies(text).into_iter().map(|dependency| dependency.key).collect()
    }

    #[test]
    fn every_way_to_write_a_dependency_is_read() {
        let text = "[dependencies]\na = \"1\"\nb.workspace = true\nc = { path = \"../c\" }\n\
                    [dev-dependencies]\nd = \"1\" # e = \"1\"\n[dependencies.f]\nversion = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\ng = { version = \"1\", features = [\n\"x\",\n] }\n\
                    [features]\nh = []";
        assert_eq!(keys(text), ["a", "b", "c", "d", "f", "g"]);
    }

    #[test]
    fn renames_and_paths_are_kept() {
        let text = "[dependencies]\ndb = { package = \"store\", path = \"../store\" }\n\
                    [dependencies.rows]\npackage = \"store\"";
        let found = dependencies(text);
        assert_eq!(found[0].path.as_deref(), Some("../store"));
        assert!(found.iter().all(|one| one.package.as_deref() == Some("store")));
        assert_eq!((found[0].line, found[1].line), (2, 3));
    }

    #[test]
    fn the_package_is_named_in_its_own_section() {
        let text = "[lib]\nname = \"x\"\n[package]\nversion = \"1\"\nname = \"kura-store\"\n";
        assert_eq!(package_name(text).as_deref(), Some("kura-store"));
    }
}
