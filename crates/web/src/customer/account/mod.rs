//! What belongs to the account rather than to the assets: recovery, settings, correcting,
//! closing, terms, help, and the captured mail of a demonstration.

pub mod close;
pub mod help;
pub mod looks;
pub mod mail;
pub mod mail_list;
pub mod new_password;
pub mod password;
pub mod profile;
pub mod recover;
pub mod sessions;
pub mod settings;
pub mod terms;

use app::domain::audit::Action;

use crate::routes::{
    Table,
    Who::{Anyone, Customer, EvenClosing},
};

/// Adds the account's routes to the table.
pub(crate) fn routes(table: Table) -> Table {
    own(visitors(table))
}

/// What everybody may use.
fn visitors(table: Table) -> Table {
    table
        .get("/recover", Anyone, recover::show)
        .post("/recover", Anyone, Action::RequestRecovery, recover::send)
        .get("/recover/code", Anyone, new_password::show)
        .post("/recover/code", Anyone, Action::RecoverPassword, new_password::send)
        .get("/recover/link/{link}", Anyone, new_password::show_link)
        .post("/recover/link/{link}", Anyone, Action::RecoverPassword, new_password::send_link)
        .get("/terms", Anyone, terms::show)
        .get("/help", Anyone, help::show)
        .get("/demo/mail", Anyone, mail_list::show)
        .get("/demo/mail/{n}", Anyone, mail::show)
}

/// What a customer does with the account itself.
fn own(table: Table) -> Table {
    table
        .get("/settings", Customer, settings::show)
        .get("/settings/profile", Customer, profile::show)
        .post("/settings/profile", Customer, Action::CorrectProfile, profile::send)
        .get("/settings/sessions", Customer, sessions::show)
        .post("/settings/sessions/{id}/end", Customer, Action::RevokeSession, sessions::end)
        .get("/settings/password", Customer, password::show)
        .post("/settings/password", Customer, Action::ChangePassword, password::send)
        .get("/account/looks", EvenClosing, looks::show)
        .get("/account/close", EvenClosing, close::show)
        .post("/account/close", EvenClosing, Action::CloseAccount, close::send)
        .post("/account/reopen", EvenClosing, Action::ReopenAccount, close::reopen)
}
