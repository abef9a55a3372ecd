//! Saving everything as a file. Open to a closing account too.

use app::{domain::audit::Action, export};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use crate::{
    Site,
    kit::{
        error::{Answer, Oops},
        form::Form,
        frame::{self, Frame, Place},
        visit::Here,
        words::{Lang, Words},
    },
    routes::{Table, Who::EvenClosing},
};

/// Adds the routes.
pub(crate) fn routes(table: Table) -> Table {
    table.get("/export", EvenClosing, show).post("/export", EvenClosing, Action::Export, send)
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/export.html")]
pub struct Page {
    frame: Frame,
}

impl Page {
    /// For the test that renders every page.
    pub fn sample(lang: Lang) -> Self {
        Self { frame: Frame::sample(lang, true, Words::new(lang).export_title()) }
    }
}

/// Shows the choices.
///
/// # Errors
/// [`Oops`].
pub async fn show(Here(visit): Here) -> Answer {
    frame::show(&Page { frame: Frame::new(&visit, Place::Export, visit.words.export_title()) })
}

/// Gives the file.
///
/// # Errors
/// [`Oops::BadRequest`] for a form of file we do not offer.
pub async fn send(State(site): State<Site>, Here(visit): Here, form: Form) -> Answer {
    let format = format_of(form.text("format")).ok_or(Oops::BadRequest)?;
    let japanese = visit.words.lang() == Lang::Ja;
    let file = export::export(&site.app, visit.asker()?, format, japanese).await?;
    download(file)
}

fn format_of(code: &str) -> Option<export::Format> {
    match code {
        "csv-utf8" => Some(export::Format::CsvUtf8),
        "csv-cp932" => Some(export::Format::CsvCp932),
        "json" => Some(export::Format::Json),
        _ => None,
    }
}

/// A file to be saved, not shown (RFC 6266). Its name is ASCII and has no quotes.
fn download(file: export::File) -> Result<Response, Oops> {
    let disposition = format!("attachment; filename=\"{}\"", file.name);
    let disposition = HeaderValue::try_from(disposition).map_err(|_| Oops::Internal)?;
    let media_type = HeaderValue::from_static(file.media_type);
    let headers = [(header::CONTENT_TYPE, media_type), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, file.content).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_saved_under_its_name_and_not_shown() {
        let name = "kura-2026-11-22.csv".to_owned();
        let file = export::File { name, media_type: "text/csv; charset=utf-8", content: vec![1] };
        let response = download(file).unwrap();
        let header = |name| response.headers().get(name).unwrap().to_str().unwrap();
        let disposition = header(header::CONTENT_DISPOSITION);
        assert_eq!(disposition, "attachment; filename=\"kura-2026-11-22.csv\"");
        assert_eq!(header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    }

    #[test]
    fn every_button_names_a_form_of_file() {
        let page = Page::sample(Lang::Ja).render().unwrap();
        let buttons: Vec<_> = page.split("name=\"format\" value=\"").skip(1).collect();
        assert_eq!(buttons.len(), 3);
        for button in buttons {
            assert!(format_of(button.split('"').next().unwrap()).is_some());
        }
        assert_eq!(format_of("xml"), None);
    }
}
