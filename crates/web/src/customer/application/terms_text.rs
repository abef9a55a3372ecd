//! The text of the terms of the additional service, on a page of its own and where one agrees.

use askama::{Template, filters::HtmlSafe};

use crate::{Site, kit::words::Words};

/// The text.
#[derive(Debug, Template)]
#[template(path = "customer/application/terms_text.html")]
pub(super) struct TermsText {
    w: Words,
    /// The version people agree to now.
    pub version: String,
    /// How many days after its end an application's pictures are destroyed.
    days: u32,
}

impl HtmlSafe for TermsText {}

impl TermsText {
    /// As it is in force.
    pub fn of(w: Words, site: &Site) -> Self {
        let version = site.app.service_terms_version();
        Self { w, version, days: site.app.settings.retention.images_days }
    }

    /// For the test that renders every page.
    pub fn sample(w: Words) -> Self {
        Self { w, version: "2026-11-23/90".to_owned(), days: 90 }
    }

    /// Heading and text of each part.
    fn parts(&self) -> [(&'static str, String); 6] {
        let w = self.w;
        [
            (w.application_terms_what(), w.application_terms_what_text().to_owned()),
            (w.application_terms_who(), w.application_terms_who_text().to_owned()),
            (w.application_terms_check(), w.application_terms_check_text().to_owned()),
            (w.application_terms_pictures(), w.application_terms_pictures_text(self.days)),
            (w.application_terms_number(), w.application_terms_number_text().to_owned()),
            (w.application_terms_end(), w.application_terms_end_text().to_owned()),
        ]
    }
}
