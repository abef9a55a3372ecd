//! A PostgreSQL cluster of our own.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::TcpListener,
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::scratch;

/// Where Debian puts the programs of the version Kura is run on.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// How often a start is tried: another process may take the port we found free.
const TRIES: u32 = 3;

/// A running cluster. It ends, and its files go, when this is dropped or this process dies.
#[derive(Debug)]
pub(crate) struct Cluster {
    dir: PathBuf,
    port: u16,
    watchdog: Child,
}

impl Cluster {
    /// Makes and starts a cluster. Takes about a second.
    pub(crate) async fn start() -> Self {
        blocking(|| {
            let mut why = String::new();
            for _ in 0..TRIES {
                match Self::try_start() {
                    Ok(cluster) => return cluster,
                    Err(log) => why = log,
                }
            }
            panic!("PostgreSQL does not start (or set TEST_DATABASE_URL): {why}");
        })
        .await
    }

    fn try_start() -> Result<Self, String> {
        let dir = scratch::unused_path();
        let port = free_port();
        let mut watchdog = as_server_user("sh")
            .args(["-c", include_str!("watchdog.sh"), "watchdog", PROGRAMS])
            .arg(&dir)
            .arg(options(&dir, port))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A signal to the test's group must not kill the one who cleans up.
            .process_group(0)
            .spawn()
            .map_err(|cause| format!("sh: {cause}"))?;
        let mut answer = BufReader::new(watchdog.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        answer.read_line(&mut line).map_err(|cause| cause.to_string())?;
        if line == "ready\n" {
            return Ok(Self { dir, port, watchdog });
        }
        answer.read_to_string(&mut line).map_err(|cause| cause.to_string())?;
        let _ = watchdog.wait();
        Err(line)
    }

    /// The folder it keeps its files in.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// Kills the server as a power cut would; the files stay.
    pub(crate) async fn stop_immediate(&self) {
        self.control(vec!["--mode=immediate".to_owned(), "stop".to_owned()]).await;
    }

    /// Starts the server again on the same port.
    pub(crate) async fn restart(&self) {
        let log = format!("--log={}", self.dir.join("log").display());
        let options = format!("--options={}", options(&self.dir, self.port));
        self.control(vec![log, options, "--wait".to_owned(), "start".to_owned()]).await;
    }

    async fn control(&self, args: Vec<String>) {
        let data = format!("--pgdata={}", self.data().display());
        blocking(move || {
            let status = as_server_user(&format!("{PROGRAMS}/pg_ctl"))
                .arg(data)
                .args(&args)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("pg_ctl runs");
            assert!(status.success(), "pg_ctl {args:?} failed");
        })
        .await;
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        let _ = self.watchdog.wait();
    }
}

/// Nothing here outlives the test, so nothing needs to reach a disk.
fn options(dir: &Path, port: u16) -> String {
    format!(
        "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={} \
         -c max_connections=300 -c fsync=off -c full_page_writes=off -c autovacuum=off",
        dir.display()
    )
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    listener.local_addr().expect("a bound listener has an address").port()
}

/// PostgreSQL refuses to run as root, so root hands it to the user `postgres`.
fn as_server_user(program: &str) -> Command {
    let root = std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "--", program]);
        command
    } else {
        Command::new(program)
    };
    // The checkout may be closed to that user.
    command.current_dir("/");
    command
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}
