//! `[mail]`: how letters leave.

use std::path::PathBuf;

use super::{Name, Secret};
use crate::StartError;

const fn name(key: &'static str) -> Name {
    Name { section: "mail", key }
}

/// `[mail]` as given.
#[derive(Debug, Clone, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings [mail]")]
pub struct MailSettings {
    /// Where mail goes: `smtps://HOST` or `smtp://HOST:PORT?tls=required` to a
    /// server, or `folder:PATH` to write files instead.
    #[arg(id = "mail.transport", long = "mail-transport", env = "KURA_MAIL_TRANSPORT")]
    #[arg(value_name = "TRANSPORT", hide_env_values = true)]
    pub transport: Option<Secret>,
    /// The sender, such as `Kura <no-reply@kura.example>`.
    #[arg(id = "mail.from", long = "mail-from", env = "KURA_MAIL_FROM", value_name = "ADDRESS")]
    pub from: Option<String>,
    /// The part of Message-IDs after the `@` [default: the sender's domain].
    #[arg(id = "mail.domain", long = "mail-domain", env = "KURA_MAIL_DOMAIN")]
    #[arg(value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// The user to log in to the mail server as, if it asks for one.
    #[arg(id = "mail.user", long = "mail-user", env = "KURA_MAIL_USER", value_name = "NAME")]
    pub user: Option<String>,
    /// That user's password. On the command line others on the machine can see it:
    /// rather use the file or the environment.
    #[arg(id = "mail.password", long = "mail-password", env = "KURA_MAIL_PASSWORD")]
    #[arg(value_name = "PASSWORD", hide_env_values = true)]
    pub password: Option<Secret>,
}

/// `[mail]` as needed.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Where mail goes.
    pub transport: MailTransport,
    /// The sender.
    pub from: String,
    /// The part of Message-IDs after the `@`.
    pub domain: String,
    /// User and password of the mail server.
    pub credentials: Option<(String, Secret)>,
}

/// Where mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTransport {
    /// Into files.
    Folder(PathBuf),
    /// To a mail server; the address may hold a password.
    Smtp(Secret),
}

impl MailSettings {
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            transport: self.transport.or(other.transport),
            from: self.from.or(other.from),
            domain: self.domain.or(other.domain),
            user: self.user.or(other.user),
            password: self.password.or(other.password),
        }
    }

    /// Judges the section.
    ///
    /// # Errors
    /// [`StartError`] that names the setting.
    pub fn judged(self) -> Result<Mail, StartError> {
        let transport = transport(&name("transport").needed(self.transport)?)?;
        let from = name("from").needed(self.from)?;
        let of_sender =
            from.rsplit_once('@').map(|(_, domain)| domain.trim_end_matches(['>', ' ']));
        let of_sender = of_sender.filter(|domain| !domain.is_empty()).ok_or_else(|| {
            name("from")
                .wrong(format!("`{from}` is no sender such as Kura <no-reply@kura.example>"))
        })?;
        let domain = self.domain.unwrap_or_else(|| of_sender.to_owned());
        let credentials = match (self.user, self.password) {
            (None, None) => None,
            (Some(user), Some(password)) => Some((user, password)),
            (Some(_), None) => return Err(StartError::Missing(name("password"))),
            (None, Some(_)) => return Err(StartError::Missing(name("user"))),
        };
        Ok(Mail { transport, from, domain, credentials })
    }
}

fn transport(given: &Secret) -> Result<MailTransport, StartError> {
    let text = given.reveal();
    match text.strip_prefix("folder:") {
        Some("") => Err(name("transport").wrong("folder: must be followed by a path")),
        Some(path) => Ok(MailTransport::Folder(path.into())),
        None if text.starts_with("smtp://") || text.starts_with("smtps://") => {
            Ok(MailTransport::Smtp(given.clone()))
        }
        None => Err(name("transport").wrong("it must be folder:PATH, smtp://… or smtps://…")),
    }
}
