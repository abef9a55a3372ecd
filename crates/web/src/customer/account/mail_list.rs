//! The captured mail of a demonstration, where no mail leaves the machine.

use app::captured_mail;
use askama::Template;
use axum::extract::State;

use crate::{
    Site,
    kit::{
        error::{Answer, Oops},
        frame::{self, Frame, Place},
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/mail_list.html")]
pub struct Page {
    frame: Frame,
    /// Number, recipient and subject, newest first.
    mails: Vec<(usize, String, String)>,
}

impl Page {
    /// For the test that renders every page: with mail and without.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let frame = Frame::sample(lang, false, Words::new(lang).mail_title());
        let mail =
            |number, subject: &str| (number, "hanako@example.jp".to_owned(), subject.to_owned());
        let mails = vec![mail(2, "【蔵 Kura】パスワードの再設定"), mail(1, "<b>&</b>")];
        vec![Self { frame: frame.clone(), mails }, Self { frame, mails: Vec::new() }]
    }
}

/// Shows the list.
///
/// # Errors
/// [`Oops::NotFound`] where mail is not captured.
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    if !site.captured_mail {
        return Err(Oops::NotFound);
    }
    let mut mails: Vec<_> = captured_mail::list(&site.app)?
        .into_iter()
        .zip(1..)
        .map(|(mail, number)| (number, mail.to, mail.subject))
        .collect();
    mails.reverse();
    let frame = Frame::new(&visit, Place::Elsewhere, visit.words.mail_title());
    frame::show(&Page { frame, mails })
}
