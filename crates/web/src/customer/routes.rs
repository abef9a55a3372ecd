//! The customers' routes.

use app::domain::audit::Action;

use super::{
    account, application, confirm, export, holding, import, login, preference, register, welcome,
};
use crate::routes::{
    Table,
    Who::{Anyone, EvenClosing},
};

/// Adds them all to the table.
pub(crate) fn all(table: Table) -> Table {
    [account::routes, holding::routes, import::routes, export::routes, application::routes]
        .into_iter()
        .fold(visitors(table), |table, routes| routes(table))
}

/// What everybody may use.
fn visitors(table: Table) -> Table {
    table
        .get("/", Anyone, welcome::show)
        .get("/register", Anyone, register::show)
        .post("/register", Anyone, Action::Register, register::send)
        .get("/register/confirm", Anyone, confirm::show)
        .post("/register/confirm", Anyone, Action::ConfirmEmail, confirm::send)
        .get("/register/link/{link}", Anyone, confirm::show_link)
        .post("/register/link/{link}", Anyone, Action::ConfirmEmail, confirm::send_link)
        .post("/register/send-again", Anyone, Action::ResendCode, confirm::send_again)
        .get("/login", Anyone, login::show)
        .post("/login", Anyone, Action::LogIn, login::send)
        .post("/logout", EvenClosing, Action::LogOut, login::log_out)
        .post("/session/keep", EvenClosing, None, login::keep)
        .post("/language", Anyone, Action::ChangePreference, preference::language)
        .post("/amounts", Anyone, None, preference::amounts)
}
