//! The demonstration's folder: made, and cleared if told to.

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use outside::{dice::Dice, keys::Keyring};

use super::settings::RECORDS;
use crate::{StartError, household::records};

/// The file that says that a folder is the demonstration's: what is in it may be
/// deleted by `--fresh`.
const MARK: &str = "kura-demo.txt";
const MARK_TEXT: &str = "This folder belongs to `kura demo`. `kura demo --fresh` deletes what it \
                         put here. Nothing in it is real.\n";

/// Makes the folder and the keys, and deletes what was there if told to.
pub(super) fn prepare(data: &Path, fresh: bool) -> Result<(), StartError> {
    let ours = data.join(MARK).exists();
    if !ours && !is_empty(data)? {
        return Err(StartError::NotOurs(data.to_owned()));
    }
    if fresh && ours {
        for name in [
            "kura.sqlite",
            "kura.sqlite-wal",
            "kura.sqlite-shm",
            "kura.sqlite-migrating",
            "keys.json",
            RECORDS,
        ] {
            gone(&data.join(name), fs::remove_file)?;
        }
        for name in ["documents", "mail"] {
            gone(&data.join(name), fs::remove_dir_all)?;
        }
    }
    let unusable = |cause| StartError::Data { path: data.to_owned(), cause };
    DirBuilder::new().recursive(true).mode(0o700).create(data).map_err(unusable)?;
    fs::write(data.join(MARK), MARK_TEXT).map_err(unusable)?;
    fs::write(data.join(RECORDS), records::csv()?).map_err(unusable)?;
    let keys = data.join("keys.json");
    if !keys.exists() {
        Keyring::init(&keys, &Dice::system()).map_err(StartError::Keys)?;
    }
    Ok(())
}

/// Whether a folder has nothing in it, or does not exist.
fn is_empty(folder: &Path) -> Result<bool, StartError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(cause) => Err(StartError::Data { path: folder.to_owned(), cause }),
    }
}

/// Deletes something that may not be there.
fn gone(path: &Path, delete: fn(PathBuf) -> io::Result<()>) -> Result<(), StartError> {
    match delete(path.to_owned()) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(StartError::Data { path: path.to_owned(), cause })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("kura-demo-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn a_folder_of_other_files_is_left_alone_even_when_told_to_begin_anew() {
        let data = folder("others");
        fs::create_dir_all(data.join("documents")).unwrap();
        fs::write(data.join("documents/diary.txt"), "dear diary").unwrap();
        assert!(matches!(prepare(&data, true), Err(StartError::NotOurs(_))));
        assert!(data.join("documents/diary.txt").exists());
        fs::remove_dir_all(data).unwrap();
    }

    #[test]
    fn beginning_anew_deletes_what_the_demonstration_made_and_no_more() {
        let data = folder("fresh");
        prepare(&data, false).unwrap();
        let keys = fs::read(data.join("keys.json")).unwrap();
        fs::create_dir(data.join("mail")).unwrap();
        fs::write(data.join("note.txt"), "mine").unwrap();
        prepare(&data, false).unwrap();
        assert_eq!(fs::read(data.join("keys.json")).unwrap(), keys);
        prepare(&data, true).unwrap();
        assert_ne!(fs::read(data.join("keys.json")).unwrap(), keys);
        assert!(data.join(RECORDS).exists());
        assert!(!data.join("mail").exists() && data.join("note.txt").exists());
        fs::remove_dir_all(data).unwrap();
    }
}
