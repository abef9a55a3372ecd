//! The Debian packages the tests need; installed only where the thing itself is absent.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Run;
use super::process::{Stop, program, run as run_program};

enum Sign {
    File(&'static str),
    Program(&'static str),
}

/// Package, and what shows that it, or something as good, is here already.
const NEEDED: &[(&str, Sign)] = &[
    ("postgresql-15", Sign::File("/usr/lib/postgresql/15/bin/postgres")),
    ("chromium", Sign::File("/usr/bin/chromium")),
    ("fonts-noto-cjk", Sign::File("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")),
    ("nodejs", Sign::Program("node")),
    ("npm", Sign::Program("npm")),
    // The HTML checker is a Java program.
    ("default-jre-headless", Sign::Program("java")),
    // The tests bring their own signatures; what Debian would fetch is not needed.
    ("clamav-daemon", Sign::File("/usr/sbin/clamd")),
    // A mail server that nobody here wrote.
    ("python3-aiosmtpd", Sign::File("/usr/bin/aiosmtpd")),
    // cfn-lint is installed into an environment of its own.
    ("python3-venv", Sign::File("/usr/lib/python3.11/ensurepip/__init__.py")),
    // The proxy's configuration is tested with it; a certificate for the vendor it calls comes from openssl.
    ("squid", Sign::File("/usr/sbin/squid")),
    ("openssl", Sign::Program("openssl")),
    // The trial of the image: it asks, and reads the templates; with a network of its own.
    ("curl", Sign::Program("curl")),
    ("jq", Sign::Program("jq")),
    ("iproute2", Sign::Program("ip")),
];

const POLICY: &str = "/usr/sbin/policy-rc.d";
const POLICY_TEXT: &str = "#!/bin/sh\n# Put here by `cargo xtask test` while it installs packages; safe to delete.\nexit 101\n";

/// Installs what is missing with apt-get, and starts no service by doing so.
///
/// # Errors
/// Not root, no apt-get, or an installation that fails.
pub fn install(run: &Run) -> Result<(), Stop> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let wanted = missing(NEEDED, &path);
    if wanted.is_empty() {
        println!("nothing is missing");
        return Ok(());
    }
    if !is_root() {
        let list = wanted.join(" ");
        return Err(Stop::new(format!(
            "These packages are missing, and only root can install them. Run this, then try again:\n  \
             sudo apt-get update && sudo apt-get install --yes --no-install-recommends {list}"
        )));
    }
    let policy = NoServices::hold(Path::new(POLICY), forbids_services)?;
    run_program(apt_get(run.root).arg("update"))?;
    let options = ["install", "--yes", "--no-install-recommends"];
    run_program(apt_get(run.root).args(options).args(&wanted))?;
    drop(policy);
    let left = missing(NEEDED, &path);
    if left.is_empty() {
        return Ok(());
    }
    Err(Stop::new(format!("installed, and yet not found: {}", left.join(" "))))
}

fn apt_get(root: &Path) -> Command {
    let mut command = program("apt-get", root);
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn missing(needed: &[(&'static str, Sign)], path: &OsStr) -> Vec<&'static str> {
    let absent = needed.iter().filter(|(_, sign)| match sign {
        Sign::File(file) => !Path::new(file).exists(),
        Sign::Program(name) => !std::env::split_paths(path).any(|dir| dir.join(name).is_file()),
    });
    absent.map(|(package, _)| *package).collect()
}

/// Who owns our own entry in `/proc` is who we are.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|data| data.uid() == 0)
}

/// While this lives, package scripts start no service (`policy-rc.d` answers 101, "forbidden").
struct NoServices {
    /// The file to take away afterwards; nothing if the machine had its own.
    ours: Option<PathBuf>,
}

impl NoServices {
    /// `forbids` asks a policy that the machine has already: it stays, if it forbids as well.
    fn hold(path: &Path, forbids: fn(&Path) -> bool) -> Result<Self, Stop> {
        let cannot = |error| Stop::new(format!("cannot write {}: {error}", path.display()));
        // A run that was killed may have left ours behind: then it is still ours to remove.
        let machines_own = fs::read(path).is_ok_and(|text| text != POLICY_TEXT.as_bytes());
        if machines_own && forbids(path) {
            return Ok(Self { ours: None });
        }
        if machines_own {
            return Err(Stop::new(format!(
                "{} lets services start during an installation; let it exit 101, or install by hand",
                path.display()
            )));
        }
        fs::write(path, POLICY_TEXT).map_err(cannot)?;
        let held = Self { ours: Some(path.to_path_buf()) };
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(cannot)?;
        Ok(held)
    }
}

fn forbids_services(policy: &Path) -> bool {
    let answer = Command::new(policy).args(["postgresql", "start"]).status();
    answer.is_ok_and(|status| status.code() == Some(101))
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if let Some(path) = &self.ours
            && let Err(error) = fs::remove_file(path)
        {
            eprintln!("please remove {} by hand: {error}", path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn only_what_is_absent_is_wanted() {
        let folder = empty_folder("path");
        fs::write(folder.join("node"), "").unwrap();
        let needed = [
            ("here", Sign::File("/proc")),
            ("gone", Sign::File("/no/such/file")),
            ("nodejs", Sign::Program("node")),
            ("npm", Sign::Program("npm")),
        ];
        assert_eq!(missing(&needed, folder.as_os_str()), ["gone", "npm"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn services_are_held_during_the_installation_and_free_afterwards() {
        let folder = empty_folder("policy");
        let policy = folder.join("policy-rc.d");
        let held = NoServices::hold(&policy, |_| false).unwrap();
        assert!(fs::read_to_string(&policy).unwrap().ends_with("exit 101\n"));
        assert_eq!(policy.metadata().unwrap().mode() & 0o777, 0o755);
        let after_a_kill = NoServices::hold(&policy, |_| false).unwrap();
        drop(after_a_kill);
        assert!(!policy.exists());
        std::mem::forget(held);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_policy_of_the_machine_stays_if_it_forbids_and_stops_us_if_not() {
        let folder = empty_folder("own-policy");
        let policy = folder.join("policy-rc.d");
        fs::write(&policy, "its own").unwrap();
        assert!(NoServices::hold(&policy, |_| true).is_ok());
        assert!(NoServices::hold(&policy, |_| false).is_err());
        assert_eq!(fs::read_to_string(&policy).unwrap(), "its own");
        fs::remove_dir_all(folder).unwrap();
    }
}
