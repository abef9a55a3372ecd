//! `kura doctor`: looks at everything the settings name and says what is wrong.

mod bank;
mod database;
mod keys;
mod staff;

use std::{
    error::Error as _,
    fs, io,
    path::{Path, PathBuf},
};

use outside::{
    bucket::Address, clock::Clock, dice::Dice, documents::DocumentError, scanner::Scanner,
};

use crate::{
    StartError, assembly,
    config::{
        Customer, CustomerSettings, Documents, DocumentsStore, Mail, MailTransport, Settings, Tls,
    },
    listener, logging, terminal,
};

/// What a look at one thing found.
#[derive(Debug)]
enum Finding {
    /// It is as it should be.
    Good(String),
    /// It works, but somebody should know.
    Notice(String),
    /// It must be put right.
    Problem(String),
}

impl Finding {
    fn problem(error: &StartError) -> Self {
        Self::Problem(error.to_string())
    }

    fn line(&self) -> String {
        match self {
            Self::Good(text) => format!("good     {text}"),
            Self::Notice(text) => format!("notice   {text}"),
            Self::Problem(text) => format!("PROBLEM  {text}"),
        }
    }
}

pub(super) async fn run(settings: Settings) -> Result<(), StartError> {
    logging::to_stderr();
    let findings = examine(settings).await;
    for finding in &findings {
        terminal::print(finding.line());
    }
    match findings.iter().filter(|finding| matches!(finding, Finding::Problem(_))).count() {
        0 => Ok(()),
        problems => Err(StartError::Unwell(problems)),
    }
}

async fn examine(settings: Settings) -> Vec<Finding> {
    let (mut findings, current) = keys::examine(settings.keys);
    match settings.database.judged() {
        Ok(config) => findings.extend(database::examine(&config, current.as_deref()).await),
        Err(error) => findings.push(Finding::problem(&error)),
    }
    match settings.documents.judged() {
        Ok(config) => findings.extend([documents(&config).await, scanner(&config.scanner).await]),
        Err(error) => findings.push(Finding::problem(&error)),
    }
    findings.push(match settings.mail.judged() {
        Ok(config) => mail(&config),
        Err(error) => Finding::problem(&error),
    });
    findings.extend(customer(settings.customer).await);
    findings.extend(staff::examine(settings.staff).await);
    findings.extend(bank::examine(&settings.bank).await);
    findings.push(bank::records(&settings.bank).await);
    findings.push(match settings.log.judged() {
        Ok(_) => Finding::Good("[log] filter is understood.".to_owned()),
        Err(error) => Finding::problem(&error),
    });
    findings
}

async fn documents(config: &Documents) -> Finding {
    match &config.store {
        DocumentsStore::Folder(folder) => writable("Documents folder", folder),
        DocumentsStore::Bucket(address) => match try_out(address).await {
            Ok(()) => Finding::Good(format!(
                "Documents can be written to the bucket {address}, read and deleted."
            )),
            Err(error) => Finding::problem(&error),
        },
    }
}

async fn try_out(address: &Address) -> Result<(), StartError> {
    let failed = |cause| StartError::Bucket { address: address.clone(), cause };
    let bucket = assembly::bucket(address)?;
    let id = Dice::system().id(Clock::System.now()).map_err(|_| {
        let cause = io::Error::other("the system gives no random numbers");
        failed(DocumentError::Unavailable(cause))
    })?;
    bucket.try_out(id).await.map_err(failed)
}

async fn scanner(scanner: &Scanner) -> Finding {
    let Scanner::Clamd { address, .. } = scanner else {
        let text = "[documents] scanner is not set: nobody looks at uploaded pictures for malware. \
                    They are drawn anew all the same.";
        return Finding::Notice(text.to_owned());
    };
    match scanner.ping().await {
        Ok(()) => Finding::Good(format!("The scanner at {address} answers.")),
        Err(error) => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            Finding::Problem(format!(
                "The scanner at {address} does not answer ({why}): pictures are held until it does."
            ))
        }
    }
}

fn mail(config: &Mail) -> Finding {
    if let Err(error) = assembly::mailer(config) {
        return Finding::problem(&error);
    }
    match &config.transport {
        MailTransport::Folder(folder) => match writable("Mail folder", folder) {
            Finding::Good(text) => {
                Finding::Notice(format!("{text} Mail is written there and reaches nobody."))
            }
            other => other,
        },
        MailTransport::Smtp(_) => Finding::Good(format!(
            "Mail leaves from {} by a mail server, which was not asked.",
            config.from
        )),
    }
}

/// Whether files can be made in a folder; the folder itself is made as at start.
fn writable(what: &str, folder: &Path) -> Finding {
    let (name, probe) = (folder.display(), folder.join(".kura-doctor"));
    match write_and_remove(folder, &probe) {
        Ok(()) => Finding::Good(format!("{what} {name} can be written to.")),
        Err(cause) => Finding::Problem(format!("{what} {name} cannot be written to: {cause}.")),
    }
}

fn write_and_remove(folder: &Path, probe: &PathBuf) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(probe, b"can be removed")?;
    fs::remove_file(probe)
}

async fn customer(settings: CustomerSettings) -> Vec<Finding> {
    let config = match settings.judged() {
        Ok(config) => config,
        Err(error) => return vec![Finding::problem(&error)],
    };
    let mut findings = vec![listening(&config)];
    findings.extend(https("customer", config.tls.as_ref()).await);
    if !config.is_https() {
        let text = "has no https: browsers then send passwords in the clear. Right only for trying \
                    out on one machine.";
        findings
            .push(Finding::Notice(format!("[customer] public_url {} {text}", config.public_url)));
    }
    findings
}

fn listening(config: &Customer) -> Finding {
    if config.listen.is_empty() {
        let text = "[customer] listen is not set: this process does not serve customers.";
        return Finding::Notice(text.to_owned());
    }
    let addresses: Vec<String> = config.listen.iter().map(ToString::to_string).collect();
    let (at, public) = (addresses.join(" and "), &config.public_url);
    Finding::Good(format!("The customers' site is {public}, listening at {at}."))
}

/// Whether a site can speak HTTPS as set, and to whom.
async fn https(site: &str, tls: Option<&Tls>) -> Option<Finding> {
    match listener::tls(tls).await {
        Ok(Some(_)) if tls == Some(&Tls::SelfSigned) => Some(Finding::Notice(format!(
            "[{site}] certificate is self-signed: right behind a load balancer that does not judge \
             it, and for nobody's browser."
        ))),
        Ok(Some(_)) => Some(Finding::Good(format!("[{site}] certificate and key can be used."))),
        Ok(None) => None,
        Err(error) => Some(Finding::problem(&error)),
    }
}
