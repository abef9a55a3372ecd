//! Applications for the additional service: the steps the bank's people take.

mod decide;
mod note;
mod recommend;
mod release;
mod return_to_customer;
mod standing;
mod take;
mod work;

pub use decide::decide;
pub use note::Note;
pub use recommend::recommend;
pub use release::release;
pub use return_to_customer::return_to_customer;
pub use take::take;

/// Columns of sealed values.
pub(crate) const TOLD: &str = "application_event.told";
pub(crate) const NOTED: &str = "application_event.noted";
