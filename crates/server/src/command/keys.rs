//! `kura keys`: the master keys.

use std::path::Path;

use app::jobs::Rewrapped;
use outside::{
    dice::Dice,
    keys::{KeyFile, Keyring},
};

use crate::{
    Config, StartError, assembly,
    config::{Keys, KeysSettings, Settings},
    logging, terminal,
};

/// What to do with the keys.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make the key file, once; an existing one is never replaced
    Init {
        /// Print what would stand in the file, for the setting [keys] content, and make no file.
        /// Not where a log is kept of what is printed
        #[arg(long)]
        print: bool,
    },
    /// Add a master key to the key file and wrap every customer's and member of staff's key by it
    ///
    /// A process that started before knows only the older keys: stop all other
    /// processes first and start them afterwards. Interrupted, go on with `kura keys
    /// rewrap`. The older keys stay in the file, for backups made before. Keys given as
    /// content are rotated by `add`, `use` and `rewrap` instead, and nothing stops meanwhile.
    Rotate,
    /// Print the keys with one more master key, which every process shall know before it is used
    ///
    /// Nothing is changed: store what is printed, and start every process anew with it.
    /// Not where a log is kept of what is printed.
    Add,
    /// Print the keys with the newest master key as the one in use
    ///
    /// Nothing is changed: store what is printed, and start every process anew with it.
    /// Not where a log is kept of what is printed.
    Use,
    /// Wrap every customer's and member of staff's key by the master key in use
    ///
    /// Others may go on working meanwhile. Interrupted, run it again.
    Rewrap,
}

pub(super) async fn run(arguments: &Arguments, settings: Settings) -> Result<(), StartError> {
    logging::to_stderr();
    match arguments.what {
        What::Init { print: true } => print_new(),
        What::Init { print: false } => init(settings.keys),
        What::Rotate => rotate(Config::of(settings)?).await,
        What::Add => add(settings.keys),
        What::Use => use_newest(settings.keys),
        What::Rewrap => rewrap(&Config::of(settings)?).await,
    }
}

fn init(settings: KeysSettings) -> Result<(), StartError> {
    let Keys::File(file) = settings.judged()? else {
        let instead =
            "For a service that has no keys yet, print some with `kura keys init --print`.";
        return Err(StartError::KeysGiven(instead));
    };
    if file.exists() {
        return Err(StartError::KeysExist(file));
    }
    Keyring::init(&file, &Dice::system()).map_err(StartError::Keys)?;
    terminal::print(format_args!(
        "Made {} (mode 0600). Keep a copy in a safe place, apart from the database's backups: \
         without it nobody can read the data.",
        file.display()
    ));
    Ok(())
}

fn print_new() -> Result<(), StartError> {
    print(&KeyFile::new(&Dice::system()).map_err(StartError::Keys)?)?;
    terminal::tell(
        "Printed new keys. Keep a copy in a safe place, apart from the database's backups: without \
         it nobody can read the data. Never put them in the place of keys that are in use.",
    );
    Ok(())
}

fn add(settings: KeysSettings) -> Result<(), StartError> {
    let mut file = read(&settings.judged()?)?;
    if let Some(name) = file.unused() {
        return Err(StartError::KeyUnused(name.to_owned()));
    }
    let name = file.add(&Dice::system()).map_err(StartError::Keys)?;
    print(&file)?;
    terminal::tell(format_args!(
        "Printed the keys with a master key {name}, which is not used yet. Keep a copy in a safe \
         place, store them where [keys] says, start every process anew, and then go on with `kura \
         keys use`."
    ));
    Ok(())
}

fn use_newest(settings: KeysSettings) -> Result<(), StartError> {
    let mut file = read(&settings.judged()?)?;
    if !file.use_newest() {
        return Err(StartError::KeyInUse(file.current().to_owned()));
    }
    print(&file)?;
    terminal::tell(format_args!(
        "Printed the keys with {} in use. Store them where [keys] says, start every process anew, \
         and then go on with `kura keys rewrap`.",
        file.current()
    ));
    Ok(())
}

async fn rotate(config: Config) -> Result<(), StartError> {
    let Keys::File(file) = &config.keys else {
        let instead = "Rotate them by `kura keys add`, `kura keys use` and `kura keys rewrap`.";
        return Err(StartError::KeysGiven(instead));
    };
    // Everything must work before the file changes.
    let app = assembly::build_app(&config).await?;
    assembly::require_schema(&app).await?;
    app.db.close().await;
    let name = Keyring::rotate(file, &app.dice).map_err(StartError::Keys)?;
    terminal::tell(format_args!("Added master key {name} to {}.", file.display()));
    let rewrapped = rewrap(&config).await;
    // The file has another key now, whatever became of those it wraps.
    tell_to_copy(file);
    rewrapped
}

fn tell_to_copy(file: &Path) {
    terminal::print(format_args!(
        "Copy {} to its safe place again, and start the other processes.",
        file.display()
    ));
}

async fn rewrap(config: &Config) -> Result<(), StartError> {
    let app = assembly::build_app(config).await?;
    assembly::require_schema(&app).await?;
    let name = app.keys.current();
    terminal::tell(format_args!("Wrapping every customer's and member of staff's key by {name} …"));
    let Rewrapped { wrapped, unopened } = app::jobs::rewrap_keys(&app).await?;
    app.db.close().await;
    terminal::print(format_args!("Wrapped {wrapped} keys by {name}."));
    if unopened > 0 {
        return Err(StartError::KeysUnopened(unopened));
    }
    Ok(())
}

fn read(keys: &Keys) -> Result<KeyFile, StartError> {
    match keys {
        Keys::File(file) => {
            KeyFile::read(file).map_err(|error| assembly::keys_unread(file.clone(), error))
        }
        Keys::Content(content) => {
            KeyFile::of_content(content.reveal()).ok_or_else(Keys::wrong_content)
        }
    }
}

/// The keys alone go to standard output, whatever else there is to say.
fn print(file: &KeyFile) -> Result<(), StartError> {
    let content = file.content().map_err(StartError::Keys)?;
    let what = "The keys could not be printed whole: store nothing of it";
    terminal::hand_over(content.as_str()).map_err(|cause| StartError::System { what, cause })
}
