//! Importing files: upload, preview, progress, result.

mod columns;
pub mod list;
mod mapping_form;
pub mod preview;
pub mod progress;
mod reason;
mod receive;
pub mod result;
mod rows;
mod settings;
mod state;

use app::domain::audit::Action;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::{
    asset::{Kind, Wrapper},
    currency::Currency,
    import::names,
};

use crate::{
    kit::words::{Lang, Words},
    routes::{Table, Who::Customer},
};

/// Adds the routes.
pub(crate) fn routes(table: Table) -> Table {
    table
        .get("/imports", Customer, list::show)
        .post("/imports", Customer, Action::UploadImport, list::send)
        .get("/imports/{id}", Customer, state::show)
        .get("/imports/{id}/progress", Customer, progress::poll)
        .post("/imports/{id}/choose", Customer, Action::UploadImport, settings::send)
        .post("/imports/{id}/confirm", Customer, Action::ConfirmImport, preview::confirm)
        .post("/imports/{id}/discard", Customer, Action::DiscardImport, preview::discard)
        .post("/imports/{id}/undo", Customer, Action::UndoImport, result::undo)
}

/// A day, written out.
fn day(w: Words, date: NaiveDate) -> String {
    date.format(w.import_day_format()).to_string()
}

/// An instant as clocks in Japan show it.
fn moment(w: Words, at: DateTime<Utc>) -> String {
    const JAPAN_SECONDS: i32 = 9 * 60 * 60;
    match FixedOffset::east_opt(JAPAN_SECONDS) {
        Some(japan) => at.with_timezone(&japan).format(w.import_moment_format()).to_string(),
        None => at.format(w.import_moment_format()).to_string(),
    }
}

fn kind_name(w: Words, kind: Kind) -> &'static str {
    let name = w.lookup(&format!("kind-{}", kind.code()));
    name.unwrap_or_else(|| names::kind_name(kind, w.lang() == Lang::Ja))
}

fn wrapper_name(w: Words, wrapper: Wrapper) -> &'static str {
    let name = w.lookup(&format!("wrapper-{}", wrapper.code()));
    name.unwrap_or_else(|| names::wrapper_name(wrapper, w.lang() == Lang::Ja))
}

fn currency_name(w: Words, currency: Currency) -> &'static str {
    let code = currency.code();
    w.lookup(&format!("currency-{}", code.to_ascii_lowercase())).unwrap_or(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_as_clocks_in_japan_do() {
        let at = DateTime::from_timestamp(1_795_359_780, 0).unwrap();
        assert_eq!(at.to_string(), "2026-11-22 15:03:00 UTC");
        assert_eq!(moment(Words::new(Lang::Ja), at), "2026年11月23日 0時03分");
        assert_eq!(moment(Words::new(Lang::En), at), "2026-11-23 00:03");
        assert_eq!(day(Words::new(Lang::Ja), at.date_naive()), "2026年11月22日");
        assert_eq!(day(Words::new(Lang::En), at.date_naive()), "2026-11-22");
    }
}
