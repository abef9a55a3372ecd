//! Everything a customer recorded, as a file.

use chrono::{DateTime, Utc};
use domain::{
    audit::Action,
    date,
    import::{encoding::encode_cp932, kura_csv},
    net_worth::net_worth,
    portfolio::{Portfolio, Viewpoint},
};

use crate::{
    App, AppError, Asker,
    customer::{Profile, profile},
    deed::Actor,
    portfolio,
};

/// A file's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 with a byte order mark, which Excel needs.
    CsvUtf8,
    /// CP932, for older software. What it has no character for becomes 〓.
    CsvCp932,
    /// Everything, with history, for machines.
    Json,
}

/// A file to be saved.
#[derive(Debug)]
pub struct File {
    /// Its name, ASCII.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub content: Vec<u8>,
}

#[derive(serde::Serialize)]
struct Everything<'a> {
    format: &'static str,
    exported_at: DateTime<Utc>,
    profile: &'a Profile,
    net_worth_yen: i64,
    portfolio: &'a Portfolio,
}

/// Makes the file; that it was made is audited. Open to a closing account too.
///
/// # Errors
/// [`AppError`].
pub async fn export(
    app: &App,
    asker: &Asker,
    format: Format,
    japanese: bool,
) -> Result<File, AppError> {
    let actor = Actor::Customer(asker.customer);
    let mut deed = app.begin(actor, &asker.origin, Action::Export).await?;
    let portfolio = portfolio::read(&mut deed.conn, &asker.vault, asker.customer).await?;
    let (_, profile, _) = profile::correspondent(app, &mut deed.conn, asker.customer).await?;
    let now = deed.now;
    deed.done(asker.customer).await?;
    let today = date::today(now);
    let (extension, media_type, content) = match format {
        Format::CsvUtf8 => {
            let mut content = "\u{feff}".as_bytes().to_vec();
            content.extend_from_slice(csv(&portfolio, japanese)?.as_bytes());
            ("csv", "text/csv; charset=utf-8", content)
        }
        Format::CsvCp932 => {
            let (content, unmappable) = encode_cp932(&csv(&portfolio, japanese)?);
            if !unmappable.is_empty() {
                tracing::info!(characters = unmappable.len(), "not in CP932, written as a mark");
            }
            ("csv", "text/csv; charset=Shift_JIS", content)
        }
        Format::Json => ("json", "application/json", json(&portfolio, &profile, now)?),
    };
    Ok(File { name: format!("kura-{today}.{extension}"), media_type, content })
}

/// Kura's own CSV: one row per standing valuation of a live holding.
fn csv(portfolio: &Portfolio, japanese: bool) -> Result<String, AppError> {
    let failed = |_| AppError::Broken("cannot write CSV");
    let mut out =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in kura_csv::write(portfolio, japanese) {
        out.write_record(&row).map_err(failed)?;
    }
    let bytes = out.into_inner().map_err(|_| AppError::Broken("cannot write CSV"))?;
    String::from_utf8(bytes).map_err(|_| AppError::Broken("CSV is not UTF-8"))
}

fn json(
    portfolio: &Portfolio,
    profile: &Profile,
    exported_at: DateTime<Utc>,
) -> Result<Vec<u8>, AppError> {
    let net_worth_yen = net_worth(portfolio, Viewpoint::on(date::today(exported_at))).net();
    let everything =
        Everything { format: "kura/1", exported_at, profile, net_worth_yen, portfolio };
    serde_json::to_vec_pretty(&everything).map_err(|_| AppError::Broken("cannot write JSON"))
}
