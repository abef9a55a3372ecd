//! The scanner against ClamAV's own daemon, with signatures made here. `cargo xtask test`
//! installs it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they are surprised"
)]

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use outside::scanner::{ScanError, Scanner, Trouble, Verdict};

const PROGRAM: &str = "/usr/sbin/clamd";

/// The standard antivirus test file, in two pieces: whole it would be found in this repository.
const EICAR: [&str; 2] =
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

/// A text of our own that nobody else takes for malware.
const OURS: &str = "蔵に狐が入った: a fox is in the storehouse";

/// How long a start, or a scan, may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const MEGABYTE: usize = 1024 * 1024;

/// A daemon of this test's own. It ends, and its files go, when this is dropped.
struct Clamd {
    folder: PathBuf,
    process: Child,
    scanner: Scanner,
}

impl Clamd {
    /// Starts it on a socket in a folder of its own.
    async fn start() -> Self {
        let is_there = Path::new(PROGRAM).exists();
        assert!(
            is_there,
            "{PROGRAM} is missing: apt-get install clamav-daemon, or cargo xtask test"
        );
        let folder = std::env::temp_dir().join(format!("kura-clamd-{}", std::process::id()));
        fs::create_dir_all(folder.join("signatures")).unwrap();
        fs::write(folder.join("signatures/home.ndb"), signatures()).unwrap();
        fs::write(folder.join("clamd.conf"), configuration(&folder)).unwrap();
        let log = fs::File::create(folder.join("log")).unwrap();
        // However this test dies, the daemon goes with it.
        let process = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", PROGRAM])
            .arg(format!("--config-file={}", folder.join("clamd.conf").display()))
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let address = format!("unix:{}", folder.join("socket").display());
        let scanner = Scanner::Clamd { address: address.parse().unwrap(), patience: PATIENCE };
        let mut clamd = Self { folder, process, scanner };
        let ready = tokio::time::timeout(PATIENCE, clamd.answers()).await;
        assert_eq!(ready, Ok(true), "{}", clamd.log());
        clamd
    }

    /// Asks until it answers; whether it does before it ends.
    async fn answers(&mut self) -> bool {
        let mut rhythm = tokio::time::interval(Duration::from_millis(20));
        while self.scanner.ping().await.is_err() {
            if self.process.try_wait().unwrap().is_some() {
                return false;
            }
            rhythm.tick().await;
        }
        true
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    async fn name_found_in(&self, document: &[u8]) -> String {
        match self.scanner.scan(document).await {
            Ok(Verdict::Found { name }) => name,
            other => panic!("{other:?}: {}", self.log()),
        }
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        // What is left behind harms nobody; a panic here would hide why a test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `Name:any kind of file:anywhere in it:bytes`, as ClamAV reads from a file `*.ndb`.
fn signatures() -> String {
    let line = |name: &str, text: &str| format!("{name}:0:*:{}\n", hexadecimal(text));
    line("Home.Eicar.Test", &EICAR.concat()) + &line("Home.Fox.Test", OURS)
}

fn hexadecimal(text: &str) -> String {
    text.bytes().fold(String::new(), |mut written, byte| {
        write!(written, "{byte:02x}").unwrap();
        written
    })
}

/// Takes in 13 MB and looks at 12, so that both limits can be run into.
fn configuration(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "Foreground yes\nDatabaseDirectory {folder}/signatures\nTemporaryDirectory {folder}\n\
         LocalSocket {folder}/socket\nLocalSocketMode 600\nMaxThreads 2\n\
         StreamMaxLength 13M\nMaxFileSize 12M\nMaxScanSize 12M\nAlertExceedsMax yes\n"
    )
}

/// Bytes in which nothing is to be found.
fn harmless(bytes: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..bytes).map(|_| next()).collect()
}

#[tokio::test]
async fn clamav_passes_the_harmless_names_the_known_and_refuses_the_too_large() {
    let mut clamd = Clamd::start().await;

    for document in [&b""[..], b"a letter", &harmless(10 * MEGABYTE)] {
        assert_eq!(clamd.scanner.scan(document).await.unwrap(), Verdict::Clean, "{}", clamd.log());
    }

    let eicar = EICAR.concat();
    assert_eq!(clamd.name_found_in(eicar.as_bytes()).await, "Home.Eicar.Test.UNOFFICIAL");
    let hidden = [harmless(5 * MEGABYTE), OURS.into(), harmless(5 * MEGABYTE)].concat();
    assert_eq!(clamd.name_found_in(&hidden).await, "Home.Fox.Test.UNOFFICIAL");

    let not_looked_at_to_its_end = harmless(12 * MEGABYTE + 1);
    let name = clamd.name_found_in(&not_looked_at_to_its_end).await;
    assert!(name.starts_with("Heuristics.Limits.Exceeded"), "{name}");

    let ScanError::Unavailable { cause, .. } =
        clamd.scanner.scan(&harmless(14 * MEGABYTE)).await.unwrap_err();
    assert!(matches!(&cause, Trouble::Refused(why) if why.contains("size limit")), "{cause:?}");

    clamd.stop();
    let ScanError::Unavailable { cause, .. } = clamd.scanner.scan(b"a letter").await.unwrap_err();
    assert!(matches!(cause, Trouble::Connection(_)), "{cause:?}");
    assert!(clamd.scanner.ping().await.is_err());
}
