//! The gate every uploaded picture of an identity document passes.
//!
//! Whoever uploads a file chooses each byte of it, and reading pictures is where such bytes do
//! harm. So the service never reads one itself: it hands the bytes to a child process, the same
//! program as `kura picture-gate`, which gives up its rights first, reads the picture and draws it
//! anew as a plain JPEG. Only what was drawn anew is kept.
//!
//! - [`gate`] is what runs in the child: limits, judgement, drawing.
//! - [`Gate`] is what the service holds: it starts the child and weighs its answer.
//!
//! A crate of its own for the sake of build times: `image` and its decoders are the heaviest thing
//! in the program, and nothing else needs them, so an edit elsewhere never builds them again.

pub mod gate;
mod pass;
mod refusal;

pub use pass::{Failed, Gate, Passed};
pub use refusal::Refusal;

/// The most bytes a picture may have when it is given: 10 MB.
pub const MOST_BYTES: usize = 10_000_000;

/// The most bytes a picture has once drawn anew: 12 MB.
pub const MOST_REDRAWN: usize = 12_000_000;

/// The most pixels: 50 megapixels, above what phones take unless told otherwise.
pub const MOST_PIXELS: u64 = 50_000_000;

/// The longest side in pixels that a JPEG can have (ITU-T T.81, B.2.2).
pub const LONGEST_SIDE: u32 = 65_535;

/// The least pixels of the longer side; on anything smaller no document can be read.
pub const LEAST_SIDE: u32 = 300;
