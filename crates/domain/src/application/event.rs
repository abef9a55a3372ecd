//! What happens to an application, as it is kept.

use crate::coded::coded;

coded! {
    /// Something that happened.
    Event {
        /// Begun by its customer.
        Begun = "begun",
        /// Sent, first or again.
        Submitted = "submitted",
        /// Claimed, for the first look or the second.
        Claimed = "claimed",
        /// Let go by whoever claimed it, or taken from them.
        Released = "released",
        /// Returned to its customer.
        Returned = "returned",
        /// A first person said what should be decided.
        Recommended = "recommended",
        /// Approved by a second person.
        Approved = "approved",
        /// Rejected by a second person.
        Rejected = "rejected",
        /// Taken back by its customer.
        Withdrawn = "withdrawn",
        /// Ended because its customer did not answer, or left the draft lying.
        Expired = "expired",
        /// A picture that the bank may not keep was destroyed.
        PicturePurged = "picture-purged",
    }
}
