//! What a customer owns and owes: the list, recording, describing, valuing,
//! deleting, and the exchange rates they enter.

pub mod add;
mod address;
mod course;
pub mod delete;
pub mod deleted;
pub mod detail;
mod details_form;
pub mod edit;
mod history;
pub mod kind_field;
pub mod list;
pub mod names;
pub mod rate;
mod sample;
pub mod update_all;
mod update_lines;
pub mod valuation;
mod worth;

use app::domain::audit::Action;
use uuid::Uuid;

use crate::routes::{Table, Who::Customer};

/// Adds these pages to the table.
pub(crate) fn routes(table: Table) -> Table {
    table
        .get("/holdings", Customer, list::show)
        .get("/holdings/new", Customer, add::show)
        .post("/holdings/new", Customer, Action::AddHolding, add::send)
        .get("/holdings/deleted", Customer, deleted::show)
        .get("/holdings/{id}", Customer, detail::show)
        .get("/holdings/{id}/edit", Customer, edit::show)
        .post("/holdings/{id}/edit", Customer, Action::EditHolding, edit::send)
        .get("/holdings/{id}/delete", Customer, delete::show)
        .post("/holdings/{id}/delete", Customer, Action::DeleteHolding, delete::send)
        .post("/holdings/{id}/restore", Customer, Action::RestoreHolding, deleted::send)
        .post("/holdings/{id}/valuations", Customer, Action::AddValuation, valuation::send)
        .post("/holdings/{id}/unchanged", Customer, Action::AddValuation, valuation::unchanged)
        .get("/update-all", Customer, update_all::show)
        .post("/update-all", Customer, Action::UpdateAll, update_all::send)
        .get("/rates", Customer, rate::show)
        .post("/rates", Customer, Action::AddRate, rate::send)
}

/// The key of a record's own form on a page with many. A key shared by all rows
/// would make a second row's button, pressed after going back, do nothing.
fn row_key(form_key: &str, id: Uuid) -> String {
    let page = Uuid::try_parse(form_key).unwrap_or_default();
    Uuid::from_u128(page.as_u128() ^ id.as_u128()).to_string()
}

#[cfg(test)]
mod tests;
