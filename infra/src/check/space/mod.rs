//! Exact sets: of addresses, of traffic, of packets. No solver is needed, for every rule of a network is a box.

pub mod address;
pub mod packets;
pub mod ranges;
pub mod traffic;
