//! Customers as the bank's people see them: found for a purpose, masked; suspended and taken
//! up again; and all of them as a file. Nothing here can show holdings or amounts.

mod export;
mod find;
mod person;
mod see;
mod suspend;

pub use export::{Roster, export};
pub use find::{MOST_FOUND, Sought, find};
pub use person::Person;
pub use see::{Seen, see};
pub use store::customer::Status;
pub use suspend::{reinstate, suspend};
