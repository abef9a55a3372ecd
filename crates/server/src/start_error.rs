//! Why the program could not do what it was told, in words for the person who
//! started it: what is wrong and what to do.

use std::{error::Error, io, net::SocketAddr, path::PathBuf};

use app::AppError;
use outside::{bucket::Address, documents::DocumentError, keys::KeyError, mail::MailError};
use store::StoreError;

use crate::config::Name;

/// A reason to stop with exit code 1.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings file cannot be read.
    #[error(
        "The settings file {} cannot be read ({cause}). Check the path given with --config or \
         KURA_CONFIG, and who may read the file.", path.display()
    )]
    SettingsUnread {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The settings file is no TOML, or holds a setting Kura does not know.
    #[error("The settings file {} is wrong in line {line}: {why}. `kura --help` lists all settings.", path.display())]
    SettingsWrong {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong; never the content.
        why: String,
    },
    /// The system starts no more threads.
    #[error(
        "The system starts no thread ({0}). Raise the number of processes it allows (`ulimit -u`)."
    )]
    Threads(#[source] io::Error),
    /// A setting this command needs was not given.
    #[error("The setting {0} is missing. Write it into the settings file, or set {env}.", env = .0.variable())]
    Missing(Name),
    /// One of two settings is needed, and neither was given.
    #[error(
        "One of the settings {0} and {1} is needed. Write one of them into the settings file, or \
         set {one} or {other}.", one = .0.variable(), other = .1.variable()
    )]
    NeitherOf(Name, Name),
    /// Two settings exclude each other.
    #[error(
        "The settings {0} and {1} are both given, and only one of them can be right. Take one \
         away: from the settings file, or {one} or {other}.", one = .0.variable(), other = .1.variable()
    )]
    BothOf(Name, Name),
    /// A setting has a value that makes no sense.
    #[error("The setting {name} (or {env}) is wrong: {why}.", env = .name.variable())]
    Wrong {
        /// Which.
        name: Name,
        /// What is wrong and what is expected; never a secret.
        why: String,
    },
    /// An argument of a command makes no sense.
    #[error("The argument {what} is wrong: {why}. `kura help` says what is expected.")]
    Argument {
        /// Which.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// There is no key file.
    #[error(
        "The key file {} does not exist. Make it once with `kura keys init` and keep a copy in a \
         safe place: without it nobody can read the data.", .0.display()
    )]
    KeysMissing(PathBuf),
    /// There is a key file already.
    #[error(
        "The key file {} exists already and was left as it is: data sealed under its keys would \
         be lost. To add a new master key use `kura keys rotate`.", .0.display()
    )]
    KeysExist(PathBuf),
    /// Keys that were given as content cannot be changed where they come from.
    #[error(
        "The keys are given as the setting [keys] content, which Kura cannot change. {0} \
         docs/runbooks/rotate-keys.md says more."
    )]
    KeysGiven(&'static str),
    /// A master key was added, and not every process may know it yet.
    #[error(
        "The master key {0} was added before and is not used yet. Once every process was started \
         with it, go on with `kura keys use`."
    )]
    KeyUnused(String),
    /// The newest master key is the current one.
    #[error(
        "The newest master key, {0}, is the one in use. `kura keys rewrap` wraps every key by it; \
         `kura keys add` adds another."
    )]
    KeyInUse(String),
    /// Not every key opened, to be wrapped by the current master key.
    #[error(
        "{0} could not be wrapped, for they do not open; the lines above name whose they are. \
         Everybody else's are wrapped. Take no older master key away: \
         docs/runbooks/rotate-keys.md says what to do."
    )]
    KeysUnopened(usize),
    /// The key file cannot be used.
    #[error("The keys cannot be used: {0}.")]
    Keys(KeyError),
    /// The database cannot be opened.
    #[error(
        "The database cannot be opened: {}. Check the setting [database] url, and that the \
         database runs and can be reached.", with_causes(.0)
    )]
    Database(StoreError),
    /// The tables are not there.
    #[error("The database has no tables yet, or older ones ({}). Run `kura migrate` first.", with_causes(.0))]
    NotMigrated(AppError),
    /// The schema could not be brought up to date.
    #[error("The database could not be brought up to date: {}. Nothing else was started.", with_causes(.0))]
    Migration(StoreError),
    /// The role the program works as could not be made or mended.
    #[error(
        "The tables are up to date, but the role kura_app was left as it was: {}. `kura migrate` \
         must work as the owner of the database, who may make roles.", with_causes(.0)
    )]
    AppRole(StoreError),
    /// The documents folder cannot be made.
    #[error("The documents folder {} cannot be used: {}. Check the setting [documents] folder.", folder.display(), with_causes(cause))]
    Documents {
        /// The folder.
        folder: PathBuf,
        /// Why.
        cause: DocumentError,
    },
    /// The documents folder has nothing of ours, and should have.
    #[error(
        "The folder of [documents] has no file of Kura's, while the database names pictures that lie in it. If \
         its disk is not mounted, mount it. If the files are truly lost, put an empty file \
         `kura-documents` into it to start without them."
    )]
    OtherDocuments,
    /// Whether the documents folder is the right one is not known.
    #[error("The folder of [documents] could not be looked into: {}.", with_causes(.0))]
    DocumentsUnclaimed(AppError),
    /// The bucket of documents cannot be spoken to.
    #[error(
        "The bucket {address} cannot be used: {}. Check the setting [documents] store, and AWS's \
         variables of who may use it.",
        with_causes(cause)
    )]
    Bucket {
        /// Where it is.
        address: Address,
        /// Why.
        cause: DocumentError,
    },
    /// Mail cannot be sent as set.
    #[error("Mail cannot be sent with these settings: {0}. Check [mail] transport and from.")]
    Mail(MailError),
    /// A data file of the bank cannot be read.
    #[error(
        "The bank's file {file} cannot be read ({cause}). Check the settings [bank], and who may \
         read the file."
    )]
    BankFileUnread {
        /// The file.
        file: String,
        /// Why.
        cause: io::Error,
    },
    /// A data file of the bank is not in its form.
    #[error("The bank's file {file} is wrong in line {line}: {why}. Nothing of it was used.")]
    BankFileWrong {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// An address cannot be listened at.
    #[error(
        "Nobody can connect at {address}: {cause}. Another program may be using the address; stop \
         it, or choose another address."
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        cause: io::Error,
    },
    /// The certificate or its key cannot be used.
    #[error(
        "The certificate {} and its key cannot be used: {cause}. Both must be PEM files, belong \
         together and be readable.", certificate.display()
    )]
    Tls {
        /// The certificate.
        certificate: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file or folder of the demonstration cannot be made.
    #[error("{} cannot be used: {cause}. Choose another folder with --data.", path.display())]
    Data {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The demonstration's folder belongs to somebody else.
    #[error(
        "The folder {} holds files that are not the demonstration's, and was left as it is. Choose \
         an empty or new folder with --data.", .0.display()
    )]
    NotOurs(PathBuf),
    /// Synthetic customers among real ones.
    #[error(
        "This database holds customers that are not synthetic. Everybody knows the password of \
         synthetic customers, so seed only a database of its own."
    )]
    RealCustomers,
    /// A site does not say that it is well.
    #[error("The site at {address} is not well: {cause}.")]
    Unhealthy {
        /// Where it listens, seen from this machine.
        address: SocketAddr,
        /// What was answered instead.
        cause: io::Error,
    },
    /// `kura doctor` found something.
    #[error("{} found; see above.", problems(*.0))]
    Unwell(usize),
    /// The operating system refused something basic.
    #[error("{what}: {cause}.")]
    System {
        /// What was tried.
        what: &'static str,
        /// Why it failed.
        cause: io::Error,
    },
    /// What was begun failed.
    #[error("It failed: {}.", with_causes(.0))]
    Failed(#[from] AppError),
}

fn problems(count: usize) -> String {
    if count == 1 { "1 problem was".to_owned() } else { format!("{count} problems were") }
}

/// An error and its causes in one line.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        // Wrappers often repeat what they wrap.
        if !text.ends_with(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text.replace('\n', " ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_stand_in_one_line_and_once() {
        let cause = io::Error::other("connection\nrefused");
        let error = DocumentError::Unavailable(cause);
        assert_eq!(with_causes(&error), "the document store failed: connection refused");
    }

    #[test]
    fn every_sentence_ends_like_one() {
        let name = Name { section: "mail", key: "from" };
        for error in [StartError::Missing(name), StartError::Unwell(1), StartError::Unwell(2)] {
            assert!(error.to_string().ends_with('.'), "{error}");
        }
        assert_eq!(StartError::Unwell(1).to_string(), "1 problem was found; see above.");
    }
}
