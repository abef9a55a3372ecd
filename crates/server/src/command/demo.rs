//! `kura demo`: everything in one process, on a laptop, without any settings.

use std::{
    fs::{self, DirBuilder},
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use app::{
    App, AppError,
    domain::{document::Retention, password},
};
use outside::{dice::Dice, keys::Keyring, scanner::Scanner};

mod administrator;

use web::Network;

use super::work;
use crate::{
    Config, StartError, assembly,
    config::{
        BankSettings, Customer, DatabaseSettings, Documents, Keys, LogSettings, Mail,
        MailTransport, Secret, Staff,
    },
    household::hanako,
    listener, logging,
    stop::Stop,
    terminal,
};

/// The file that says that a folder is the demonstration's: what is in it may be
/// deleted by `--fresh`.
const MARK: &str = "kura-demo.txt";
const MARK_TEXT: &str = "This folder belongs to `kura demo`. `kura demo --fresh` deletes what it \
                         put here. Nothing in it is real.\n";

/// Where the demonstration keeps its data and listens.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folder for database, keys, documents and captured mail
    #[arg(long, value_name = "FOLDER", default_value = "./data")]
    data: PathBuf,
    /// Address to listen at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address of the staff's site, open to this machine only [default: the port after the
    /// customers']
    #[arg(long, value_name = "ADDRESS")]
    staff_listen: Option<SocketAddr>,
    /// Delete the data of earlier demonstrations first
    #[arg(long)]
    fresh: bool,
}

pub(super) async fn run(arguments: Arguments) -> Result<(), StartError> {
    logging::to_stderr();
    // First of all, so that a second demonstration leaves the first one's data alone.
    let (listeners, address) = bound(arguments.listen)?;
    let staff_listen = arguments.staff_listen.unwrap_or_else(|| next_port(arguments.listen));
    let (staff_listeners, staff_address) = bound(staff_listen)?;
    let stop = Stop::on_signal()?;
    prepare(&arguments.data, arguments.fresh)?;
    let staff = staff(staff_address);
    let config = config(&arguments.data, address, &staff)?;
    let app = assembly::build_app(&config).await?;
    app.db.migrate().await.map_err(StartError::Migration)?;
    record_hanako(&app).await?;
    let code = administrator::invite_once(&app).await?;
    terminal::print(welcome(&config.customer.public_url, &arguments.data));
    terminal::print(welcome_staff(&staff.public_url, code.as_deref()));
    let router = web::router(assembly::site(&app, &config.customer, true));
    let staff = web::staff_router(assembly::staff_site(&app, &staff));
    let working = async {
        work::work(&app, stop.clone()).await;
        Ok(())
    };
    tokio::try_join!(
        listener::serve(router, listeners, None, stop.clone()),
        listener::serve(staff, staff_listeners, None, stop.clone()),
        working
    )?;
    app.db.close().await;
    terminal::tell("Stopped. The data is kept; `kura demo` goes on with it.");
    Ok(())
}

/// Makes the folder and the keys, and deletes what was there if told to.
fn prepare(data: &Path, fresh: bool) -> Result<(), StartError> {
    let ours = data.join(MARK).exists();
    if !ours && !is_empty(data)? {
        return Err(StartError::NotOurs(data.to_owned()));
    }
    if fresh && ours {
        for name in ["kura.sqlite", "kura.sqlite-wal", "kura.sqlite-shm", "keys.json"] {
            gone(&data.join(name), fs::remove_file)?;
        }
        for name in ["documents", "mail"] {
            gone(&data.join(name), fs::remove_dir_all)?;
        }
    }
    let unusable = |cause| StartError::Data { path: data.to_owned(), cause };
    DirBuilder::new().recursive(true).mode(0o700).create(data).map_err(unusable)?;
    fs::write(data.join(MARK), MARK_TEXT).map_err(unusable)?;
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

fn config(data: &Path, address: SocketAddr, staff: &Staff) -> Result<Config, StartError> {
    let url = format!("sqlite:{}", data.join("kura.sqlite").display());
    let url = Some(Secret::from(url));
    Ok(Config {
        database: DatabaseSettings { url, connections: None }.judged()?,
        keys: Keys { file: data.join("keys.json") },
        documents: Documents {
            folder: data.join("documents"),
            scanner: Scanner::None,
            retention: Retention::default(),
        },
        mail: Mail {
            transport: MailTransport::Folder(data.join("mail")),
            from: "Kura <no-reply@kura.example>".to_owned(),
            domain: "kura.example".to_owned(),
            credentials: None,
        },
        customer: Customer {
            listen: vec![address],
            public_url: public_url(address),
            tls: None,
            trusted_proxies: Vec::new(),
        },
        staff: Some(staff.clone()),
        bank: BankSettings::default(),
        log: LogSettings::default().judged()?,
    })
}

/// The staff's site, open to this machine only.
fn staff(address: SocketAddr) -> Staff {
    let this_machine = [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)];
    Staff {
        listen: vec![address],
        public_url: public_url(address),
        tls: None,
        networks: this_machine.map(Network::of).to_vec(),
        trusted_proxies: Vec::new(),
    }
}

/// The socket of an address, and the address it has: a port of 0 is any port.
fn bound(address: SocketAddr) -> Result<(Vec<TcpListener>, SocketAddr), StartError> {
    let listeners = listener::bind(&[address])?;
    let bound = listeners.first().and_then(|socket| socket.local_addr().ok());
    Ok((listeners, bound.unwrap_or(address)))
}

fn next_port(address: SocketAddr) -> SocketAddr {
    let port = if address.port() == 0 { 0 } else { address.port().saturating_add(1) };
    SocketAddr::new(address.ip(), port)
}

/// What to type into the browser; "any address of this machine" is none.
fn public_url(address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        ip if ip.is_unspecified() => format!("http://localhost:{port}"),
        IpAddr::V4(ip) => format!("http://{ip}:{port}"),
        IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
    }
}

/// Records 山田 花子 and her three years, unless she is there.
async fn record_hanako(app: &Arc<App>) -> Result<(), StartError> {
    if app::seed::is_known(app, &hanako::profile()?.email).await? {
        return Ok(());
    }
    terminal::tell("Making up a customer: 山田 花子 …");
    let password = password::check(hanako::PASSWORD, &[])
        .map_err(|_| AppError::Broken("the demonstration's password breaks a rule"))?;
    let hash = app.hasher.hash(password, &app.dice).await?;
    let customer = hanako::customer(hash, app.clock.now())?;
    let figures: usize = customer.holdings.iter().map(|holding| holding.figures.len()).sum();
    terminal::tell(format_args!(
        "Recording {} holdings with {figures} valuations over {} months …",
        customer.holdings.len(),
        hanako::MONTHS
    ));
    app::seed::household(app, &customer).await?;
    terminal::tell("Done.\n");
    Ok(())
}

fn welcome(public_url: &str, data: &Path) -> String {
    format!(
        "Kura is running.\n\n  \
         Customer site   {public_url}/\n  \
         Captured mail   {public_url}/demo/mail\n\n  \
         Log in as       {email}\n  \
         Password        {password}\n  \
         or register: the mail with the code is among the captured mail.\n\n  \
         Data            {data}   (`kura demo --fresh` begins anew)\n  \
         To stop         Ctrl+C\n",
        email = hanako::EMAIL,
        password = hanako::PASSWORD,
        data = data.display(),
    )
}

fn welcome_staff(public_url: &str, code: Option<&str>) -> String {
    let site = format!("  Staff's site    {public_url}/   (for the bank's people)\n");
    match code {
        Some(code) => format!(
            "{site}  Administrator   {}\n  Invitation      {code}   at {public_url}/invitation, \
             shown this once\n",
            administrator::EMAIL
        ),
        None => format!("{site}  Administrator   {}, invited before\n", administrator::EMAIL),
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
        assert!(!data.join("mail").exists() && data.join("note.txt").exists());
        fs::remove_dir_all(data).unwrap();
    }

    #[test]
    fn the_printed_address_is_one_a_browser_takes() {
        let url = |address: &str| public_url(address.parse().unwrap());
        assert_eq!(url("127.0.0.1:8080"), "http://127.0.0.1:8080");
        assert_eq!(url("[::1]:80"), "http://[::1]:80");
        assert_eq!(url("0.0.0.0:8080"), "http://localhost:8080");
    }
}
