//! Sessions: logging in and out, who is there, passwords.

mod change_password;
mod list;
mod log_in;
mod log_out;
mod presence;
mod start;

pub use change_password::change_password;
pub use list::{OpenSession, list, revoke};
pub(crate) use log_in::confirm_password;
pub use log_in::log_in;
pub use log_out::log_out;
pub use presence::{ABSOLUTE, IDLE, Presence, presence};
pub(crate) use start::start;
pub use start::{Browser, LoggedIn};
