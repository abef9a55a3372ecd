//! Applications for the additional service: the steps their customers take, and those the
//! bank's people take.

mod begin;
mod decide;
mod declare;
mod end_drafts;
mod end_with_customer;
mod expire;
mod note;
mod own;
mod pass_on;
mod picture_destroyed;
mod recommend;
mod release;
mod return_to_customer;
mod show;
pub(crate) mod standing;
pub(crate) mod step;
mod submit;
mod take;
mod take_next;
mod tell_the_bank;
mod withdraw;
mod work;

pub use begin::begin;
pub use decide::decide;
pub use declare::{Part, declare};
pub(crate) use end_drafts::end_drafts;
pub(crate) use end_with_customer::end_with_customer;
pub(crate) use expire::expire_unanswered;
pub use note::{Destroyed, Note, Noted, Told};
pub use pass_on::pass_on;
pub(crate) use picture_destroyed::picture_destroyed;
pub use recommend::recommend;
pub use release::release;
pub use return_to_customer::return_to_customer;
pub(crate) use show::of_customer;
pub use show::{Done, Milestone, Returned, Shown, Summary, mine, show};
pub use submit::{Wish, submit};
pub use take::take;
pub use take_next::take_next;
pub use withdraw::withdraw;

/// Columns of sealed values.
pub(crate) const DETAILS: &str = "application.details";
pub(crate) const TOLD: &str = "application_event.told";
pub(crate) const NOTED: &str = "application_event.noted";
