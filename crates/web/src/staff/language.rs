//! The language of the staff's site: kept in the browser only.

use axum::extract::State;

use crate::{
    StaffSite,
    kit::{
        cookie::Cookie,
        error::{Answer, Oops},
        form::Form,
        frame::{go, own_path},
        words::Lang,
    },
};

/// Switches the language.
///
/// # Errors
/// [`Oops::BadRequest`] for a language we do not speak.
pub(super) async fn choose(State(site): State<StaffSite>, form: Form) -> Answer {
    let lang = Lang::parse(form.text("language")).ok_or(Oops::BadRequest)?;
    let mut response = go(own_path(form.text("back")), None);
    Cookie::Language.set(response.headers_mut(), lang.tag(), site.secure_cookies);
    Ok(response)
}
