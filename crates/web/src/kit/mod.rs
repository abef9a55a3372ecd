//! What every page is made of: layout, forms, errors, sessions, language, charts.

pub mod application_names;
pub mod assets;
pub mod bad_end;
pub mod chart;
pub mod cookie;
pub mod door;
pub mod error;
pub mod field;
pub mod figure;
pub mod form;
pub mod frame;
pub mod headers;
pub mod moment;
pub mod network;
pub mod oops;
pub mod origin;
pub mod problem;
pub mod text;
pub mod under_way;
pub mod upload;
pub mod visit;
pub mod words;
