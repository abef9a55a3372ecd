//! Kura (蔵): see `kura --help`.

use std::process::ExitCode;

/// Pages are made of many short texts; and it gives the large blocks of password hashing
/// back to the system, which libc's keeps. See docs/decisions/0002-dependencies.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::command::main()
}
