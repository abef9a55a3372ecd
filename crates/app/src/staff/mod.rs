//! The bank's people: invited, logging in with password and second factor, changed by
//! administrators.

mod accept;
mod change;
mod foreign_network;
mod home;
mod invite;
mod log_in;
mod log_out;
mod members;
mod presence;
mod profile;
mod second_factor;
mod start;
mod turn_away;
mod write_to_all;

pub use accept::{Setup, accept, confirm, setup};
pub use change::change;
pub use foreign_network::foreign_network;
pub use home::{Home, home};
pub(crate) use invite::insert;
pub use invite::{Invitation, Inviter, NewMember, invite, invite_again, is_known};
pub use log_in::{give_code, log_in};
pub use log_out::log_out;
pub use members::{MemberLine, member, members};
pub use presence::{ABSOLUTE, HalfWay, IDLE, Presence, Signed, Stage, presence};
pub use profile::StaffProfile;
pub(crate) use second_factor::SecondFactor;
pub use turn_away::turn_away;
pub(crate) use write_to_all::write_to_all;
