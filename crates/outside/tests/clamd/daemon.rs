//! ClamAV's own daemon, on a socket of its own and with signatures made by the test. Shared with
//! the service's tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use outside::scanner::{Scanner, Verdict};

const PROGRAM: &str = "/usr/sbin/clamd";

/// The standard antivirus test file, in two pieces: whole it would be found in this repository.
pub const EICAR: [&str; 2] =
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

/// How long a start, or a scan, may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A daemon of a test's own. It ends, and its files go, when this is dropped.
pub struct Clamd {
    folder: PathBuf,
    process: Child,
    pub scanner: Scanner,
}

impl Clamd {
    /// Starts it, with the names of texts it finds wherever in a file they are. `cargo xtask
    /// test` installs it.
    pub async fn start(name: &str, found: &[(&str, &str)]) -> Self {
        let is_there = Path::new(PROGRAM).exists();
        assert!(
            is_there,
            "{PROGRAM} is missing: apt-get install clamav-daemon, or cargo xtask test"
        );
        let folder = std::env::temp_dir().join(format!("kura-clamd-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("signatures")).unwrap();
        let signatures: String = found.iter().map(|(name, text)| signature(name, text)).collect();
        fs::write(folder.join("signatures/home.ndb"), signatures).unwrap();
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
        assert_eq!(ready, Ok(true), "clamd does not answer: {}", clamd.log());
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

    /// What it has to say.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    pub fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub async fn name_found_in(&self, document: &[u8]) -> String {
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
fn signature(name: &str, text: &str) -> String {
    let hexadecimal: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{name}:0:*:{hexadecimal}\n")
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
