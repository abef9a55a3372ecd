//! Programs that run beside us: each ends with us, and by its own process id.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(60);

/// A program that runs until this is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    signal: &'static str,
}

impl Process {
    /// Starts a command made by [`beside`]; what it says goes to the end of a file.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(mut command: Command, signal: &'static str, log: &Path) -> anyhow::Result<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let child = command.spawn().with_context(|| format!("{command:?}"))?;
        Ok(Self { child, signal })
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has not ended by itself.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// A line of `/proc/PID/status` that is in kB, such as `VmRSS`; in bytes.
    ///
    /// # Errors
    /// The program has ended.
    pub fn memory(&self, line: &str) -> anyhow::Result<u64> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).with_context(|| path.clone())?;
        let kibibytes = status.lines().find_map(|text| {
            let value = text.strip_prefix(line)?.strip_prefix(':')?;
            value.trim().strip_suffix(" kB")?.parse::<u64>().ok()
        });
        Ok(kibibytes.with_context(|| format!("no {line} in {path}"))? * 1024)
    }

    fn stop(&mut self) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-s", self.signal, &id]).status();
        let begun = Instant::now();
        while asked.as_ref().is_ok_and(|status| status.success()) && begun.elapsed() < GRACE {
            if !self.is_alive() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        // It did not listen, or could not be told.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.is_alive() {
            self.stop();
        }
    }
}

/// A command that gets a signal when we die, however we do. `setpriv` becomes the
/// program, so the process id is the program's.
pub fn beside(program: &Path, signal: &str, identity: &[&str]) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", signal]).args(identity).arg("--").arg(program);
    command
}

/// Who owns our own entry in `/proc` is who we are.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0)
}

/// Runs to the end, and says what it printed.
///
/// # Errors
/// A program that cannot be started or fails.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    Ok(String::from_utf8_lossy(&output_bytes(command)?).trim().to_owned())
}

/// As [`output`], byte by byte.
///
/// # Errors
/// As [`output`].
pub fn output_bytes(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let answer = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{command:?}"))?;
    if !answer.status.success() {
        bail!("{command:?} failed: {}", answer.status);
    }
    Ok(answer.stdout)
}

/// A port nobody listens at now.
///
/// # Errors
/// All are taken.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A folder that goes when this is dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// The path of a folder that is not made yet, in the folder for temporary files.
    pub fn named(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("kura-bench-{}-{name}", std::process::id())))
    }

    /// Makes it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn make(self) -> anyhow::Result<Self> {
        fs::create_dir_all(&self.0).with_context(|| self.0.display().to_string())?;
        Ok(self)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.0.exists()
            && let Err(error) = fs::remove_dir_all(&self.0)
        {
            eprintln!("please remove {} by hand: {error}", self.0.display());
        }
    }
}

/// Bytes of the files under a path; what vanishes meanwhile counts nothing.
pub fn size_of(path: &Path) -> u64 {
    let Ok(data) = fs::symlink_metadata(path) else { return 0 };
    if !data.is_dir() {
        return data.len();
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size_of(&entry.path())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_runs_until_it_is_dropped_and_tells_its_memory() {
        let folder = Scratch::named("process-test").make().unwrap();
        let mut command = beside(Path::new("sleep"), "TERM", &[]);
        command.arg("60");
        let mut sleep = Process::start(command, "TERM", &folder.path().join("log")).unwrap();
        assert!(sleep.is_alive());
        assert!(sleep.memory("VmRSS").unwrap() > 0);
        let entry = PathBuf::from(format!("/proc/{}", sleep.child.id()));
        drop(sleep);
        assert!(!entry.exists());
    }

    #[test]
    fn a_scratch_folder_goes_with_what_is_in_it() {
        let folder = Scratch::named("scratch-test").make().unwrap();
        let path = folder.path().to_path_buf();
        fs::write(path.join("a"), "12345").unwrap();
        assert_eq!(size_of(&path), 5);
        drop(folder);
        assert!(!path.exists());
    }
}
