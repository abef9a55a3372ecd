//! Scanners: a made-up one that does as the test says, and ClamAV's own daemon.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use outside::scanner::Scanner;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

/// Long enough for a busy machine; nobody waits so long who is answered.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a made-up scanner does with documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Finds nothing.
    Clean,
    /// Finds something of this name.
    Finds(&'static str),
    /// Hangs up on everybody, as if it were down.
    IsDown,
    /// Answers greetings, and will look at nothing.
    Refuses,
    /// Answers greetings, takes documents, and hangs up.
    HangsUp,
    /// Finds nothing, but not before [`FakeScanner::go_on`].
    Waits,
    /// Finds something of this name, but not before that either.
    FindsLater(&'static str),
}

/// A made-up `clamd` whose manner can be changed.
pub struct FakeScanner {
    pub scanner: Scanner,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Semaphore>,
    goes_on: Arc<Semaphore>,
}

impl FakeScanner {
    pub async fn that(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("tcp:{}", listener.local_addr().unwrap()).parse().unwrap();
        let manner = Arc::new(Mutex::new(manner));
        let (asked, goes_on) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let (now, ear, turn) = (Arc::clone(&manner), Arc::clone(&asked), Arc::clone(&goes_on));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manner = *now.lock().unwrap_or_else(PoisonError::into_inner);
                let (ear, turn) = (Arc::clone(&ear), Arc::clone(&turn));
                // Whoever hangs up in the middle is not waited for.
                tokio::spawn(async move { attend(stream, manner, &ear, &turn).await.ok() });
            }
        });
        let scanner = Scanner::Clamd { address, patience: PATIENCE };
        Self { scanner, manner, asked, goes_on }
    }

    pub fn now(&self, manner: Manner) {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    /// Waits until somebody has handed a document over and waits for the answer.
    pub async fn is_asked(&self) {
        self.asked.acquire().await.unwrap().forget();
    }

    /// How many documents were handed over since it was last waited for.
    pub fn documents(&self) -> usize {
        self.asked.available_permits()
    }

    /// Answers one who waits.
    pub fn go_on(&self) {
        self.goes_on.add_permits(1);
    }
}

/// One conversation, from clamd's side.
async fn attend(
    mut stream: TcpStream,
    manner: Manner,
    asked: &Semaphore,
    goes_on: &Semaphore,
) -> std::io::Result<()> {
    if manner == Manner::IsDown {
        return Ok(());
    }
    let mut command = Vec::new();
    while command.last() != Some(&0) {
        command.push(stream.read_u8().await?);
    }
    if command == b"zPING\0" {
        return stream.write_all(b"PONG\0").await;
    }
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            break;
        }
        let mut chunk = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut chunk).await?;
    }
    asked.add_permits(1);
    let answer = match manner {
        Manner::Finds(name) => format!("stream: {name} FOUND\0"),
        Manner::Refuses => "INSTREAM size limit exceeded. ERROR\0".to_owned(),
        Manner::Waits => {
            goes_on.acquire().await.unwrap().forget();
            "stream: OK\0".to_owned()
        }
        Manner::FindsLater(name) => {
            goes_on.acquire().await.unwrap().forget();
            format!("stream: {name} FOUND\0")
        }
        Manner::HangsUp => return Ok(()),
        Manner::Clean | Manner::IsDown => "stream: OK\0".to_owned(),
    };
    stream.write_all(answer.as_bytes()).await
}

const PROGRAM: &str = "/usr/sbin/clamd";

/// The standard antivirus test file, in two pieces: whole it would be found in this repository.
const EICAR: [&str; 2] =
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

/// ClamAV's own daemon with one signature, made here. It ends when this is dropped.
pub struct Clamd {
    folder: PathBuf,
    process: Child,
    pub scanner: Scanner,
}

impl Clamd {
    /// What its signature finds, wherever in a file it is.
    pub fn eicar() -> Vec<u8> {
        EICAR.concat().into_bytes()
    }

    /// Starts it. `cargo xtask test` installs it.
    pub async fn start(name: &str) -> Self {
        let is_there = Path::new(PROGRAM).exists();
        assert!(
            is_there,
            "{PROGRAM} is missing: apt-get install clamav-daemon, or cargo xtask test"
        );
        let folder = std::env::temp_dir().join(format!("kura-vault-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("signatures")).unwrap();
        let hexadecimal: String = Self::eicar().iter().map(|byte| format!("{byte:02x}")).collect();
        let signature = format!("Home.Eicar.Test:0:*:{hexadecimal}\n");
        fs::write(folder.join("signatures/home.ndb"), signature).unwrap();
        let place = folder.display();
        let configuration = format!(
            "Foreground yes\nDatabaseDirectory {place}/signatures\nTemporaryDirectory {place}\n\
             LocalSocket {place}/socket\nLocalSocketMode 600\nMaxThreads 2\n\
             StreamMaxLength 13M\nMaxFileSize 13M\nMaxScanSize 13M\nAlertExceedsMax yes\n"
        );
        fs::write(folder.join("clamd.conf"), configuration).unwrap();
        // However this test dies, the daemon goes with it.
        let process = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--", PROGRAM])
            .arg(format!("--config-file={place}/clamd.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let address = format!("unix:{place}/socket").parse().unwrap();
        let scanner = Scanner::Clamd { address, patience: PATIENCE };
        let mut clamd = Self { folder, process, scanner };
        let mut rhythm = tokio::time::interval(Duration::from_millis(20));
        while clamd.scanner.ping().await.is_err() {
            assert!(clamd.process.try_wait().unwrap().is_none(), "clamd ended");
            rhythm.tick().await;
        }
        clamd
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
