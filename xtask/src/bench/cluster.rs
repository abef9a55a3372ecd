//! A PostgreSQL of our own, with the defaults a new server has: what is committed is
//! on the disk.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::bail;

use super::process::{Process, Scratch, beside, free_port, is_root, output, size_of};

/// Where Debian puts the programs of the version Kura is run on.
const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";

/// The server refuses to run as root, so root hands it to this user.
const IDENTITY: &[&str] = &["--reuid=postgres", "--regid=postgres", "--init-groups"];

/// A running server. Fields are dropped in this order: first the server, then its files.
#[derive(Debug)]
pub struct Cluster {
    server: Process,
    folder: Scratch,
    port: u16,
}

/// Whether the programs are there.
pub fn is_installed() -> bool {
    program("postgres").is_file()
}

/// One of the programs.
pub fn program(name: &str) -> PathBuf {
    Path::new(PROGRAMS).join(name)
}

impl Cluster {
    /// Makes one and waits until it answers.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(name: &str) -> anyhow::Result<Self> {
        let folder = Scratch::named(name);
        let identity = if is_root() { IDENTITY } else { &[] };
        let as_server = |name: &str| {
            let mut command = beside(&program(name), "INT", identity);
            // The checkout may be closed to that user.
            command.current_dir("/");
            command
        };
        output(as_server("initdb").arg("--pgdata").arg(folder.path()).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]))?;
        let port = free_port()?;
        let mut command = as_server("postgres");
        command.arg("-D").arg(folder.path()).args(["-p", &port.to_string()]);
        command.args(["-c", "listen_addresses=127.0.0.1"]);
        command.arg("-c").arg(format!("unix_socket_directories={}", folder.path().display()));
        let log = folder.path().join("server.log");
        // INT asks for a fast end: who is connected is sent away.
        let server = Process::start(command, "INT", &log)?;
        let mut cluster = Self { server, folder, port };
        cluster.wait(&log)?;
        Ok(cluster)
    }

    fn wait(&mut self, log: &Path) -> anyhow::Result<()> {
        let port = self.port.to_string();
        while self.server.is_alive() {
            let ready = Command::new(program("pg_isready"))
                .args(["--quiet", "--host=127.0.0.1", "--port", &port])
                .status()?;
            if ready.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL does not start: {}", std::fs::read_to_string(log)?)
    }

    /// The address of its database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Does now what the server would do by itself sooner or later, so that it does not
    /// do it while something is measured.
    ///
    /// # Errors
    /// The server refuses.
    pub fn tidy_up(&self) -> anyhow::Result<()> {
        for statement in ["VACUUM (ANALYZE)", "CHECKPOINT"] {
            let mut psql = Command::new(program("psql"));
            psql.args(["--no-psqlrc", "--quiet", "--command", statement, &self.url()]);
            output(&mut psql)?;
        }
        Ok(())
    }

    /// Bytes of tables and indexes.
    pub fn size(&self) -> u64 {
        size_of(&self.folder.path().join("base"))
    }
}
