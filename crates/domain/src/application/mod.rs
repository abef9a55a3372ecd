//! An application for the additional service: its life, and why it is returned or rejected.

mod life;
pub mod reason;

pub use life::{CLAIM, Claim, Decision, FourEyes, Life, PATIENCE, Recommendation, Refusal, State};
