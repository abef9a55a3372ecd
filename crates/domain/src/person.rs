//! Who a customer is: name and e-mail address.

mod corrected;
mod email;
mod mask;
mod name;

pub use corrected::Corrected;
pub use email::{EmailAddress, EmailError};
pub use mask::{MASKED_DAY, masked_words};
pub use name::{MAX_NAME_CHARS, Name, NameErrors, NameProblem};

#[cfg(test)]
mod tests;
