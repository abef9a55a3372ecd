//! An application for the additional service: what it declares, its life, and why it is
//! returned or rejected.

pub mod checklist;
pub mod comparison;
pub mod declaration;
mod eligibility;
mod event;
mod finding;
mod life;
mod mending;
mod offer;
pub mod reason;
pub mod waiting;

pub use eligibility::{MOST_APPLICATIONS, may_apply, may_correct};
pub use event::Event;
pub use finding::{Checked, Finding, to_check};
pub use life::{CLAIM, Claim, Decision, FourEyes, Life, PATIENCE, Recommendation, Refusal, State};
pub use mending::{Mended, ToMend, still_to_mend};
pub use offer::{Offer, Offers, offers};
