//! The settings: who the customer is to us, and the way to what can be changed.

use app::customer::{Profile, profile};
use askama::Template;
use axum::extract::State;
use domain::date;

use crate::{
    Site,
    kit::{
        error::Answer,
        frame::{self, Frame, Place},
        moment,
        visit::Here,
        words::{Lang, Words},
    },
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/account/settings.html")]
pub struct Page {
    frame: Frame,
    name: String,
    kana: String,
    birth_date: String,
    era_date: Option<String>,
    email: String,
}

impl Page {
    fn new(frame: Frame, profile: &Profile) -> Self {
        Self {
            name: profile.name.full(),
            kana: profile.name.full_kana(),
            birth_date: moment::day(frame.w, profile.birth_date),
            era_date: date::wareki(profile.birth_date),
            email: profile.email.as_str().to_owned(),
            frame,
        }
    }

    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        let frame = Frame::sample(lang, true, Words::new(lang).settings_title());
        let birth_date = chrono::NaiveDate::default();
        Self {
            frame: Frame { place: Place::Settings, ..frame },
            name: "山田 花子".to_owned(),
            kana: "ヤマダ ハナコ".to_owned(),
            birth_date: moment::day(Words::new(lang), birth_date),
            era_date: date::wareki(birth_date),
            email: "hanako@example.jp".to_owned(),
        }
    }

    /// Where things can be changed or read: address, label, what is there.
    fn places(&self) -> [(&'static str, &'static str, &'static str); 7] {
        let w = self.frame.w;
        [
            ("/settings/password", w.password_change_title(), w.settings_password_text()),
            ("/settings/sessions", w.sessions_title(), w.settings_sessions_text()),
            ("/account/looks", w.looks_title(), w.settings_looks_text()),
            ("/export", w.nav_export(), w.settings_export_text()),
            ("/help", w.footer_help(), w.settings_help_text()),
            ("/terms", w.terms_title(), w.settings_terms_text()),
            ("/account/close", w.close_title(), w.settings_close_text()),
        ]
    }
}

/// Shows it.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    let (profile, _) = profile::show(&site.app, visit.asker()?).await?;
    let frame = Frame::new(&visit, Place::Settings, visit.words.settings_title());
    frame::show(&Page::new(frame, &profile))
}
