//! `kura routes`: every route, as the route matrix under review lists them.

use crate::terminal;

pub(super) fn run() {
    terminal::print(web::route_table().trim_end());
}
