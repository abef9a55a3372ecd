//! Turns `text/{ja,en}/*.ftl` into the typed methods of `kit::words::Words`.
//!
//! The build stops, naming file and line, when the two languages do not say the
//! same things; see `build/words.rs` for the rules.

#![allow(clippy::print_stdout, reason = "a build script speaks to cargo through it")]

#[path = "build/words.rs"]
mod words;

use std::path::Path;
use std::{env, fs, io};

use words::Source;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=text");
    match words::generate(&read_language("text/ja")?, &read_language("text/en")?) {
        Ok(code) => {
            let out = env::var_os("OUT_DIR")
                .ok_or_else(|| io::Error::other("OUT_DIR is not set: run this through cargo"))?;
            fs::write(Path::new(&out).join("words.rs"), code)
        }
        Err(problems) => {
            for problem in problems {
                // Cargo shows each of these as an error and fails the build.
                println!("cargo::error={problem}");
            }
            Ok(())
        }
    }
}

/// All `.ftl` files of one language folder, in order of their names so that
/// messages and generated code do not depend on the file system.
fn read_language(folder: &str) -> io::Result<Vec<Source>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut sources = Vec::new();
    for file in fs::read_dir(folder).map_err(|error| naming(folder, &error))? {
        let path = file?.path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let name = path.display().to_string();
        println!("cargo::rerun-if-changed={name}");
        let text = fs::read_to_string(&path).map_err(|error| naming(&name, &error))?;
        sources.push(Source { path: name, text });
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}

/// The same error with the path in front: the bare one names no file.
fn naming(path: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{path}: {error}"))
}
