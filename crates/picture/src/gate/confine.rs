//! The child gives up what reading a picture does not need.

use std::{
    fs::{File, read_to_string},
    io::{self, stdout},
    os::fd::AsFd as _,
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::MOST_REDRAWN;

/// Bytes of address space beyond what the program has as it starts. A picture of 50 megapixels
/// takes up to 550 MiB: progressive JPEG in CMYK, whose coefficients are held beside its pixels.
const ADDRESS_SPACE: u64 = 640 * 1024 * 1024;

/// Seconds of processor time.
const CPU_SECONDS: u64 = 10;

/// Sets the limits, soft and hard alike: they cannot be raised again.
///
/// # Errors
/// When the system refuses one.
pub(super) fn confine() -> io::Result<()> {
    let written = writable_bytes()?;
    let memory = held_bytes()?.saturating_add(ADDRESS_SPACE);
    limit(Resource::As, memory, memory)?;
    // At the soft limit a signal tells the parent that it was the time; the hard one is for a
    // child that no longer dies of signals.
    limit(Resource::Cpu, CPU_SECONDS, CPU_SECONDS + 1)?;
    limit(Resource::Fsize, written, written)?;
    limit(Resource::Core, 0, 0)?;
    // Neither process nor thread; the system does not hold root to this.
    limit(Resource::Nproc, 0, 0)?;
    // Open streams stay, and nothing can be opened: no file, no connection.
    limit(Resource::Nofile, 0, 0)
}

fn limit(resource: Resource, soft: u64, hard: u64) -> io::Result<()> {
    let most = getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let new = Rlimit { current: Some(soft.min(most)), maximum: Some(hard.min(most)) };
    Ok(setrlimit(resource, new)?)
}

/// Bytes of address space the program has now: itself, its libraries, and whatever its allocator
/// set aside. A limit below that would leave no room for the stack to grow.
fn held_bytes() -> io::Result<u64> {
    let status = read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    let bytes = kibibytes.and_then(|kibibytes| kibibytes.checked_mul(1024));
    bytes.ok_or_else(|| io::Error::other("/proc/self/status tells no size"))
}

/// How many bytes may be written into files: none, unless a person at a terminal has sent the
/// answer into one. The service always listens at a pipe.
fn writable_bytes() -> io::Result<u64> {
    let answer = File::from(stdout().as_fd().try_clone_to_owned()?).metadata()?;
    let most = u64::try_from(MOST_REDRAWN).unwrap_or(u64::MAX);
    Ok(if answer.is_file() { most } else { 0 })
}
