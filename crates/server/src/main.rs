//! Kura (蔵): see `kura --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::command::main()
}
