//! Uploading a file, and the imports so far.

use app::import::{self, MOST_BYTES, Status};
use askama::Template;
use axum::{
    extract::{Request, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    Site,
    kit::{
        error::Answer,
        field::{Field, Input, summary},
        frame::{Frame, Place, go, show_as},
        moment,
        upload::{Weight, receive},
        visit::{Here, Visit},
        words::{Lang, Words},
    },
};

/// Files the browser offers.
const ACCEPT: &str = ".csv,.txt,.tsv";
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;

/// The page.
#[derive(Debug, Template)]
#[template(path = "customer/import/list.html")]
pub struct Page {
    frame: Frame,
    file: Field,
    errors: Vec<(String, String)>,
    imports: Vec<Item>,
}

/// An import of the list.
#[derive(Debug)]
struct Item {
    id: Uuid,
    status: Status,
    file_name: String,
    came_at: String,
    entries: i64,
}

impl Item {
    fn new(
        w: Words,
        (id, status): (Uuid, Status),
        file_name: String,
        came_at: DateTime<Utc>,
        entries: i64,
    ) -> Self {
        Self { id, status, file_name, came_at: moment::time(w, came_at), entries }
    }

    fn waits(&self) -> bool {
        self.status == Status::Uploaded
    }

    fn stands(&self) -> bool {
        self.status == Status::Confirmed
    }

    fn runs(&self) -> bool {
        self.status == Status::Running
    }

    /// Whether a number of entries can be told.
    fn counted(&self) -> bool {
        !matches!(self.status, Status::Uploaded | Status::Discarded | Status::Failed)
    }

    fn state(&self, w: &Words) -> &'static str {
        match self.status {
            Status::Uploaded => w.import_state_uploaded(),
            Status::Running => w.import_state_running(),
            Status::Confirmed => w.import_state_confirmed(),
            Status::Undone => w.import_state_undone(),
            Status::Discarded => w.import_state_discarded(),
            Status::Failed => w.import_state_failed(),
        }
    }
}

impl Page {
    fn new(frame: Frame, imports: Vec<Item>, error: Option<&'static str>) -> Self {
        let w = frame.w;
        let file = Field::new("file", w.import_file(), "")
            .input(Input::File(ACCEPT))
            .hint(w.import_file_hint(MOST_BYTES / BYTES_PER_MEGABYTE))
            .mark(w.required(), true)
            .error(error);
        Self { errors: summary([&file]), frame, file, imports }
    }

    /// For the test that renders every page: nothing yet, and one of each state.
    pub fn samples(lang: Lang) -> Vec<Self> {
        let w = Words::new(lang);
        let item = |status| {
            let name = "資産推移月次<2026-09>.csv".to_owned();
            Item::new(w, (Uuid::nil(), status), name, DateTime::UNIX_EPOCH, 560)
        };
        let all = [
            Status::Uploaded,
            Status::Running,
            Status::Confirmed,
            Status::Undone,
            Status::Discarded,
        ];
        let frame = || Frame::sample(lang, true, w.import_title());
        let error = Some(w.import_file_empty());
        vec![Self::new(frame(), Vec::new(), None), Self::new(frame(), all.map(item).into(), error)]
    }
}

/// Shows the form and the list.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn show(State(site): State<Site>, Here(visit): Here) -> Answer {
    page(&site, &visit, StatusCode::OK, None).await
}

async fn page(
    site: &Site,
    visit: &Visit,
    status: StatusCode,
    error: Option<&'static str>,
) -> Answer {
    let w = visit.words;
    let imports = import::list(&site.app, visit.asker()?).await?;
    let items = imports.into_iter().map(|(row, details)| {
        Item::new(w, (row.id, row.status), details.file_name, row.created_at, row.rows_total)
    });
    let frame = Frame::new(visit, Place::Import, w.import_title());
    show_as(status, &Page::new(frame, items.collect(), error))
}

/// Takes the file.
///
/// # Errors
/// [`Oops`](crate::kit::error::Oops).
pub async fn send(State(site): State<Site>, Here(visit): Here, request: Request) -> Answer {
    let asker = visit.asker()?;
    let slot = site.uploads.slot(asker.customer)?;
    let sent = receive(request, slot, Weight::at_most(MOST_BYTES), &[]).await?;
    if sent.bytes.is_empty() {
        let error = if sent.file_name.is_empty() {
            visit.words.import_file_missing()
        } else {
            visit.words.import_file_empty()
        };
        return page(&site, &visit, StatusCode::UNPROCESSABLE_ENTITY, Some(error)).await;
    }
    let id = import::upload(&site.app, asker, sent.form_key, &sent.file_name, &sent.bytes).await?;
    Ok(go(&format!("/imports/{id}"), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_done_depends_on_how_far_an_import_has_come() {
        let [empty, full] = Page::samples(Lang::Ja).try_into().unwrap();
        let (empty, full) = (empty.render().unwrap(), full.render().unwrap());
        assert!(!empty.contains("<table"));
        assert_eq!(full.matches("/undo\"").count(), 1);
        assert_eq!(full.matches("<tr><th scope=\"row\"").count(), 5);
        assert!(full.contains("1970年1月1日 9時00分"));
        assert!(full.contains("id=\"file-error\"") && !empty.contains("id=\"file-error\""));
        assert!(full.contains("class=\"badge stale\"") && full.contains("class=\"badge kind\""));
        assert!(!full.contains("<2026-09>"));
    }
}
