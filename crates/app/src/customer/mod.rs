//! People: registering, proving an address, closing an account.

mod challenge;
pub mod close;
pub mod confirm;
pub mod erase;
pub mod profile;
pub mod recover;
pub mod register;

pub(crate) use challenge::secret;
pub use challenge::{BrowserToken, CODE_TRIES, Proof};
pub use profile::Profile;
