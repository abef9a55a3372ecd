//! placeholder
#![allow(missing_docs)]
use crate::kit::words::Words;
use domain::asset::{Group, Kind, Wrapper};
pub fn kind(_: Words, kind: Kind) -> &'static str {
    kind.code()
}
pub fn group(_: Words, kind: Group) -> &'static str {
    kind.code()
}
pub fn wrapper(_: Words, kind: Wrapper) -> &'static str {
    kind.code()
}
