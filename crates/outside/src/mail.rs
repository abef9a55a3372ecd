//! Mail, through memory, a folder or SMTP.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        Error as SmtpError,
        authentication::Credentials,
        response::{Category, Code},
    },
};

/// A mail, ready to leave.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mail {
    /// The Message-ID without angle brackets; the same at every try.
    pub message_id: String,
    /// The recipient's address.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

/// Where mail goes.
#[derive(Debug)]
pub enum Transport {
    /// Kept in memory, for tests.
    Memory(Mutex<Vec<Mail>>),
    /// Written as `.eml` files, for a laptop.
    Folder(PathBuf),
    /// Sent to a mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

/// Mail's way out, and whom it is from.
#[derive(Debug)]
pub struct Mailer {
    /// Where it goes.
    pub transport: Transport,
    /// The sender, such as `Kura <no-reply@kura.example>`.
    pub from: Mailbox,
}

/// A mail could not be delivered.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It will never be: the address or the mail itself is refused.
    #[error("the mail is refused for good")]
    Permanent(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It may be later.
    #[error("the mail could not be delivered now")]
    Temporary(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The sender or server setting makes no sense.
    #[error("mail setting: {0}")]
    Setting(String),
}

/// How to reach a mail server.
#[derive(Debug, Clone)]
pub struct SmtpSetting {
    /// `smtp://`, `smtps://` or `smtp://…?tls=required` address.
    pub url: String,
    /// User and password, if the server asks for them.
    pub credentials: Option<(String, String)>,
}

impl Mailer {
    /// A mailer.
    ///
    /// # Errors
    /// [`MailError::Setting`] when the sender is no mailbox.
    pub fn new(transport: Transport, from: &str) -> Result<Self, MailError> {
        let from = from.parse().map_err(|_| MailError::Setting(format!("sender {from}")))?;
        Ok(Self { transport, from })
    }

    /// Delivers a mail. The same Message-ID delivered twice to memory or a folder
    /// stands there once; a mail server may see it twice only when the connection
    /// broke after it took the mail and before it said so.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn deliver(&self, mail: &Mail) -> Result<(), MailError> {
        match &self.transport {
            Transport::Memory(sent) => {
                let mut sent = sent.lock().unwrap_or_else(PoisonError::into_inner);
                if !sent.iter().any(|other| other.message_id == mail.message_id) {
                    sent.push(mail.clone());
                }
                Ok(())
            }
            Transport::Folder(folder) => {
                let message = self.message(mail)?.formatted();
                write_once(folder, &mail.message_id, &message)
                    .map_err(|cause| MailError::Temporary(Box::new(cause)))
            }
            Transport::Smtp(server) => match server.send(self.message(mail)?).await {
                Ok(_) => Ok(()),
                Err(cause) if refuses_the_mail(&cause) => {
                    Err(MailError::Permanent(Box::new(cause)))
                }
                Err(cause) => Err(MailError::Temporary(Box::new(cause))),
            },
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, MailError> {
        let permanent = |cause: lettre::error::Error| MailError::Permanent(Box::new(cause));
        let to: Mailbox = mail.to.parse().map_err(|cause| MailError::Permanent(Box::new(cause)))?;
        Message::builder()
            .message_id(Some(format!("<{}>", mail.message_id)))
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.clone())
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(permanent)
    }

    /// Mails delivered to memory or a folder, oldest first; none for a server.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn captured(&self) -> std::io::Result<Vec<Mail>> {
        match &self.transport {
            Transport::Memory(sent) => {
                Ok(sent.lock().unwrap_or_else(PoisonError::into_inner).clone())
            }
            Transport::Folder(folder) => read_folder(folder),
            Transport::Smtp(_) => Ok(Vec::new()),
        }
    }
}

/// A transport to a mail server.
///
/// # Errors
/// [`MailError::Setting`] when the address makes no sense.
pub fn smtp(setting: &SmtpSetting) -> Result<Transport, MailError> {
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&setting.url)
        .map_err(|cause| MailError::Setting(cause.to_string()))?
        .timeout(Some(std::time::Duration::from_secs(20)));
    let builder = match &setting.credentials {
        Some((user, password)) => {
            builder.credentials(Credentials::new(user.clone(), password.clone()))
        }
        None => builder,
    };
    Ok(Transport::Smtp(builder.build()))
}

/// Whether a server's reply is about this mail: 55z (RFC 5321 section 4.2.1). Other
/// permanent replies are about us, such as a wrong password; they must cost no letter.
fn refuses_the_mail(cause: &SmtpError) -> bool {
    let about_mail = |code: Code| code.category == Category::MailSystem;
    cause.is_permanent() && cause.status().is_some_and(about_mail)
}

/// Writes a file under its final name in one step, once.
fn write_once(folder: &Path, message_id: &str, message: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(format!("{message_id}.eml"));
    if path.exists() {
        return Ok(());
    }
    let draft = folder.join(format!(".{message_id}.draft"));
    let mut file = std::fs::File::create(&draft)?;
    file.write_all(message)?;
    file.sync_all()?;
    std::fs::rename(&draft, &path)
}

fn read_folder(folder: &Path) -> std::io::Result<Vec<Mail>> {
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    // Names begin with a UUIDv7, so their order is the order of writing.
    paths.sort();
    paths.iter().map(|path| Ok(parse(&std::fs::read(path)?))).collect()
}

fn parse(bytes: &[u8]) -> Mail {
    let message = mail_parser::MessageParser::default().parse(bytes).unwrap_or_default();
    let address = message.to().and_then(|to| to.first()).and_then(|to| to.address());
    Mail {
        message_id: message.message_id().unwrap_or_default().to_owned(),
        to: address.unwrap_or_default().to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(id: &str) -> Mail {
        Mail {
            message_id: format!("{id}@kura.example"),
            to: "hanako@example.jp".to_owned(),
            subject: "メールアドレスの確認".to_owned(),
            text: "確認コード: 123456\n".to_owned(),
            html: "<p>確認コード: 123456</p>".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_folder_keeps_each_message_once_and_gives_it_back_as_written() {
        let folder = std::env::temp_dir().join(format!("kura-mail-{}", std::process::id()));
        let mailer =
            Mailer::new(Transport::Folder(folder.clone()), "Kura <no-reply@kura.example>").unwrap();
        for id in ["1", "2", "1"] {
            mailer.deliver(&letter(id)).await.unwrap();
        }
        let captured = mailer.captured().unwrap();
        assert_eq!(captured.len(), 2);
        assert_eq!(captured[0].subject, letter("1").subject);
        assert_eq!(captured[0].text.trim(), letter("1").text.trim());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn a_line_break_in_a_subject_makes_no_second_header() {
        let mailer =
            Mailer::new(Transport::Memory(Mutex::default()), "no-reply@kura.example").unwrap();
        let mail = Mail { subject: "a\r\nBcc: thief@example.com".to_owned(), ..letter("1") };
        let message = String::from_utf8(mailer.message(&mail).unwrap().formatted()).unwrap();
        assert!(!message.lines().any(|line| line.starts_with("Bcc")), "{message}");
    }
}
