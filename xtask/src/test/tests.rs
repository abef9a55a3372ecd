use std::collections::BTreeSet;

use super::*;

const PASSES: Step = Step { name: "one", what: "", run: |_| Ok(()) };
const FAILS: Step =
    Step { name: "two", what: "", run: |_| Err(Stop { code: 7, why: "no".into() }) };
const NEVER: Step = Step { name: "three", what: "", run: |_| panic!("ran after a failure") };

#[test]
fn the_first_failure_ends_the_run_with_its_code() {
    let code = run_steps(Path::new("/"), &[PASSES, FAILS, NEVER]);
    assert_eq!(code, ExitCode::from(7));
}

#[test]
fn steps_that_all_pass_end_well() {
    assert_eq!(run_steps(Path::new("/"), &[PASSES, PASSES]), ExitCode::SUCCESS);
}

#[test]
fn the_summary_names_what_passed_what_failed_and_what_never_ran() {
    let second = Duration::from_millis(1500);
    let table = summary(&[PASSES, FAILS, NEVER], &[("one", second), ("two", second)], true);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[1], "one       passed       1.5s");
    assert_eq!(lines[2], "two       FAILED       1.5s");
    assert_eq!(lines[3], "three     not run");
}

#[test]
fn every_step_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = STEPS.iter().map(|step| step.name).collect();
    assert_eq!(names.len(), STEPS.len());
}

#[test]
fn an_unknown_step_or_option_is_refused() {
    assert!(run(Path::new("/"), &["--only", "nothing"]).is_err());
    assert!(run(Path::new("/"), &["--fast"]).is_err());
}

#[test]
fn the_exit_code_of_a_program_is_passed_on() {
    let stop = run_program(program("sh", Path::new("/")).args(["-c", "exit 9"])).unwrap_err();
    assert_eq!(stop.code, 9);
    let absent = run_program(&mut program("no-such-program", Path::new("/"))).unwrap_err();
    assert!(absent.why.contains("cannot start"), "{}", absent.why);
}
