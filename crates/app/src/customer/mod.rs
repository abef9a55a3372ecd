//! People: registering, proving an address, correcting a name, closing an account.

mod challenge;
pub mod close;
pub mod confirm;
pub mod correct;
pub(crate) mod erase;
pub mod profile;
pub mod recover;
pub mod register;

pub use challenge::{BrowserToken, CODE_TRIES, Proof};
pub(crate) use challenge::{SECRET_CHARS, secret};
pub use profile::Profile;
