//! Language and hidden amounts: kept in the browser, the language in the account too.

use axum::{extract::State, response::IntoResponse as _};

use crate::{
    Site,
    kit::{
        cookie::Cookie,
        error::{Answer, Oops},
        form::Form,
        frame::{go, own_path},
        visit::Here,
        words::Lang,
    },
};

/// Switches the language.
///
/// # Errors
/// [`Oops::BadRequest`] for a language we do not speak.
pub async fn language(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let lang = Lang::parse(form.text("language")).ok_or(Oops::BadRequest)?;
    if let Some(asker) = &visit.asker {
        app::customer::profile::set_language(&site.app, asker, lang.tag()).await?;
    }
    let mut response = go(own_path(form.text("back")), None);
    Cookie::Language.set(response.headers_mut(), lang.tag(), site.secure_cookies);
    Ok(response.into_response())
}

/// Hides or shows amounts.
///
/// # Errors
/// None.
pub async fn amounts(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let mut response = go(own_path(form.text("back")), None);
    let value = if visit.hidden { "0" } else { "1" };
    Cookie::Hidden.set(response.headers_mut(), value, site.secure_cookies);
    Ok(response)
}
