//! The proposal: chapters of Markdown in `docs/proposal`, with figures, tables and the picture put in
//! from the templates, the estimate and the tests; as HTML, and as PDF by Chromium.

mod clauses;
mod money;
mod page;
mod values;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;

use evidence::{Evidence, Results};
use values::Values;

/// Chapters, from the folder `infra`.
const CHAPTERS: &str = "../docs/proposal";
/// To whom it goes, from whom, and when.
const COVER: &str = "cover.md";
/// What is built; not committed, for it is built from what is.
const BUILT: &str = "../target/proposal";

/// Builds both.
///
/// # Errors
/// A chapter that names what there is not, a clause nothing is said of, or no Chromium.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let html = html(root, &Results::read(&results_file()?)?)?;
    let built = root.join(BUILT);
    fs::create_dir_all(&built)?;
    let built = built.canonicalize()?;
    let page = built.join("kura-proposal.html");
    fs::write(&page, html)?;
    print(&page, &built.join("kura-proposal.pdf"))
}

/// What `cargo xtask test` left in cargo's target folder, where this program lies too.
fn results_file() -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let target = here.parent().and_then(Path::parent).context("no target folder")?;
    Ok(target.join("results.tsv"))
}

/// The whole proposal as one page, with the results there are.
///
/// # Errors
/// As `run`.
pub fn html(root: &Path, results: &Results) -> anyhow::Result<String> {
    let evidence = Evidence::read(&root.join(".."))?;
    let values = Values::read(root, &evidence, results)?;
    let mut chapters = Vec::new();
    for path in chapter_files(root)? {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let filled = values.fill(&text).with_context(|| path.display().to_string())?;
        chapters.push(filled);
    }
    let cover =
        values.fill(&fs::read_to_string(root.join(CHAPTERS).join(COVER)).context(COVER)?)?;
    Ok(page::render(&cover, &chapters))
}

/// Chapters begin with their number; other files of the folder are not part of it.
fn chapter_files(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = root.join(CHAPTERS);
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with(|sign: char| sign.is_ascii_digit()) && name.ends_with(".md") {
            files.push(path);
        }
    }
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{CHAPTERS} has no chapters");
    Ok(files)
}

fn print(page: &Path, pdf: &Path) -> anyhow::Result<()> {
    // Its complaints about a machine without a desktop are told only if they matter.
    let ended = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .context("Chromium makes the PDF; is it installed?")?;
    let said = String::from_utf8_lossy(&ended.stderr);
    anyhow::ensure!(ended.status.success() && pdf.is_file(), "Chromium made no PDF: {said}");
    Ok(())
}

#[cfg(test)]
#[path = "proposal_tests.rs"]
mod tests;
