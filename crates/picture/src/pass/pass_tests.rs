//! The parent's half, with programs that are no gate; the real one stands in for itself in
//! `crates/server/tests/picture_gate.rs`.

use super::*;

const PATIENCE: Duration = Duration::from_secs(30);

/// Asks a program that is no gate.
async fn ask_of(program: &str) -> Result<Passed, Failed> {
    Gate::new(program.into(), 1, PATIENCE).pass(b"any bytes").await
}

fn signalled(signal: Signal) -> Option<Refusal> {
    refusal_in(ExitStatus::from_raw(signal.as_raw()))
}

fn exited(code: i32) -> Option<Refusal> {
    refusal_in(ExitStatus::from_raw(code << 8))
}

#[tokio::test]
async fn a_program_that_is_not_there_or_does_something_else_is_never_a_refusal() {
    for program in ["/no/such/program", "/etc/passwd", "/bin/true", "/bin/false", "/bin/cat"] {
        let failed = ask_of(program).await.unwrap_err();
        assert!(matches!(failed, Failed::CouldNotAsk(_)), "{program}: {failed:?}");
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_heard_only_so_far() {
    let failed = ask_of("/usr/bin/yes").await.unwrap_err();
    assert!(matches!(failed, Failed::CouldNotAsk(_)), "{failed:?}");
}

#[tokio::test]
async fn when_all_places_are_taken_the_picture_may_be_given_again() {
    let gate = Gate::new("/bin/true".into(), 0, Duration::from_millis(1));
    let failed = gate.pass(b"any bytes").await.unwrap_err();
    assert!(matches!(failed, Failed::Busy), "{failed:?}");
}

#[test]
fn a_child_out_of_memory_or_time_says_that_the_picture_is_too_hard() {
    assert_eq!(signalled(Signal::ABORT), Some(Refusal::TooHard));
    assert_eq!(signalled(Signal::XCPU), Some(Refusal::TooHard));
}

#[test]
fn a_child_that_falls_says_that_the_picture_cannot_be_read() {
    assert_eq!(exited(PANICKED), Some(Refusal::Undecodable));
    for signal in [Signal::SEGV, Signal::BUS, Signal::ILL, Signal::FPE, Signal::TRAP] {
        assert_eq!(signalled(signal), Some(Refusal::Undecodable), "{signal:?}");
    }
}

#[test]
fn a_child_that_somebody_ended_says_nothing_about_the_picture() {
    for signal in [Signal::KILL, Signal::TERM, Signal::INT, Signal::HUP, Signal::PIPE] {
        assert_eq!(signalled(signal), None, "{signal:?}");
    }
    for code in [0, 1, 2, 39, 47, 126, 127] {
        assert_eq!(exited(code), None, "{code}");
    }
}

#[test]
fn a_picture_shows_nothing_of_itself_in_a_log() {
    let passed = Passed { jpeg: vec![0xFF; 3], width: 400, height: 300 };
    assert_eq!(format!("{passed:?}"), "Passed(400×300, 3 bytes)");
}
