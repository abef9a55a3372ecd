//! `kura picture-gate`: the child in which the service reads a picture. By hand:
//! `kura picture-gate < in.jpg > out.jpg`.

use std::process::ExitCode;

use picture::gate;

use crate::terminal;

pub(super) fn run() -> ExitCode {
    match gate::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => {
            terminal::tell(format_args!("kura: {stopped}"));
            ExitCode::from(stopped.status())
        }
    }
}
