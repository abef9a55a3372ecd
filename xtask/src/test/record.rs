//! What came of each test and proof, written down in cargo's target folder as the steps go: the proposal's table of
//! clauses tells it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use evidence::{Came, Kind, Outcome, Results};

use super::process::{Stop, finished, told};

/// The file, in the folder that holds `debug`.
const FILE: &str = "results.tsv";

/// Where results are written, and what they are taken on.
pub struct Record {
    file: PathBuf,
    day: String,
    commit: String,
}

/// What a line of a program's output says of one test, if it does.
pub type Reading = fn(&str) -> Option<(Came, &str)>;

impl Record {
    /// Of this day and this commit. `target` is the folder cargo puts its programs' folders in.
    ///
    /// # Errors
    /// A machine without `date`.
    pub fn open(root: &Path, target: &Path) -> Result<Self, Stop> {
        let ask = |name: &str, words: &[&str]| {
            let answer = Command::new(name).args(words).current_dir(root).output().ok()?;
            let text = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
            answer.status.success().then_some(text)
        };
        let day =
            ask("date", &["--utc", "+%Y-%m-%d"]).ok_or_else(|| Stop::new("no program `date`"))?;
        let changes = ask("git", &["status", "--porcelain"]);
        // The pipeline's machine has the files alone, and tells the commit so.
        let given = std::env::var_os("CODEBUILD_RESOLVED_SOURCE_VERSION")
            .and_then(|commit| commit.to_string_lossy().get(..7).map(str::to_owned));
        let commit = match (ask("git", &["rev-parse", "--short", "HEAD"]), changes.as_deref()) {
            (None, _) => given.unwrap_or_else(|| "none".to_owned()),
            (Some(commit), Some("")) => commit,
            (Some(commit), _) => format!("{commit}-changed"),
        };
        Ok(Self { file: target.join(FILE), day, commit })
    }

    /// Notes what came of things of one kind; `complete`, if all there are were run.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn note<'a>(
        &self,
        kind: Kind,
        came: impl IntoIterator<Item = (Came, &'a str)>,
        complete: bool,
    ) -> Result<(), Stop> {
        let cannot = |error: anyhow::Error| Stop::new(format!("results: {error:#}"));
        let mut run = Results::default();
        for (result, name) in came {
            let (day, commit) = (self.day.clone(), self.commit.clone());
            run.put(kind, name, &Outcome { result, day, commit });
        }
        let mut known = Results::read(&self.file).unwrap_or_default();
        known.take(run, kind, complete);
        known.write(&self.file).map_err(cannot)
    }

    /// Runs a program, lets its output through, and notes what the lines say.
    ///
    /// # Errors
    /// As [`super::process::run`], and a file that cannot be written.
    pub fn run(&self, command: &mut Command, kind: Kind, reading: Reading) -> Result<(), Stop> {
        let line = told(command);
        let cannot = |error| Stop::new(format!("cannot start `{line}`: {error}"));
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(cannot)?;
        let mut came: Vec<(Came, String)> = Vec::new();
        for text in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).split(b'\n'))
        {
            let text = text.map_err(cannot)?;
            let text = String::from_utf8_lossy(&text);
            println!("{text}");
            came.extend(reading(&text).map(|(result, name)| (result, name.to_owned())));
        }
        let ended = finished(&line, child.wait().map_err(cannot)?);
        let came = came.iter().map(|(result, name)| (*result, name.as_str()));
        self.note(kind, came, ended.is_ok())?;
        ended
    }
}

/// `test path::name ... ok`, as the tests of Rust say it.
pub fn rust_line(line: &str) -> Option<(Came, &str)> {
    let (name, result) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let came = match result.split(',').next()? {
        "ok" => Came::Passed,
        "FAILED" => Came::Failed,
        "ignored" => Came::Skipped,
        _ => return None,
    };
    Some((came, name.strip_suffix(" - should panic").unwrap_or(name)))
}

/// `passed   1.2 s  file: name`, as the browser's tests say it.
pub fn browser_line(line: &str) -> Option<(Came, &str)> {
    let (result, rest) = line.split_once(' ')?;
    let (time, name) = rest.split_once(" s  ")?;
    time.trim().parse::<f32>().ok()?;
    match result {
        "passed" => Some((Came::Passed, name)),
        "FAILED" => Some((Came::Failed, name)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_kinds_of_tests_are_understood_and_others_are_not() {
        assert_eq!(rust_line("test a::b ... ok"), Some((Came::Passed, "a::b")));
        assert_eq!(rust_line("test a::b - should panic ... FAILED"), Some((Came::Failed, "a::b")));
        assert_eq!(rust_line("test a ... ignored, needs root"), Some((Came::Skipped, "a")));
        assert_eq!(rust_line("test result: ok. 3 passed; 0 failed"), None);
        assert_eq!(
            browser_line("passed    1.2 s  phone: it fits"),
            Some((Came::Passed, "phone: it fits"))
        );
        assert_eq!(
            browser_line("FAILED   12.0 s  phone: it fits"),
            Some((Came::Failed, "phone: it fits"))
        );
        assert_eq!(browser_line("3 passed, 0 failed"), None);
    }

    #[test]
    fn a_program_is_noted_line_by_line_and_its_end_is_ours() {
        let folder = std::env::temp_dir().join(format!("xtask-record-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let record =
            Record { file: folder.join(FILE), day: "2026-11-23".into(), commit: "a".into() };
        let mut script = Command::new("sh");
        script.args(["-c", "echo test a ... ok; echo test b ... FAILED; exit 101"]);
        let stop = record.run(&mut script, Kind::Test, rust_line).unwrap_err();
        assert_eq!(stop.code, 101);
        let results = Results::read(&record.file).unwrap();
        assert_eq!(results.of_test("a").unwrap().result, Came::Passed);
        assert_eq!(results.of_test("b").unwrap().result, Came::Failed);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
