//! No drawer for odds and ends: a file is named after what it is about.

use std::collections::BTreeSet;

use super::Finding;
use super::tree::Tree;

const BANNED: &[&str] = &["util", "utils", "common", "helper", "helpers", "misc"];

/// Looks at every file and folder name, whatever the extension; each folder is told once.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut banned = BTreeSet::new();
    for path in tree.paths() {
        let mut end = 0;
        for part in path.split('/') {
            end += part.len();
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            if BANNED.contains(&stem.as_str()) {
                banned.extend(path.get(..end));
            }
            end += 1;
        }
    }
    let message = "a name that says nothing; call it by what it is about";
    banned.into_iter().map(|path| Finding::new(path, 1, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_meaning_pass() {
        let tree = Tree::of(&[("crates/app/src/common_stock.rs", ""), ("docs/utility.md", "")]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn a_banned_file_and_a_banned_folder_are_found_once_each() {
        let tree = Tree::of(&[
            ("crates/app/src/Helpers/a.rs", ""),
            ("crates/app/src/Helpers/b.rs", ""),
            ("browser/util.test.mjs", ""),
        ]);
        let paths: Vec<_> = check(&tree).into_iter().map(|finding| finding.path).collect();
        assert_eq!(paths, ["browser/util.test.mjs", "crates/app/src/Helpers"]);
    }
}
