//! What every page has around its content, and how a page becomes an answer.

use app::FormKey;
use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    assets,
    error::{Answer, Oops},
    figure::Figures,
    visit::Visit,
    words::{Lang, Words},
};

/// Where the visitor is in the main menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Net worth.
    NetWorth,
    /// Holdings.
    Holdings,
    /// Updating all at once.
    UpdateAll,
    /// Import.
    Import,
    /// Export.
    Export,
    /// The additional service.
    Application,
    /// Settings.
    Settings,
    /// None of these.
    Elsewhere,
}

/// What the layout needs.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The words of the visitor's language.
    pub w: Words,
    /// How amounts are written.
    pub figures: Figures,
    /// The page's title, without the service's name.
    pub title: String,
    /// Where it is in the menu.
    pub place: Place,
    /// Whether somebody is logged in.
    pub logged_in: bool,
    /// Whether the account is closing.
    pub closing: bool,
    /// The path, for coming back after switching language or hiding amounts.
    pub path: String,
    /// A notice of something just done, from the answer before.
    pub notice: Option<&'static str>,
    /// A new key for a form on the page.
    pub form_key: String,
}

impl Frame {
    /// The frame of a page.
    pub fn new(visit: &Visit, place: Place, title: impl Into<String>) -> Self {
        Self {
            w: visit.words,
            figures: Figures { words: visit.words, hidden: visit.hidden },
            title: title.into(),
            place,
            logged_in: visit.asker.is_some(),
            closing: visit.asker.as_ref().is_some_and(|asker| asker.closing),
            path: visit.path.clone(),
            notice: visit.notice.and_then(|id| visit.words.lookup(&format!("notice-{id}"))),
            form_key: visit.form_key.clone(),
        }
    }

    /// A frame for sample pages.
    pub fn sample(lang: Lang, logged_in: bool, title: &str) -> Self {
        let w = Words::new(lang);
        Self {
            w,
            figures: Figures { words: w, hidden: false },
            title: title.to_owned(),
            place: Place::Elsewhere,
            logged_in,
            closing: false,
            path: "/".to_owned(),
            notice: None,
            form_key: FormKey(uuid::Uuid::nil()).0.to_string(),
        }
    }

    /// The main menu: address, label, whether it is here.
    pub fn menu(&self) -> Vec<(&'static str, &'static str, bool)> {
        [
            (Place::NetWorth, "/", self.w.nav_net_worth()),
            (Place::Holdings, "/holdings", self.w.nav_holdings()),
            (Place::UpdateAll, "/update-all", self.w.nav_bulk()),
            (Place::Import, "/imports", self.w.nav_import()),
            (Place::Export, "/export", self.w.nav_export()),
            (Place::Application, "/applications", self.w.nav_application()),
            (Place::Settings, "/settings", self.w.nav_settings()),
        ]
        .into_iter()
        .map(|(place, path, label)| (path, label, place == self.place))
        .collect()
    }

    /// The style sheet's address.
    pub fn style(&self) -> &'static str {
        assets::style_path()
    }

    /// The script's address.
    pub fn script(&self) -> &'static str {
        assets::script_path()
    }

    /// The other language's tag, for the switch.
    pub const fn other_language(&self) -> &'static str {
        match self.w.lang() {
            Lang::Ja => "en",
            Lang::En => "ja",
        }
    }
}

/// A page as an answer.
///
/// # Errors
/// [`Oops::Internal`] when it cannot be rendered.
pub fn show(page: &impl Template) -> Answer {
    show_as(StatusCode::OK, page)
}

/// A page that says what must be corrected.
///
/// # Errors
/// As [`show`].
pub fn correct(page: &impl Template) -> Answer {
    show_as(StatusCode::UNPROCESSABLE_ENTITY, page)
}

/// A page with a status.
///
/// # Errors
/// As [`show`].
pub fn show_as(status: StatusCode, page: &impl Template) -> Answer {
    const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
    // Most pages fit; one that grows is copied at each step.
    let mut html = String::with_capacity(40 * 1024);
    page.render_into(&mut html)?;
    Ok((status, [(header::CONTENT_TYPE, HTML)], html).into_response())
}

/// Sends the browser on with GET after a write, with a notice to show there.
pub fn go(path: &str, notice: Option<&'static str>) -> Response {
    let location = match notice {
        Some(notice) => {
            format!("{path}{}notice={notice}", if path.contains('?') { '&' } else { '?' })
        }
        None => path.to_owned(),
    };
    let location = HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// A link's secret: base64url of 256 bits.
///
/// # Errors
/// [`Oops::NotFound`] when it is none, before anything is asked.
pub fn token(text: &str) -> Result<&str, Oops> {
    let fits = text.len() == 43
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if fits { Ok(text) } else { Err(Oops::NotFound) }
}

/// A path of our own to come back to; anything else is the first page.
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_come_back_to() {
        assert_eq!(own_path("/holdings?by=kind"), "/holdings?by=kind");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil", "/a\r\nb", ""] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }
}
