//! What the bank says of itself: its branches, the days it is open, and the terms of the
//! additional service. Read from its data files when the program starts.

use domain::bank::{BankCalendar, Branches};

use crate::App;

/// The bank.
#[derive(Debug, Clone)]
pub struct Bank {
    /// Its branches.
    pub branches: Branches,
    /// The days it is open.
    pub calendar: BankCalendar,
    /// The version of the text of the terms of the additional service.
    pub service_terms_text: String,
}

impl App {
    /// The version of the terms of the additional service people agree to now: of their text,
    /// and how many days it says that pictures are kept, which is a setting. Who agreed to
    /// other days agreed to other terms.
    pub fn service_terms_version(&self) -> String {
        format!("{}/{}", self.bank.service_terms_text, self.settings.retention.images_days)
    }
}
