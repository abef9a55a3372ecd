//! A bank account as a customer names it: branch, deposit type, number.
//!
//! Codes are those of the Zengin records (`domain.md` section 1.3). Leading zeros
//! are part of a code, so codes are texts.

use std::fmt;

use super::branch::{BranchCode, BranchCodeError};
use crate::{
    coded::coded,
    text::{half_width, is_dash},
};

/// Digits of an account number.
const NUMBER_DIGITS: usize = 7;

/// Last digits [`AccountNumber::masked`] shows.
const SHOWN_DIGITS: usize = 3;

coded! {
    /// The kind of deposit an account is for (預金種目).
    DepositType {
        /// Ordinary deposit (普通), Zengin 1.
        Ordinary = "ordinary",
        /// Current account (当座), Zengin 2.
        Current = "current",
        /// Deposit for paying taxes (納税準備), Zengin 3.
        TaxPayment = "tax-payment",
        /// Savings deposit (貯蓄), Zengin 4.
        Savings = "savings",
        /// Deposit at notice (通知), Zengin 5.
        Notice = "notice",
        /// Time deposit (定期), Zengin 6.
        Time = "time",
        /// Time deposit by instalments (積立定期), Zengin 7.
        InstalmentTime = "instalment-time",
        /// Instalment savings (定期積金), Zengin 8.
        InstalmentSavings = "instalment-savings",
        /// Any other (その他), Zengin 9.
        Other = "other",
    }
}

impl DepositType {
    /// The types a person may apply with, in the order pages offer them.
    pub const APPLICABLE: [Self; 3] = [Self::Ordinary, Self::Savings, Self::Current];

    /// The digit in Zengin records.
    pub const fn zengin(self) -> char {
        match self {
            Self::Ordinary => '1',
            Self::Current => '2',
            Self::TaxPayment => '3',
            Self::Savings => '4',
            Self::Notice => '5',
            Self::Time => '6',
            Self::InstalmentTime => '7',
            Self::InstalmentSavings => '8',
            Self::Other => '9',
        }
    }

    /// The type of a digit in Zengin records.
    pub fn from_zengin(digit: char) -> Option<Self> {
        Self::ALL.iter().copied().find(|deposit| deposit.zengin() == digit)
    }

    /// Reads the code a form sends; only what a person may apply with passes.
    ///
    /// # Errors
    /// [`DepositTypeError`].
    pub fn parse_applicable(code: &str) -> Result<Self, DepositTypeError> {
        if code.trim().is_empty() {
            return Err(DepositTypeError::Empty);
        }
        let deposit = Self::from_code(code.trim()).ok_or(DepositTypeError::Unknown)?;
        if Self::APPLICABLE.contains(&deposit) {
            Ok(deposit)
        } else {
            Err(DepositTypeError::NotApplicable)
        }
    }
}

/// Why a code is not a deposit type one may apply with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DepositTypeError {
    /// Nothing was chosen.
    #[error("no deposit type was given")]
    Empty,
    /// No deposit type has this code.
    #[error("there is no such deposit type")]
    Unknown,
    /// A deposit type the additional service is not offered for.
    #[error("accounts of this deposit type cannot apply")]
    NotApplicable,
}

/// An account number: seven digits, not all zero. `Debug` shows none of them, since
/// account numbers must not reach the logs.
#[derive(Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountNumber(String);

/// Why a text is not an account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountNumberError {
    /// Nothing was typed.
    #[error("no account number was given")]
    Empty,
    /// Something other than digits, spaces and dashes.
    #[error("the account number holds something other than digits")]
    NotDigits,
    /// More than seven digits: perhaps the branch was typed along.
    #[error("the account number has more than {NUMBER_DIGITS} digits")]
    TooLong,
    /// Zeros only.
    #[error("no account has a number of zeros only")]
    AllZeros,
}

impl AccountNumber {
    /// Reads one to seven digits, full-width ones too. Spaces and dashes are dropped,
    /// and zeros put before a shorter number, as passbooks leave them out.
    ///
    /// # Errors
    /// [`AccountNumberError`].
    pub fn parse(text: &str) -> Result<Self, AccountNumberError> {
        let is_blank = |sign: &char| sign.is_whitespace() || is_dash(*sign);
        let digits: String = half_width(text).chars().filter(|sign| !is_blank(sign)).collect();
        if digits.is_empty() {
            Err(AccountNumberError::Empty)
        } else if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Err(AccountNumberError::NotDigits)
        } else if digits.len() > NUMBER_DIGITS {
            Err(AccountNumberError::TooLong)
        } else if digits.bytes().all(|byte| byte == b'0') {
            Err(AccountNumberError::AllZeros)
        } else {
            Ok(Self(format!("{digits:0>NUMBER_DIGITS$}")))
        }
    }

    /// The seven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough for its owner to know it, too little for others: `****567`.
    pub fn masked(&self) -> String {
        let hidden = NUMBER_DIGITS - SHOWN_DIGITS;
        format!("{}{}", "*".repeat(hidden), self.0.get(hidden..).unwrap_or_default())
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("AccountNumber(…)")
    }
}

impl TryFrom<String> for AccountNumber {
    type Error = AccountNumberError;

    fn try_from(text: String) -> Result<Self, AccountNumberError> {
        Self::parse(&text)
    }
}

impl From<AccountNumber> for String {
    fn from(number: AccountNumber) -> Self {
        number.0
    }
}

/// An account of this bank. Whether its branch exists is for
/// [`Branches::find`](super::Branches::find) to say, whether the account does, for the
/// bank's own records.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Account {
    /// The branch that keeps it.
    pub branch: BranchCode,
    /// What kind of deposit it is for.
    pub deposit_type: DepositType,
    /// Its number at that branch.
    pub number: AccountNumber,
}

/// What is wrong with each part of an account, `None` where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, thiserror::Error)]
#[error("the account has problems")]
pub struct AccountErrors {
    /// Of the branch code.
    pub branch: Option<BranchCodeError>,
    /// Of the deposit type.
    pub deposit_type: Option<DepositTypeError>,
    /// Of the account number.
    pub number: Option<AccountNumberError>,
}

impl Account {
    /// Reads what a form sends: branch code, code of a [`DepositType`] one may apply
    /// with, account number.
    ///
    /// # Errors
    /// [`AccountErrors`] with every problem found.
    pub fn parse(branch: &str, deposit_type: &str, number: &str) -> Result<Self, AccountErrors> {
        let branch = BranchCode::parse(branch);
        let deposit_type = DepositType::parse_applicable(deposit_type);
        match (branch, deposit_type, AccountNumber::parse(number)) {
            (Ok(branch), Ok(deposit_type), Ok(number)) => Ok(Self { branch, deposit_type, number }),
            (branch, deposit_type, number) => Err(AccountErrors {
                branch: branch.err(),
                deposit_type: deposit_type.err(),
                number: number.err(),
            }),
        }
    }

    /// The whole as one text, `001-1-0001234`: what the blind index is reckoned from by
    /// which two applications for one account are found.
    pub fn index_form(&self) -> String {
        format!("{}-{}-{}", self.branch, self.deposit_type.zengin(), self.number.as_str())
    }
}

#[cfg(test)]
#[path = "account_tests.rs"]
mod tests;
