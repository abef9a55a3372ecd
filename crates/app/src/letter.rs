//! The letters Kura sends. Each is a text file per language under `mail/`:
//! the subject, an empty line, the body; `{name}` stands for a field.

use outside::mail::Mail;
use store::outbox_message::OutboxMessage;
use uuid::Uuid;

use crate::{App, AppError, Vault, customer::profile, deed::Deed};

/// A letter, with what it tells.
#[derive(Debug, Clone)]
pub enum Letter {
    /// Proves the address of a new registration.
    Confirm {
        /// Six digits.
        code: String,
        /// The page that takes the proof.
        link: String,
    },
    /// Somebody tried to register an address that is registered.
    AlreadyRegistered,
    /// Replaces a lost password.
    Recover {
        /// Six digits.
        code: String,
        /// The page that takes the proof.
        link: String,
    },
    /// Somebody asked to recover an address that is not registered.
    NoAccount,
    /// The password was changed.
    PasswordChanged,
    /// The customer corrected their name or birth date.
    ProfileCorrected,
    /// A browser not seen before logged in.
    NewDevice {
        /// When, Japan time.
        at: String,
        /// The browser in a few words.
        browser: String,
    },
    /// The account was closed.
    AccountClosed {
        /// The day it will be erased.
        erase_on: String,
    },
    /// The account was taken up again.
    AccountReopened,
    /// The bank suspended the account.
    AccountSuspended,
    /// The bank took the suspended account up again.
    AccountReinstated,
    /// The application for the additional service has come to the bank.
    ApplicationReceived,
    /// To the bank's people: an application waits for them.
    ApplicationArrived,
    /// The application ended, for the customer did not answer in time.
    ApplicationExpired,
    /// The application for the additional service needs something.
    ApplicationReturned {
        /// What the bank's people write to the customer; may be empty.
        told: String,
    },
    /// The additional service is open.
    ApplicationApproved,
    /// The application was rejected.
    ApplicationRejected {
        /// As in [`Letter::ApplicationReturned`].
        told: String,
    },
    /// The bank destroyed a picture of a document.
    PictureDestroyed,
    /// The same, and the application waits for another.
    PictureAskedAgain,
    /// To the bank's people: the scanner found something in an upload.
    IncidentFound,
}

macro_rules! texts {
    ($name:literal) => {
        (
            include_str!(concat!("../mail/", $name, "/ja.txt")),
            include_str!(concat!("../mail/", $name, "/en.txt")),
        )
    };
}

impl Letter {
    /// One of each, for the test that renders all.
    pub fn samples() -> Vec<Self> {
        let (code, link) =
            ("123456".to_owned(), "https://kura.example/register/link/abc".to_owned());
        vec![
            Self::Confirm { code: code.clone(), link: link.clone() },
            Self::AlreadyRegistered,
            Self::Recover { code, link },
            Self::NoAccount,
            Self::PasswordChanged,
            Self::ProfileCorrected,
            Self::NewDevice {
                at: "2026-11-22 10:30".to_owned(),
                browser: "Chrome / Windows".to_owned(),
            },
            Self::AccountClosed { erase_on: "2026-12-22".to_owned() },
            Self::AccountReopened,
            Self::AccountSuspended,
            Self::AccountReinstated,
            Self::ApplicationReceived,
            Self::ApplicationArrived,
            Self::ApplicationExpired,
            Self::ApplicationReturned {
                told: "裏面の画像もお送りください。".to_owned()
            },
            Self::ApplicationApproved,
            Self::ApplicationRejected {
                told: "口座の名義をご確認ください。".to_owned()
            },
            Self::PictureDestroyed,
            Self::PictureAskedAgain,
            Self::IncidentFound,
        ]
    }

    /// The letter's name: its folder and what the outbox calls it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Confirm { .. } => "confirm",
            Self::AlreadyRegistered => "already-registered",
            Self::Recover { .. } => "recover",
            Self::NoAccount => "no-account",
            Self::PasswordChanged => "password-changed",
            Self::ProfileCorrected => "profile-corrected",
            Self::NewDevice { .. } => "new-device",
            Self::AccountClosed { .. } => "account-closed",
            Self::AccountReopened => "account-reopened",
            Self::AccountSuspended => "account-suspended",
            Self::AccountReinstated => "account-reinstated",
            Self::ApplicationReceived => "application-received",
            Self::ApplicationArrived => "application-arrived",
            Self::ApplicationExpired => "application-expired",
            Self::ApplicationReturned { .. } => "application-returned",
            Self::ApplicationApproved => "application-approved",
            Self::ApplicationRejected { .. } => "application-rejected",
            Self::PictureDestroyed => "picture-destroyed",
            Self::PictureAskedAgain => "picture-asked-again",
            Self::IncidentFound => "incident-found",
        }
    }

    const fn texts(&self) -> (&'static str, &'static str) {
        match self {
            Self::Confirm { .. } => texts!("confirm"),
            Self::AlreadyRegistered => texts!("already-registered"),
            Self::Recover { .. } => texts!("recover"),
            Self::NoAccount => texts!("no-account"),
            Self::PasswordChanged => texts!("password-changed"),
            Self::ProfileCorrected => texts!("profile-corrected"),
            Self::NewDevice { .. } => texts!("new-device"),
            Self::AccountClosed { .. } => texts!("account-closed"),
            Self::AccountReopened => texts!("account-reopened"),
            Self::AccountSuspended => texts!("account-suspended"),
            Self::AccountReinstated => texts!("account-reinstated"),
            Self::ApplicationReceived => texts!("application-received"),
            Self::ApplicationArrived => texts!("application-arrived"),
            Self::ApplicationExpired => texts!("application-expired"),
            Self::ApplicationReturned { .. } => texts!("application-returned"),
            Self::ApplicationApproved => texts!("application-approved"),
            Self::ApplicationRejected { .. } => texts!("application-rejected"),
            Self::PictureDestroyed => texts!("picture-destroyed"),
            Self::PictureAskedAgain => texts!("picture-asked-again"),
            Self::IncidentFound => texts!("incident-found"),
        }
    }

    fn fields(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Confirm { code, link } | Self::Recover { code, link } => {
                vec![("{code}", code), ("{link}", link)]
            }
            Self::NewDevice { at, browser } => vec![("{at}", at), ("{browser}", browser)],
            Self::AccountClosed { erase_on } => vec![("{erase_on}", erase_on)],
            Self::ApplicationReturned { told } | Self::ApplicationRejected { told } => {
                vec![("{told}", told)]
            }
            Self::AlreadyRegistered
            | Self::NoAccount
            | Self::PasswordChanged
            | Self::ProfileCorrected
            | Self::AccountReopened
            | Self::AccountSuspended
            | Self::AccountReinstated
            | Self::ApplicationReceived
            | Self::ApplicationArrived
            | Self::ApplicationExpired
            | Self::ApplicationApproved
            | Self::PictureDestroyed
            | Self::PictureAskedAgain
            | Self::IncidentFound => Vec::new(),
        }
    }

    /// The mail of this letter.
    pub fn mail(&self, message_id: String, to: &str, language: &str, service: &str) -> Mail {
        let (japanese, english) = self.texts();
        let template = if language == "en" { english } else { japanese };
        let mut text = template.replace("{service}", service);
        for (field, value) in self.fields() {
            text = text.replace(field, value.replace("\r\n", "\n").trim());
        }
        // A field that says nothing takes its paragraph along.
        text = text.replace("\n\n\n\n", "\n\n");
        let (subject, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        Mail {
            message_id,
            to: to.to_owned(),
            subject: subject.trim().to_owned(),
            html: html(body, language),
            text: body.to_owned(),
        }
    }
}

/// The plain text as HTML: paragraphs and lines, nothing else. Addresses stay text:
/// people are asked to type or copy them, never to trust a link's label.
fn html(body: &str, language: &str) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let paragraphs: String = body
        .trim()
        .split("\n\n")
        .map(|paragraph| format!("<p>{}</p>\n", escape(paragraph).replace('\n', "<br>\n")))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"></head>\n\
         <body>\n{paragraphs}</body></html>\n"
    )
}

impl Deed<'_> {
    /// Writes a letter into the outbox, in this change's transaction.
    pub async fn post(
        &mut self,
        customer: Uuid,
        vault: &Vault,
        address: (&str, &str),
        letter: &Letter,
    ) -> Result<(), AppError> {
        let id = self.id()?;
        let message = sealed_message(self.app, id, customer, vault, address, letter)?;
        Ok(store::outbox_message::insert(&mut self.conn, &message, self.now).await?)
    }

    /// As [`Deed::post`], to a customer who is not the one who acts.
    pub async fn write_to(&mut self, customer: Uuid, letter: &Letter) -> Result<(), AppError> {
        let (vault, profile, language) =
            profile::correspondent(self.app, &mut self.conn, customer).await?;
        self.post(customer, &vault, (profile.email.as_str(), &language), letter).await
    }
}

fn sealed_message(
    app: &App,
    id: Uuid,
    customer_id: Uuid,
    vault: &Vault,
    (to, language): (&str, &str),
    letter: &Letter,
) -> Result<OutboxMessage, AppError> {
    let message_id = format!("{id}@{}", app.settings.mail_domain);
    let mail = letter.mail(message_id, to, language, &app.settings.public_url);
    let sealed = vault.seal_json(&app.dice, "outbox_message.sealed", id, &mail)?;
    let letter = letter.name().to_owned();
    Ok(OutboxMessage { id, customer_id, letter, sealed, attempts: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_whole_in_both_languages() {
        for letter in Letter::samples() {
            for language in ["ja", "en"] {
                let mail =
                    letter.mail("1@x".to_owned(), "a@example.jp", language, "https://kura.example");
                let name = letter.name();
                assert!(!mail.subject.is_empty() && mail.text.len() > 40, "{name} {language}");
                assert!(!mail.text.contains(['{', '}']), "{name} {language}: {}", mail.text);
                assert!(!mail.subject.contains('\n'), "{name} {language}");
                assert!(mail.html.contains("<p>"), "{name} {language}");
            }
        }
    }

    /// A mail that leads to a log-in is what others imitate; only a proof has a page to open.
    #[test]
    fn no_letter_but_a_proof_has_anything_to_follow() {
        for letter in Letter::samples() {
            for language in ["ja", "en"] {
                let mail =
                    letter.mail("1@x".to_owned(), "a@example.jp", language, "https://kura.example");
                let is_proof = matches!(letter, Letter::Confirm { .. } | Letter::Recover { .. });
                let name = letter.name();
                for text in [&mail.text, &mail.html] {
                    assert_eq!(text.contains("http"), is_proof, "{name} {language}");
                    assert_eq!(text.contains("kura.example"), is_proof, "{name} {language}");
                }
            }
        }
    }
}
