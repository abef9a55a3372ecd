//! The trial of the image: the program that the tests have built, in the image's file tree, with the templates' settings.

use evidence::{Came, Kind};

use super::process::{Stop, cargo, finished, program, told};
use super::{Run, run_program};

/// What the script ends with where it cannot be tried: not as root, for example.
const NOT_HERE: i32 = 77;

/// `infra/try_image.sh`, with a real PostgreSQL and a real S3 server.
///
/// # Errors
/// A task that does not start, or is not well. A machine that cannot try it is told, and noted as left out.
pub fn run(run: &Run) -> Result<(), Stop> {
    let (kura, store) = (run.programs.join("kura"), run.programs.join("examples/serve_buckets"));
    // The step before has just built both, as part of the workspace's tests.
    if run.alone || !kura.is_file() || !store.is_file() {
        run_program(cargo(run.root).args(["build", "--bin", "kura"]))?;
        let example = ["build", "-p", "testbucket", "--example", "serve_buckets"];
        run_program(cargo(run.root).args(example))?;
    }
    // Not by itself: a source that came as an archive may have lost the marks of what can be executed.
    let mut command = program("bash", run.root);
    command.arg(run.root.join("infra/try_image.sh")).arg(kura).arg(store);
    let line = told(&command);
    let cannot = |error| Stop::new(format!("cannot start `{line}`: {error}"));
    let status = command.status().map_err(cannot)?;
    let came = match status.code() {
        Some(0) => Came::Passed,
        Some(NOT_HERE) => Came::Skipped,
        _ => Came::Failed,
    };
    run.record()?.note(Kind::Check, [(came, "image")], false)?;
    if came == Came::Skipped { Ok(()) } else { finished(&line, status) }
}
