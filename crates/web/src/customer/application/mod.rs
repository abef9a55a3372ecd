//! The additional service: applying for it, and how an application stands.

pub mod account;
mod account_form;
pub mod check;
mod declared;
pub mod detail;
pub mod document;
mod drawing;
pub mod list;
mod names;
pub mod pictures;
mod sample;
pub mod side;
mod steps;
pub mod terms;
mod terms_text;
mod timeline;
pub mod withdraw;

use app::{
    application::{self, Shown},
    domain::audit::Action,
};
use uuid::Uuid;

use crate::{
    Site,
    kit::{error::Oops, visit::Visit},
    routes::{
        Table,
        Who::{Anyone, Customer},
    },
};

/// Adds the routes.
pub(crate) fn routes(table: Table) -> Table {
    let declare = Action::DeclareApplication;
    table
        .get("/applications", Customer, list::show)
        .post("/applications", Customer, Action::BeginApplication, list::begin)
        .get("/applications/terms", Anyone, terms::show)
        .get("/applications/{id}", Customer, detail::show)
        .get("/applications/{id}/account", Customer, account::show)
        .post("/applications/{id}/account", Customer, declare, account::send)
        .get("/applications/{id}/document", Customer, document::show)
        .post("/applications/{id}/document", Customer, declare, document::send)
        .get("/applications/{id}/complement", Customer, document::show_second)
        .post("/applications/{id}/complement", Customer, declare, document::send_second)
        .get("/applications/{id}/side", Customer, side::show)
        .post("/applications/{id}/side", Customer, declare, side::send)
        .get("/applications/{id}/pictures", Customer, pictures::show)
        .post("/applications/{id}/pictures", Customer, Action::UploadDocument, pictures::send)
        .get("/applications/{id}/check", Customer, check::show)
        .post("/applications/{id}/check", Customer, Action::SubmitApplication, check::send)
        .get("/applications/{id}/withdraw", Customer, withdraw::show)
        .post("/applications/{id}/withdraw", Customer, Action::WithdrawApplication, withdraw::send)
        .get("/pictures/{id}", Customer, pictures::picture)
        .post("/pictures/{id}/remove", Customer, Action::RemoveDocument, pictures::remove)
}

/// An application that is the customer's to change; `None` when it is not, and its own page
/// tells how it stands.
async fn changeable(site: &Site, visit: &Visit, id: Uuid) -> Result<Option<Shown>, Oops> {
    let shown = application::show(&site.app, visit.asker()?, id).await?;
    Ok(Some(shown).filter(|shown| shown.summary.state.waits_for_customer()))
}
