//! `[documents]`: where files beside the database are kept, who looks at those that are
//! uploaded, and for how long pictures and records of applications stay.

use std::{path::PathBuf, time::Duration};

use domain::document::Retention;
use outside::{bucket::Address, scanner::Scanner};

use super::Name;
use crate::StartError;

/// `[documents]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [documents]")]
pub struct DocumentsSettings {
    /// The folder of sealed files, such as those uploaded for import. Made if it
    /// does not exist; all processes must share it. Either a folder or a store is given.
    #[arg(id = "documents.folder", long = "documents-folder", env = "KURA_DOCUMENTS_FOLDER")]
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// The bucket of sealed files, in the place of a folder: `s3://BUCKET?region=REGION`, and
    /// `&endpoint=https://HOST` for one that is not at AWS. Who may use it is said by AWS's own
    /// variables, such as those a Fargate task is given.
    #[arg(id = "documents.store", long = "documents-store", env = "KURA_DOCUMENTS_STORE")]
    #[arg(value_name = "URL")]
    pub store: Option<String>,
    /// Who looks at uploaded pictures for malware: `none`, or ClamAV's daemon at
    /// `unix:/run/clamav/clamd.ctl` or `tcp:HOST:PORT` [default: none]
    #[arg(id = "documents.scanner", long = "documents-scanner", env = "KURA_DOCUMENTS_SCANNER")]
    #[arg(value_name = "ADDRESS")]
    pub scanner: Option<String>,
    /// The days pictures of identity documents are kept after an application ended
    /// [default: 90]
    #[arg(id = "documents.keep_images_days", long = "documents-keep-images-days")]
    #[arg(env = "KURA_DOCUMENTS_KEEP_IMAGES_DAYS", value_name = "DAYS")]
    pub keep_images_days: Option<u32>,
    /// The years what was declared and said in an application is kept after it was rejected,
    /// withdrawn or had expired; that of an approved one stays as long as its customer
    /// [default: 7]
    #[arg(id = "documents.keep_records_years", long = "documents-keep-records-years")]
    #[arg(env = "KURA_DOCUMENTS_KEEP_RECORDS_YEARS", value_name = "YEARS")]
    pub keep_records_years: Option<u32>,
}

/// How long a whole scan may take, from connecting to the answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Ten years: by then a picture is kept as long as a record, and the timer is no timer.
const MOST_DAYS: u32 = 3_650;
const MOST_YEARS: u32 = 100;

const fn name(key: &'static str) -> Name {
    Name { section: "documents", key }
}

/// `[documents]` as needed.
#[derive(Debug, Clone)]
pub struct Documents {
    /// Where sealed files are kept.
    pub store: DocumentsStore,
    /// Who looks at uploaded pictures.
    pub scanner: Scanner,
    /// How long pictures and records of applications are kept.
    pub retention: Retention,
}

/// Where sealed files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentsStore {
    /// In a folder.
    Folder(PathBuf),
    /// In a bucket of S3.
    Bucket(Address),
}

impl DocumentsSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            folder: self.folder.or(other.folder),
            store: self.store.or(other.store),
            scanner: self.scanner.or(other.scanner),
            keep_images_days: self.keep_images_days.or(other.keep_images_days),
            keep_records_years: self.keep_records_years.or(other.keep_records_years),
        }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Documents, StartError> {
        let store = store(self.folder, self.store)?;
        let scanner = match self.scanner.as_deref() {
            None | Some("" | "none") => Scanner::None,
            Some(text) => {
                let address = text.parse().map_err(|error| {
                    name("scanner")
                        .wrong(format!("`{text}` is neither none nor an address: {error}"))
                })?;
                Scanner::Clamd { address, patience: PATIENCE }
            }
        };
        let default = Retention::default();
        let retention = Retention {
            images_days: within(
                name("keep_images_days"),
                self.keep_images_days.unwrap_or(default.images_days),
                MOST_DAYS,
            )?,
            records_years: within(
                name("keep_records_years"),
                self.keep_records_years.unwrap_or(default.records_years),
                MOST_YEARS,
            )?,
        };
        Ok(Documents { store, scanner, retention })
    }
}

fn store(folder: Option<PathBuf>, store: Option<String>) -> Result<DocumentsStore, StartError> {
    let wrong = |why: String| Err(name("store").wrong(why));
    match (folder, store) {
        (Some(folder), None) => Ok(DocumentsStore::Folder(folder)),
        (None, Some(text)) => match text.parse() {
            Ok(address) => Ok(DocumentsStore::Bucket(address)),
            Err(error) => wrong(format!("`{text}` is no bucket: {error}")),
        },
        (Some(_), Some(_)) => wrong(format!(
            "{} is given too, and files are kept in one place; take one of the two away",
            name("folder")
        )),
        (None, None) => wrong(format!("neither it nor {} is given", name("folder"))),
    }
}

fn within(name: Name, number: u32, most: u32) -> Result<u32, StartError> {
    match number {
        number if (1..=most).contains(&number) => Ok(number),
        number => Err(name.wrong(format!("{number} is not within 1 to {most}"))),
    }
}
