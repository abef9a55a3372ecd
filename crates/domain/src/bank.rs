//! What the bank knows of its own: accounts, branches, days it is open, and the
//! identity documents it takes.
//!
//! The additional service is applied for with an account and an identity document
//! (clause 3-3 ア). What is typed is read here, and what the bank's data files say.

mod account;
mod bank_day;
mod branch;
mod data_file;
mod holder_kana;
pub mod identity_document;
mod my_number;
pub mod record;

pub use account::{
    Account, AccountErrors, AccountNumber, AccountNumberError, DepositType, DepositTypeError,
};
pub use bank_day::{BankCalendar, BeyondHorizon, HOLIDAYS};
pub use branch::{
    Branch, BranchCode, BranchCodeError, Branches, MAX_FOUND_BRANCHES, Meant, SAMPLE_BRANCHES,
};
pub use data_file::{DataFault, DataFileError};
pub use holder_kana::{HolderKana, HolderKanaError, MAX_HOLDER_CHARS, matching_key};
pub use my_number::holds_my_number;
