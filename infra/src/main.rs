//! Kura's AWS environment: CloudFormation templates made from typed parameters, and what is proven
//! of them. See `infra/README.md`.

mod alarms;
mod check;
mod cost;
mod diagram;
mod events;
mod firewall;
mod iam;
mod keys;
mod matrix;
mod params;
mod program;
mod proposal;
mod signals;
mod stacks;
mod synth;
mod template;
mod templates;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

/// Kura's AWS environment.
#[derive(Debug, Parser)]
#[command(name = "infra")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the templates of every environment into infra/out
    Synth,
    /// Prove what the committed templates are, and that every planted fault is found
    Check {
        /// Write what cfn-lint is to look at into this folder: lists of the good templates by region, and
        /// templates with faults of types
        #[arg(long)]
        for_cfn_lint: Option<PathBuf>,
        /// Write what came of each rule into this file, a line each: `passed` or `failed`, a tab, its name
        #[arg(long)]
        results: Option<PathBuf>,
    },
    /// Write what the templates say into infra/reviewed, to be read; reasons are kept, new ones are yours to write
    Accept,
    /// Estimate what each environment costs a month, into infra/cost.md
    Cost,
    /// Print who may reach whom
    Matrix,
    /// Draw the architecture from the templates, into docs/proposal
    Diagram,
    /// Build the proposal as HTML and PDF
    Proposal,
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match CommandLine::parse().command {
        Command::Synth => synth::run(root),
        Command::Check { for_cfn_lint, results } => {
            check::run(root, for_cfn_lint.as_deref(), results.as_deref())
        }
        Command::Accept => check::accept(root),
        Command::Cost => cost::run(root),
        Command::Matrix => matrix::run(root),
        Command::Diagram => diagram::run(root),
        Command::Proposal => proposal::run(root),
    }
}
