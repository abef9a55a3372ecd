//! The roster as a file.

use domain::{
    audit::Action,
    date,
    person::masked_words,
    staff::{ExportPurpose, Permission},
    text::neutralise_formula,
};
use store::roster::Entry;
use uuid::Uuid;

use crate::{
    App, AppError, Officer, Refusal, Vault,
    customer::{Profile, profile},
    deed::Actor,
};

/// Customers read at once.
const PAGE: i64 = 500;

/// The columns.
const HEADER: [&str; 8] = [
    "お客さま番号",
    "氏名",
    "氏名（カナ）",
    "メールアドレス",
    "状態",
    "登録日時",
    "最終ログイン日時",
    "追加サービス",
];

/// A roster on its way out: CSV in UTF-8 with a mark, in pieces.
#[derive(Debug)]
pub struct Roster {
    officer: Officer,
    purpose: ExportPurpose,
    place: Place,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    After(Uuid),
    End,
}

/// Begins an export of all customers in use or closing. The entry in the trail stands before
/// the first piece can be read. Names and addresses are as they are only if the purpose needs
/// them; otherwise they are masked.
///
/// # Errors
/// [`AppError`]; [`Refusal::NotPermitted`].
pub async fn export(
    app: &App,
    officer: &Officer,
    purpose: ExportPurpose,
) -> Result<Roster, AppError> {
    let needs = (Permission::ExportRoster, Action::ExportRoster);
    let deed = app.begin_as(officer, needs, None).await?.stating(purpose.code());
    // It concerns everybody, and no one record.
    deed.done(Uuid::nil()).await?;
    Ok(Roster { officer: officer.clone(), purpose, place: Place::Header })
}

impl Roster {
    /// The file's name.
    pub fn name(&self, app: &App) -> String {
        format!("kura-roster-{}.csv", date::today(app.clock.now()))
    }

    /// The next piece, as long as whoever asked for it may have it; `None` after the last. Of a roster that fails on its way the reader must
    /// be told, for a file cut short looks whole.
    ///
    /// # Errors
    /// [`AppError`]; [`Refusal::NotPermitted`] once they are suspended, have left or have lost
    /// the role.
    pub async fn piece(&mut self, app: &App) -> Result<Option<Vec<u8>>, AppError> {
        let after = match self.place {
            Place::Header => {
                self.place = Place::After(Uuid::nil());
                let mut header = "\u{feff}".as_bytes().to_vec();
                header.extend(csv(&[HEADER.map(str::to_owned)])?);
                return Ok(Some(header));
            }
            Place::After(id) => id,
            Place::End => return Ok(None),
        };
        let mut conn = app.db.read().await?;
        if !self.officer.may(&mut conn, Permission::ExportRoster).await? {
            drop(conn);
            let officer = &self.officer;
            let (actor, action) = (Actor::Staff(officer.staff.0), Action::ExportRoster);
            let deed =
                app.begin(actor, &officer.origin, action).await?.stating(self.purpose.code());
            return Err(deed.refused(Some(Uuid::nil()), Refusal::NotPermitted).await);
        }
        let entries = store::roster::page(&mut conn, after, PAGE).await?;
        drop(conn);
        self.place = entries.last().map_or(Place::End, |entry| Place::After(entry.id));
        if entries.is_empty() {
            return Ok(None);
        }
        let full = self.purpose.needs_names();
        let lines: Result<Vec<_>, _> = entries.iter().map(|entry| line(app, entry, full)).collect();
        Ok(Some(csv(&lines?)?))
    }
}

fn line(app: &App, entry: &Entry, full: bool) -> Result<[String; 8], AppError> {
    let vault = Vault::open(app, &entry.key)?;
    let profile: Profile = vault.unseal_json(profile::COLUMN, entry.id, &entry.profile)?;
    let (name, kana) = (profile.name.full(), profile.name.full_kana());
    let status = match (entry.status.as_str(), entry.suspended_at) {
        (_, Some(_)) => "一時停止",
        ("closing", None) => "退会手続き中",
        _ => "利用中",
    };
    Ok([
        entry.id.to_string(),
        if full { name } else { masked_words(&name) },
        if full { kana } else { masked_words(&kana) },
        if full { profile.email.as_str().to_owned() } else { profile.email.masked() },
        status.to_owned(),
        date::minute(entry.created_at),
        entry.last_login_at.map(date::minute).unwrap_or_default(),
        if entry.is_approved { "利用可" } else { "" }.to_owned(),
    ])
}

/// Lines as CSV; what a spreadsheet would run as a formula is not.
fn csv(lines: &[[String; 8]]) -> Result<Vec<u8>, AppError> {
    let failed = |_| AppError::Broken("cannot write CSV");
    let mut out =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        let cells = line.iter().map(|cell| neutralise_formula(cell).into_owned());
        out.write_record(cells).map_err(failed)?;
    }
    out.into_inner().map_err(|_| AppError::Broken("cannot write CSV"))
}
