//! What the bank says of itself: its branches, the days it is open, and the version of the
//! terms of the additional service. Read from its data files when the program starts.

use domain::bank::{BankCalendar, Branches};

/// The bank.
#[derive(Debug, Clone)]
pub struct Bank {
    /// Its branches.
    pub branches: Branches,
    /// The days it is open.
    pub calendar: BankCalendar,
    /// The version of the terms of the additional service people agree to now.
    pub service_terms_version: String,
}
