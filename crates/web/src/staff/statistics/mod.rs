//! Customers and applications in numbers, drawn and as tables.

pub mod applications;
mod cards;
pub mod customers;
mod daily;
mod shares;
mod tabs;

use app::domain::staff::Permission::SeeStatistics;

use super::{Table, Who::May};
use crate::kit::chart::axis::count_text;

/// Adds the routes to the staff's table.
pub(crate) fn routes(table: Table) -> Table {
    table.get("/statistics", May(SeeStatistics), customers::show).get(
        "/statistics/applications",
        May(SeeStatistics),
        applications::show,
    )
}

/// A part of a whole to a tenth of a percent, rounded half up: `12.5%`; `—` of nothing.
fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let tenths = part.saturating_mul(1_000).saturating_add(whole / 2) / whole;
    format!("{}.{}%", count_text(tenths / 10), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_rounded_to_a_tenth_of_a_percent() {
        let told = [(1, 3), (2, 3), (0, 5), (5, 5), (1, 2_000), (1, 2_001), (3, 0)];
        let told = told.map(|(part, whole)| percent(part, whole));
        assert_eq!(told, ["33.3%", "66.7%", "0.0%", "100.0%", "0.1%", "0.0%", "—"]);
    }
}
