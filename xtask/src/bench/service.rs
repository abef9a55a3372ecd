//! Kura with a database of its own: made, filled, started and stopped as an operator
//! would.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::cluster::Cluster;
use super::http;
use super::options::{Engine, HOLDINGS};
use super::process::{Process, Scratch, beside, free_port, output, size_of};
use super::tools::Programs;

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Kura's files and settings. Fields are dropped in this order.
pub struct Service<'a> {
    programs: &'a Programs,
    cluster: Option<Cluster>,
    folder: Scratch,
}

/// A site that answers.
pub struct Running {
    /// Host and port.
    pub address: String,
    /// The program.
    pub process: Process,
    /// From the start to the first good answer.
    pub took: Duration,
}

/// What seeding came to.
pub struct Seeded {
    /// How long it took.
    pub took: Duration,
    /// Bytes of the database afterwards.
    pub size: u64,
    /// The password of all.
    pub password: String,
}

impl<'a> Service<'a> {
    /// Keys, and a database without customers. `name` parts this one's files from others'.
    ///
    /// # Errors
    /// A command that fails.
    pub fn new(programs: &'a Programs, engine: Engine, name: &str) -> anyhow::Result<Self> {
        let folder = Scratch::named(name).make()?;
        let cluster = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Cluster::start(&format!("{name}-cluster"))?),
        };
        let service = Self { programs, cluster, folder };
        for words in [&["keys", "init"][..], &["migrate"]] {
            output(service.configure(&mut Command::new(&programs.kura), "localhost").args(words))?;
        }
        Ok(service)
    }

    /// Where files of this measure may be put.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn configure<'c>(&self, command: &'c mut Command, address: &str) -> &'c mut Command {
        let path = |name: &str| self.folder().join(name).display().to_string();
        let database = match &self.cluster {
            None => format!("sqlite:{}", path("kura.sqlite")),
            Some(cluster) => cluster.url(),
        };
        // A setting in our own environment must not reach what is measured.
        let ours = std::env::vars_os().map(|(name, _)| name);
        for name in ours.filter(|name| name.to_string_lossy().starts_with("KURA_")) {
            command.env_remove(name);
        }
        command
            .env("KURA_DATABASE_URL", database)
            .env("KURA_KEYS_FILE", path("keys.json"))
            .env("KURA_DOCUMENTS_FOLDER", path("documents"))
            .env("KURA_MAIL_TRANSPORT", format!("folder:{}", path("mail")))
            .env("KURA_MAIL_FROM", "Kura <no-reply@bench.example>")
            .env("KURA_CUSTOMER_LISTEN", address)
            .env("KURA_CUSTOMER_PUBLIC_URL", format!("http://{address}"))
    }

    /// Adds customers until there are so many.
    ///
    /// # Errors
    /// `kura seed` fails, or prints no password.
    pub fn seed(&self, customers: u32, months: u32) -> anyhow::Result<Seeded> {
        let begun = Instant::now();
        let mut command = beside(&self.programs.kura, "TERM", &[]);
        let numbers = [customers, months, HOLDINGS].map(|number| number.to_string());
        let names = ["--customers", "--months", "--holdings"];
        // `seed` asks for all settings, but listens nowhere.
        self.configure(command.arg("seed"), "127.0.0.1:1");
        for (name, number) in names.iter().zip(&numbers) {
            command.args([name, number.as_str()]);
        }
        let told = output(&mut command)?;
        let took = begun.elapsed();
        let password = told.split_whitespace().last().context("kura seed printed no password")?;
        let size = match &self.cluster {
            None => size_of(self.folder()),
            Some(cluster) => {
                cluster.tidy_up()?;
                cluster.size()
            }
        };
        Ok(Seeded { took, size, password: password.to_owned() })
    }

    /// Starts site and work in one process.
    ///
    /// # Errors
    /// It ends at once, or is not ready in time.
    pub fn start(&self) -> anyhow::Result<Running> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = beside(&self.programs.kura, "TERM", &[]);
        self.configure(command.arg("run"), &address);
        first_answer(command, address, "/healthz", &self.folder().join("kura.log"))
    }

    /// As [`Service::start`], and believes us who a visitor is.
    ///
    /// # Errors
    /// As [`Service::start`].
    pub fn start_behind_a_proxy(&self) -> anyhow::Result<Running> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = beside(&self.programs.kura, "TERM", &[]);
        self.configure(command.arg("run"), &address)
            .env("KURA_CUSTOMER_TRUSTED_PROXIES", "127.0.0.1");
        first_answer(command, address, "/healthz", &self.folder().join("kura.log"))
    }

    /// Adds customers who have applied, some of them recommended for approval, and the bank's
    /// people. Returns the secrets of the reviewer's and the approver's second factor.
    ///
    /// # Errors
    /// `kura seed` fails, or does not print what is expected.
    pub fn seed_desk(&self, all: u32, recommended: u32) -> anyhow::Result<(Seeded, [String; 2])> {
        let begun = Instant::now();
        let mut command = beside(&self.programs.kura, "TERM", &[]);
        self.configure(command.arg("seed"), "127.0.0.1:1");
        // One customer more, who has not applied.
        let [customers, all, recommended] =
            [all + 1, all, recommended].map(|number| number.to_string());
        command.args(["--customers", &customers, "--months", "1", "--holdings", "1"]);
        command.args(["--applications", &all, "--recommended", &recommended]);
        let told = output(&mut command)?;
        let took = begun.elapsed();
        let size = self.cluster.as_ref().map_or_else(
            || Ok(size_of(self.folder())),
            |cluster| cluster.tidy_up().map(|()| cluster.size()),
        )?;
        let secret = |who: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(who));
            line.map(|secret| secret.trim().to_owned()).with_context(|| format!("no {who}"))
        };
        let secrets = [secret("reviewer@seed.example")?, secret("approver@seed.example")?];
        let password = told.split_whitespace().last().context("kura seed printed no password")?;
        Ok((Seeded { took, size, password: password.to_owned() }, secrets))
    }

    /// Starts both sites and work in one process. Returns the staff's address too.
    ///
    /// # Errors
    /// As [`Service::start`].
    pub fn start_with_desk(&self) -> anyhow::Result<(Running, String)> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let desk = format!("127.0.0.1:{}", free_port()?);
        let mut command = beside(&self.programs.kura, "TERM", &[]);
        self.configure(command.arg("run"), &address)
            .env("KURA_STAFF_LISTEN", &desk)
            .env("KURA_STAFF_PUBLIC_URL", format!("http://{desk}"))
            .env("KURA_STAFF_NETWORKS", "127.0.0.1");
        let log = self.folder().join("kura.log");
        Ok((first_answer(command, address, "/healthz", &log)?, desk))
    }

    /// Starts the bare "hello".
    ///
    /// # Errors
    /// As [`Service::start`].
    pub fn start_hello(&self) -> anyhow::Result<Running> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = beside(&self.programs.hello, "TERM", &[]);
        command.arg(&address).stdin(Stdio::null());
        first_answer(command, address, "/", &self.folder().join("hello.log"))
    }
}

fn first_answer(
    command: Command,
    address: String,
    path: &str,
    log: &Path,
) -> anyhow::Result<Running> {
    let begun = Instant::now();
    let mut process = Process::start(command, "TERM", log)?;
    while process.is_alive() && begun.elapsed() < PATIENCE {
        if http::get(&address, path, &[]).is_ok_and(|answer| answer.status == 200) {
            return Ok(Running { address, process, took: begun.elapsed() });
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    bail!("no answer from {address}; its log: {}", std::fs::read_to_string(log)?)
}
