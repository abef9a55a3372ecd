//! An application for the additional service: what it declares, its life, and why it is
//! returned or rejected.

pub mod declaration;
mod life;
pub mod reason;

pub use life::{CLAIM, Claim, Decision, FourEyes, Life, PATIENCE, Recommendation, Refusal, State};
