//! Putting the parts together as the settings say.

use std::{
    io, num::NonZero, path::PathBuf, sync::Arc, thread::available_parallelism, time::Duration,
};

use app::{App, Hasher, Settings};
use outside::{
    bucket::Address,
    clock::Clock,
    dice::Dice,
    documents::Documents,
    keys::{KeyError, Keyring},
    mail::{self, Mailer, SmtpSetting, Transport},
};
use picture::Gate;
use store::Db;

use crate::{
    StartError, bank,
    config::{self, Config, Customer, DocumentsStore, Staff},
};

/// The version of the terms of use people agree to now.
pub const TERMS_VERSION: &str = "2026-11-23";

/// How long a picture waits for its turn at the gate, and its child then has: longer than any
/// picture taken needs on a slow machine.
const PICTURE_PATIENCE: Duration = Duration::from_secs(20);

/// How many things this machine can truly do at once.
pub fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// Everything the verbs act upon, as the settings say. The database is opened,
/// not migrated.
///
/// # Errors
/// [`StartError`], the first found: keys, documents, mail, database, the bank's files.
pub async fn build_app(config: &Config) -> Result<Arc<App>, StartError> {
    build_app_with(config, Hasher::new(cores()).map_err(StartError::Threads)?).await
}

/// As [`build_app`], with a hasher of the caller's choice: synthetic customers and
/// tests take [`Hasher::weak`].
///
/// # Errors
/// As [`build_app`].
pub async fn build_app_with(config: &Config, hasher: Hasher) -> Result<Arc<App>, StartError> {
    let keys = keyring(&config.keys)?;
    let documents = documents(&config.documents).await?;
    let mailer = mailer(&config.mail)?;
    let db = database(&config.database).await?;
    let bank = bank::load_or_kept(&config.bank, &db, Clock::System.now()).await?;
    Ok(Arc::new(App {
        db,
        keys,
        mailer,
        documents,
        scanner: config.documents.scanner.clone(),
        pictures: pictures(),
        bank_records: bank::records(&config.bank)?,
        clock: Clock::System,
        dice: Dice::system(),
        hasher,
        settings: Settings {
            public_url: config.customer.public_url.clone(),
            mail_domain: config.mail.domain.clone(),
            terms_version: TERMS_VERSION.to_owned(),
            retention: config.documents.retention,
        },
        bank,
        bell: Arc::default(),
    }))
}

/// The customer site of an app.
pub fn site(app: &Arc<App>, customer: &Customer, captured_mail: bool) -> web::Site {
    web::Site {
        app: Arc::clone(app),
        secure_cookies: customer.is_https(),
        trusted_proxies: customer.trusted_proxies.clone(),
        captured_mail,
        uploads: web::UnderWay::default(),
    }
}

/// The staff's site of an app.
pub fn staff_site(app: &Arc<App>, staff: &Staff) -> web::StaffSite {
    web::StaffSite {
        app: Arc::clone(app),
        secure_cookies: staff.is_https(),
        networks: staff.networks.clone(),
        trusted_proxies: staff.trusted_proxies.clone(),
    }
}

/// Refuses to go on without tables.
///
/// # Errors
/// [`StartError::NotMigrated`].
pub async fn require_schema(app: &App) -> Result<(), StartError> {
    app::seed::count(app).await.map_err(StartError::NotMigrated)?;
    Ok(())
}

/// As [`require_schema`], and not without the store its pictures are in: to a folder whose disk
/// is not mounted, everything would be destroyed.
///
/// # Errors
/// [`StartError::NotMigrated`], [`StartError::OtherDocuments`].
pub async fn require_stores(app: &App) -> Result<(), StartError> {
    require_schema(app).await?;
    match app::document::claim_store(app).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(StartError::OtherDocuments),
        Err(cause) => Err(StartError::DocumentsUnclaimed(cause)),
    }
}

pub(crate) async fn database(config: &config::Database) -> Result<Db, StartError> {
    Db::open(config.url.reveal(), config.connections).await.map_err(StartError::Database)
}

pub(crate) fn keyring(config: &config::Keys) -> Result<Keyring, StartError> {
    match config {
        config::Keys::File(file) => {
            Keyring::load(file).map_err(|error| keys_unread(file.clone(), error))
        }
        config::Keys::Content(content) => {
            Keyring::of_content(content.reveal()).ok_or_else(config::Keys::wrong_content)
        }
    }
}

/// The error for a key file that cannot be used.
pub(crate) fn keys_unread(file: PathBuf, error: KeyError) -> StartError {
    match error {
        KeyError::File { cause, .. } if cause.kind() == io::ErrorKind::NotFound => {
            StartError::KeysMissing(file)
        }
        other => StartError::Keys(other),
    }
}

pub(crate) async fn documents(config: &config::Documents) -> Result<Documents, StartError> {
    match &config.store {
        DocumentsStore::Folder(folder) => Documents::in_folder(folder.clone())
            .await
            .map_err(|cause| StartError::Documents { folder: folder.clone(), cause }),
        DocumentsStore::Bucket(address) => {
            let documents = bucket(address)?;
            // Served all the same. A bucket that is away for a while takes pictures and imports
            // with it, and says so to whoever brings one; if no process started meanwhile, it
            // would take everything. One that will never answer is found here and by
            // `kura doctor`.
            if let Err(error) = documents.ask().await {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "the bucket of documents does not answer; started without");
            }
            Ok(documents)
        }
    }
}

/// A bucket that was not asked yet.
pub(crate) fn bucket(address: &Address) -> Result<Documents, StartError> {
    Documents::in_bucket(address, &config::credentials())
        .map_err(|cause| StartError::Bucket { address: address.clone(), cause })
}

/// The gate whose children are this very program, also after another was installed over it.
fn pictures() -> Gate {
    Gate::new(PathBuf::from("/proc/self/exe"), cores(), PICTURE_PATIENCE)
}

pub(crate) fn mailer(config: &config::Mail) -> Result<Mailer, StartError> {
    let transport = match &config.transport {
        config::MailTransport::Folder(folder) => Transport::Folder(folder.clone()),
        config::MailTransport::Smtp(url) => {
            let credentials = config
                .credentials
                .as_ref()
                .map(|(user, password)| (user.clone(), password.reveal().to_owned()));
            let setting = SmtpSetting { url: url.reveal().to_owned(), credentials };
            mail::smtp(&setting).map_err(StartError::Mail)?
        }
    };
    Mailer::new(transport, &config.from).map_err(StartError::Mail)
}
