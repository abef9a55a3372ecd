//! The person and the account of a case: declared, recorded and registered side by side,
//! each masked, or not.

use chrono::NaiveDate;
use domain::{
    application::{
        comparison::{Mark, compare},
        declaration::Declaration,
    },
    bank::{
        Account, BranchCode, DepositType,
        record::{AccountState, BankRecord},
    },
    person::{MASKED_DAY, masked_words},
};
use outside::bank_records::{Answer, RecordsError};

use crate::{App, customer::Profile};

/// Whether values are shown as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Veil {
    Down,
    Lifted,
}

/// A value from one source, and how it compares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The value, if the source has it.
    pub text: Option<String>,
    /// How it compares with what was declared, or registered if nothing was.
    pub mark: Option<Mark>,
}

/// A value from three sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// As the application declares it.
    pub declared: Cell,
    /// As the bank has it recorded.
    pub recorded: Cell,
    /// As the customer registered.
    pub registered: Cell,
}

/// The account declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountShown {
    /// Its branch; not masked.
    pub branch: BranchCode,
    /// Its type; not masked.
    pub deposit_type: DepositType,
    /// Its number.
    pub number: String,
}

/// What the bank's records say of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// The bank has given no records.
    NotKept,
    /// They could not be asked just now. Nothing is said of the account.
    Unreadable,
    /// They know no such account.
    NoSuchAccount,
    /// They know it.
    Found {
        /// Where it stands.
        state: AccountState,
        /// Whether it is open.
        mark: Mark,
        /// When it was opened, if recorded.
        opened_on: Option<NaiveDate>,
    },
}

/// The person and the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// The name registered, as written.
    pub name: String,
    /// The address registered for mail.
    pub email: String,
    /// The account declared.
    pub account: Option<AccountShown>,
    /// The holder's name in kana.
    pub holder: Compared,
    /// The birth date.
    pub birth_date: Compared,
    /// What the bank's records say of the account.
    pub recorded: Recorded,
}

impl Veil {
    fn words(self, text: &str) -> String {
        match self {
            Self::Down => masked_words(text),
            Self::Lifted => text.to_owned(),
        }
    }

    fn day(self, day: NaiveDate) -> String {
        match self {
            Self::Down => MASKED_DAY.to_owned(),
            Self::Lifted => day.to_string(),
        }
    }
}

/// What the bank's records say of the account declared. Could they not be asked, the case
/// is shown all the same, and says so.
pub(super) async fn ask(app: &App, declared: &Declaration) -> Result<Answer, RecordsError> {
    match &declared.account {
        Some(account) => app.bank_records.find(account).await,
        None => Ok(Answer::NotKept),
    }
}

impl Particulars {
    /// The particulars behind a veil.
    pub(super) fn of(
        declared: &Declaration,
        asked: &Result<Answer, RecordsError>,
        profile: &Profile,
        veil: Veil,
    ) -> Self {
        let record = match asked {
            Ok(Answer::Recorded(record)) => Some(&**record),
            _ => None,
        };
        let marks = compare(declared, record, (&profile.name, profile.birth_date));
        let cell = |text: Option<String>, mark| {
            let mark = text.as_ref().and(mark);
            Cell { text, mark }
        };
        let holder = |holder: &domain::bank::HolderKana| veil.words(&holder.to_string());
        let kana = Some(veil.words(&profile.name.full_kana())).filter(|kana| !kana.is_empty());
        let recorded_day = record.and_then(|record| record.birth_date).map(|day| veil.day(day));
        Self {
            name: veil.words(&profile.name.full()),
            email: match veil {
                Veil::Down => profile.email.masked(),
                Veil::Lifted => profile.email.as_str().to_owned(),
            },
            account: declared.account.as_ref().map(|account| shown(account, veil)),
            holder: Compared {
                declared: cell(declared.holder.as_ref().map(holder), None),
                recorded: cell(
                    record.map(|record| holder(&record.holder)),
                    Some(marks.holder_recorded),
                ),
                registered: cell(kana, Some(marks.holder_registered)),
            },
            birth_date: Compared {
                declared: Cell::default(),
                recorded: cell(recorded_day, Some(marks.birth_date_recorded)),
                registered: cell(Some(veil.day(profile.birth_date)), None),
            },
            recorded: recorded(asked, record, marks.account_open),
        }
    }
}

fn shown(account: &Account, veil: Veil) -> AccountShown {
    AccountShown {
        branch: account.branch.clone(),
        deposit_type: account.deposit_type,
        number: match veil {
            Veil::Down => account.number.masked(),
            Veil::Lifted => account.number.as_str().to_owned(),
        },
    }
}

fn recorded(
    asked: &Result<Answer, RecordsError>,
    record: Option<&BankRecord>,
    mark: Mark,
) -> Recorded {
    match (asked, record) {
        (_, Some(BankRecord { state, opened_on, .. })) => {
            Recorded::Found { state: *state, mark, opened_on: *opened_on }
        }
        (Ok(Answer::NoSuchAccount), _) => Recorded::NoSuchAccount,
        (Err(_), _) => Recorded::Unreadable,
        (Ok(_), None) => Recorded::NotKept,
    }
}
