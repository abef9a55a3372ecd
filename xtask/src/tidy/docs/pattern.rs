//! Paths as people write them: `*`, `<placeholder>`, `{a,b}`, `…`.

use super::super::tree::Tree;

/// Whether each spelling of `written` stands for at least one file or folder of the tree.
pub fn exists(tree: &Tree, written: &str) -> bool {
    let written = placeholders_to_stars(written);
    spellings(&written).iter().all(|spelling| {
        if !spelling.contains('*') {
            return tree.has(spelling);
        }
        let wanted: Vec<&str> = spelling.split('/').collect();
        tree.paths().any(|path| {
            let parts: Vec<&str> = path.split('/').collect();
            fits_some_folder(&wanted, &parts)
        })
    })
}

/// `<letter>` and `{letter}` become `*`, an ellipsis becomes `**`.
fn placeholders_to_stars(written: &str) -> String {
    let mut out = String::new();
    let mut rest = written;
    while let Some(start) = rest.find(['<', '{']) {
        let (before, from) = rest.split_at(start);
        let close = if from.starts_with('<') { '>' } else { '}' };
        let Some(end) = from.find(close) else { break };
        let (group, after) = from.split_at(end + 1);
        out.push_str(before);
        out.push_str(if group.contains(',') { group } else { "*" });
        rest = after;
    }
    out.push_str(rest);
    out.replace("...", "**").replace('…', "**")
}

/// `a/{b,c}/d` as `a/b/d` and `a/c/d`; the innermost braces first.
fn spellings(written: &str) -> Vec<String> {
    let group = written.rsplit_once('{').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once('}')?;
        Some((before, inside, after))
    });
    match group {
        None => vec![written.to_owned()],
        Some((before, inside, after)) => inside
            .split(',')
            .flat_map(|choice| spellings(&format!("{before}{}{after}", choice.trim())))
            .collect(),
    }
}

/// Whether the pattern fits the file or one of the folders it lies in.
fn fits_some_folder(wanted: &[&str], parts: &[&str]) -> bool {
    (1..=parts.len()).any(|length| parts.get(..length).is_some_and(|folder| fits(wanted, folder)))
}

fn fits(wanted: &[&str], parts: &[&str]) -> bool {
    match (wanted, parts) {
        ([], []) => true,
        (["**", later @ ..], _) => {
            let tails = (0..=parts.len()).filter_map(|skipped| parts.get(skipped..));
            tails.into_iter().any(|tail| fits(later, tail))
        }
        ([want, later @ ..], [part, rest @ ..]) => name_fits(want, part) && fits(later, rest),
        _ => false,
    }
}

/// `*.html` against `decide.html`; a star stands for any letters.
fn name_fits(want: &str, name: &str) -> bool {
    match want.split_once('*') {
        None => want == name,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| {
            let tails = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            tails.into_iter().any(|at| rest.get(at..).is_some_and(|tail| name_fits(after, tail)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(written: &str) -> bool {
        let files = ["crates/app/src/mail/welcome/body.txt", "crates/web/src/staff/a.html"];
        exists(&Tree::of(&files.map(|path| (path, ""))), written)
    }

    #[test]
    fn stars_placeholders_and_choices_stand_for_what_exists() {
        for written in [
            "crates/app",
            "crates/*/src",
            "crates/app/src/mail/<letter>/body.txt",
            "crates/app/src/mail/{letter}",
            "crates/{app,web}/src",
            "crates/{app/src/mail,web/src/{staff,staff}}",
            "crates/**/*.html",
            "crates/web/…",
            "crates/web/src/st*ff",
        ] {
            assert!(found(written), "{written}");
        }
    }

    #[test]
    fn a_pattern_that_fits_nothing_is_told() {
        for written in
            ["crates/*/tests", "crates/**/*.css", "crates/{app,gone}/src", "crates/<a>.rs"]
        {
            assert!(!found(written), "{written}");
        }
    }
}
