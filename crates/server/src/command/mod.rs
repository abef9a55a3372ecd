//! The subcommands, one file each.

mod demo;
mod doctor;
mod health;
mod keys;
mod migrate;
mod picture_gate;
mod routes;
mod run;
mod seed;
mod serve;
mod staff;
mod work;

use std::{process::ExitCode, time::Duration};

use clap::{Parser, Subcommand, error::ErrorKind};
use tokio::runtime::Builder;

use crate::{Config, StartError, config::Given, terminal};

const AFTER_HELP: &str = "Settings stand before the command: kura --config kura.toml run\n\
     In the file --customer-public-url is the key public_url of the section [customer], and so on.";

/// Kura (蔵), a bank's service in which customers record what they own and owe and
/// see their net worth.
///
/// To try it out: `kura demo`. To run it: give the settings below in a file
/// (--config), in the environment or here; `kura keys init`, `kura migrate`,
/// `kura doctor`, `kura run`.
#[derive(Debug, Parser)]
#[command(name = "kura", version, arg_required_else_help = true)]
#[command(after_help = AFTER_HELP)]
struct CommandLine {
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Try Kura out: everything in one process, with a made-up customer; no settings needed
    Demo(demo::Arguments),
    /// Serve the customers' site, the staff's, or both: those that listen
    Serve,
    /// Do the work nobody waits for: mails, imports, erasing closed accounts
    Work,
    /// Serve and work in one process
    Run,
    /// Bring the database up to this program's version
    Migrate,
    /// Make or rotate the keys everything is sealed under
    Keys(keys::Arguments),
    /// Invite the first of the bank's people
    Staff(staff::Arguments),
    /// Print every route of the sites
    Routes,
    /// Check settings, keys, database, folders and mail; exit code 1 on a problem
    Doctor,
    /// Ask the sites of these settings, on this machine, whether they are well; exit code 1 if not
    Health,
    /// Fill a database with synthetic customers, for measuring
    Seed(seed::Arguments),
    /// Draw a picture anew, from standard input to standard output; the service starts it itself
    #[command(hide = true)]
    PictureGate,
}

/// The program: reads the command line, does what it says, tells a person what
/// went wrong.
pub fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => return explain(&error),
    };
    match line.command.run(line.given) {
        Ok(code) => code,
        Err(error) => {
            terminal::tell(format_args!("kura: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints what the command line's reader has to say: help, or what is wrong.
fn explain(error: &clap::Error) -> ExitCode {
    // Nothing can be done about a terminal that has gone away.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

impl Command {
    fn run(self, given: Given) -> Result<ExitCode, StartError> {
        let config = |given: Given| Config::of(given.settings()?);
        let done = match self {
            // The demonstration must not touch what the settings name, so it gets none.
            Self::Demo(arguments) => finish(demo::run(arguments)),
            Self::Serve => finish(serve::run(config(given)?)),
            Self::Work => finish(work::run(config(given)?)),
            Self::Run => finish(run::run(config(given)?)),
            Self::Migrate => finish(migrate::run(given.settings()?)),
            Self::Keys(arguments) => finish(keys::run(&arguments, given.settings()?)),
            Self::Staff(arguments) => finish(staff::run(arguments, config(given)?)),
            Self::Routes => {
                routes::run();
                Ok(())
            }
            Self::Doctor => finish(doctor::run(given.settings()?)),
            Self::Health => finish(health::run(given.settings()?)),
            Self::Seed(arguments) => finish(seed::run(&arguments, config(given)?)),
            // With no threads: it gives up the right to start any.
            Self::PictureGate => return Ok(picture_gate::run()),
        };
        done.map(|()| ExitCode::SUCCESS)
    }
}

/// Does a piece of work to its end, with threads started for it.
fn finish(work: impl Future<Output = Result<(), StartError>>) -> Result<(), StartError> {
    let what = "The program's threads cannot be started";
    let made = Builder::new_multi_thread().enable_all().build();
    let runtime = made.map_err(|cause| StartError::System { what, cause })?;
    let done = runtime.block_on(work);
    // A password being hashed, say, must not hold the end up.
    runtime.shutdown_timeout(Duration::from_millis(500));
    done
}
