//! What the bank's people see of applications: the queue without personal data, and one
//! case, masked until they say what they need it for. Each look at a person's data is in
//! the audit trail. Nothing here can show holdings or amounts.

mod case;
mod colleague;
mod open;
mod particulars;
mod queue;
mod related;
mod timeline;

pub use case::{Advice, Case, Claimed};
pub use colleague::Colleague;
pub(crate) use colleague::Colleagues;
pub use open::{open, reveal};
pub use particulars::{AccountShown, Cell, Compared, Particulars, Recorded};
pub use queue::{Filter, Held, Line, Place, Queue, queue};
pub use related::{Duplicate, Earlier, Likeness};
pub use store::customer::Status as CustomerStatus;
pub use timeline::Happened;
