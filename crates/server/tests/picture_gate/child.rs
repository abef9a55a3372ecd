//! The program as the gate starts it, and how it ended: the end itself, not what the gate makes
//! of it.

use std::{
    fs,
    io::{Read as _, Write as _},
    os::unix::process::ExitStatusExt as _,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use picture::Refusal;

/// Between two looks at a child's memory.
const RHYTHM: Duration = Duration::from_millis(1);

/// Signals of the system (signal(7)): memory or a stack that was not given ends in the first,
/// processor time that is over in the second.
const ABORT: i32 = 6;
const PROCESSOR_TIME: i32 = 24;

/// How a child ended, and what it took.
#[derive(Debug)]
pub struct End {
    pub status: ExitStatus,
    pub took: Duration,
    /// The most memory it was seen to hold, in bytes.
    pub peak: u64,
}

/// The exit status by which a refusal is told; written out here, for it is stored nowhere else.
pub const fn told(refusal: Refusal) -> i32 {
    match refusal {
        Refusal::NotAPicture => 40,
        Refusal::Heif => 41,
        Refusal::TooLarge => 42,
        Refusal::TooManyPixels => 43,
        Refusal::TooSmall => 44,
        Refusal::Undecodable => 45,
        Refusal::TooHard => 46,
    }
}

impl End {
    /// Gives the program a file, as the gate does.
    pub fn of(program: &str, bytes: &[u8]) -> Self {
        let mut command = Command::new(program);
        command.arg("picture-gate").env_clear().current_dir("/");
        command
            .env("MIMALLOC_ARENA_RESERVE", "32MiB")
            .env("MIMALLOC_ARENA_MAX_OBJECT_SIZE", "1MiB");
        Self::of_child(&mut command, bytes)
    }

    /// As [`End::of`], of a shell's script.
    pub fn of_shell(script: &str) -> Self {
        Self::of_child(Command::new("/bin/sh").args(["-c", script]), b"")
    }

    fn of_child(command: &mut Command, bytes: &[u8]) -> Self {
        let begun = Instant::now();
        let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = streams.spawn().unwrap();
        let (mut ear, mut mouth) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        thread::scope(|scope| {
            // A child may have heard enough before the end.
            scope.spawn(move || ear.write_all(bytes).ok());
            scope.spawn(move || mouth.read_to_end(&mut Vec::new()).unwrap());
            let (status, peak) = watch(&mut child);
            Self { status, took: begun.elapsed(), peak }
        })
    }

    /// What it told by its status: a picture, or a refusal. Nothing if it panicked or was killed.
    pub fn told(&self) -> Option<i32> {
        let named = |code: &i32| *code == 0 || Refusal::ALL.iter().any(|one| told(*one) == *code);
        self.status.code().filter(named)
    }

    /// Whether its limits ended it.
    pub fn is_spent(&self) -> bool {
        self.status.signal().is_some_and(|by| [ABORT, PROCESSOR_TIME].contains(&by))
    }
}

/// Until it ends; and the most memory it held (`VmHWM` of proc(5), which only grows).
fn watch(child: &mut Child) -> (ExitStatus, u64) {
    let (place, mut peak) = (format!("/proc/{}/status", child.id()), 0);
    loop {
        let text = fs::read_to_string(&place).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(held.unwrap_or_default() * 1024);
        if let Some(status) = child.try_wait().unwrap() {
            return (status, peak);
        }
        // A measurement takes its time; nothing is waited for that could be asked.
        thread::sleep(RHYTHM);
    }
}
