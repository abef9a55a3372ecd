//! What leaves the process: the clock, the dice, keys, mail, documents,
//! the scanner, a password for the database.
//!
//! Where a neighbour has more than one form it is an enum with an arm each;
//! the form used in tests is an equal citizen.

pub mod bank_file;
pub mod bank_records;
pub mod bucket;
pub mod clock;
pub mod dice;
pub mod documents;
pub mod keys;
pub mod mail;
pub mod scanner;
pub mod scram;
