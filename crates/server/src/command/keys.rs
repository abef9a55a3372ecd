//! `kura keys`: the master keys.

use outside::{dice::Dice, keys::Keyring};

use crate::{Config, StartError, assembly, config::Settings, logging, terminal};

/// What to do with the keys.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make the key file, once; an existing one is never replaced
    Init,
    /// Add a master key and wrap every customer's and member of staff's key by it
    ///
    /// A process that started before knows only the older keys: stop all other
    /// processes first and start them afterwards. Interrupted, run it again. The
    /// older keys stay in the file, for backups made before.
    Rotate,
}

pub(super) async fn run(arguments: &Arguments, settings: Settings) -> Result<(), StartError> {
    logging::to_stderr();
    match arguments.what {
        What::Init => init(settings),
        What::Rotate => rotate(Config::of(settings)?).await,
    }
}

fn init(settings: Settings) -> Result<(), StartError> {
    let file = settings.keys.judged()?.file;
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

async fn rotate(config: Config) -> Result<(), StartError> {
    // Everything must work before the file changes.
    let app = assembly::build_app(&config).await?;
    assembly::require_schema(&app).await?;
    app.db.close().await;
    let file = &config.keys.file;
    let name = Keyring::rotate(file, &app.dice).map_err(StartError::Keys)?;
    terminal::tell(format_args!("Added master key {name} to {}.", file.display()));
    let app = assembly::build_app(&config).await?;
    terminal::tell("Wrapping every customer's and member of staff's key by it …");
    let count = app::jobs::rewrap_keys(&app).await?;
    app.db.close().await;
    terminal::print(format_args!(
        "Wrapped {count} keys by {name}. Copy {} to its safe place again, and start the other \
         processes.",
        file.display()
    ));
    Ok(())
}
