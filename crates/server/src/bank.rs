//! Reading the bank's data files: all of a file, or an error with its line.

use app::Bank;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    bank::{BankCalendar, Branches, DataFileError, HOLIDAYS, SAMPLE_BRANCHES},
    import::encoding::{decode, detect},
};
use outside::{bank_file::BankFile, bank_records::BankRecords, bucket::Credentials};
use store::{Db, StoreError};

use crate::{
    StartError,
    config::{self, BankSettings},
};

/// The version of the text of the terms of the additional service.
const SERVICE_TERMS_TEXT: &str = "2026-11-23";

/// So long before the calendar ends the bank's people are told to bring new holidays. The
/// Cabinet Office announces those of the year after in February.
const NOTICE: TimeDelta = TimeDelta::days(120);

/// The bank, as its data files say.
///
/// # Errors
/// [`StartError::BankFileUnread`], [`StartError::BankFileWrong`].
pub async fn load(settings: &BankSettings) -> Result<Bank, StartError> {
    load_from(&Source { credentials: config::credentials(), kept: None }, settings).await
}

/// As [`load`], but a file that is wrong or cannot be had is taken as it last could be used: what
/// somebody puts into a bucket must not keep customers out. The log tells it as an error.
///
/// # Errors
/// As [`load`], for a file that never could be used.
pub async fn load_or_kept(
    settings: &BankSettings,
    db: &Db,
    now: DateTime<Utc>,
) -> Result<Bank, StartError> {
    load_from(&Source { credentials: config::credentials(), kept: Some((db, now)) }, settings).await
}

async fn load_from(source: &Source<'_>, settings: &BankSettings) -> Result<Bank, StartError> {
    let branches = match &settings.branches {
        Some(file) => source.read("branches", file, Branches::parse).await?,
        None => built_in(Branches::parse(SAMPLE_BRANCHES))?,
    };
    let calendar = match &settings.holidays {
        Some(file) => source.read("holidays", file, BankCalendar::parse).await?,
        None => built_in(BankCalendar::parse(HOLIDAYS))?,
    };
    Ok(Bank { branches, calendar, service_terms_text: SERVICE_TERMS_TEXT.to_owned() })
}

/// The bank's records of accounts. The file is looked at when it is asked.
///
/// # Errors
/// [`StartError::BankFileUnread`], such as half of the credentials only.
pub fn records(settings: &BankSettings) -> Result<BankRecords, StartError> {
    let Some(file) = &settings.records else { return Ok(BankRecords::None) };
    BankRecords::at(file, &config::credentials())
        .map_err(|error| StartError::BankFileUnread { file: file.to_string(), cause: error.into() })
}

/// Where data files come from.
struct Source<'a> {
    credentials: Credentials,
    /// Where they are kept as they last could be used, and the time.
    kept: Option<(&'a Db, DateTime<Utc>)>,
}

type Parse<T> = fn(&str) -> Result<T, DataFileError>;

impl Source<'_> {
    async fn read<T>(
        &self,
        name: &'static str,
        file: &BankFile,
        parse: Parse<T>,
    ) -> Result<T, StartError> {
        let read = match file.read(&self.credentials).await {
            Ok(bytes) => parsed(file, &bytes, parse).map(|read| (read, bytes)),
            Err(cause) => Err(StartError::BankFileUnread { file: file.to_string(), cause }),
        };
        match (read, self.kept) {
            (Ok((read, _)), None) => Ok(read),
            (Ok((read, bytes)), Some((db, now))) => {
                if let Err(error) = keep(db, name, &bytes, now).await {
                    tracing::warn!(name, %error, "a file of the bank could not be kept as it is");
                }
                Ok(read)
            }
            (Err(error), None) => Err(error),
            (Err(error), Some((db, _))) => read_kept(db, name, (file, parse), error).await,
        }
    }
}

async fn keep(db: &Db, name: &str, bytes: &[u8], now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut conn = db.begin().await?;
    store::bank_file::keep(&mut conn, name, bytes, now).await?;
    conn.commit().await
}

/// What was kept, in the place of a file that is in error.
async fn read_kept<T>(
    db: &Db,
    name: &'static str,
    (file, parse): (&BankFile, Parse<T>),
    error: StartError,
) -> Result<T, StartError> {
    let kept = match last(db, name).await {
        Ok(Some(kept)) => kept,
        Ok(None) => return Err(error),
        Err(unasked) => {
            tracing::warn!(name, %unasked, "whether a file of the bank was kept could not be asked");
            return Err(error);
        }
    };
    let Ok(read) = parsed(file, &kept.content, parse) else { return Err(error) };
    let taken_at = kept.taken_at;
    tracing::error!(name, %error, %taken_at, "a file of the bank cannot be used; the last that could be is");
    Ok(read)
}

async fn last(db: &Db, name: &str) -> Result<Option<store::bank_file::BankFile>, StoreError> {
    store::bank_file::last(&mut db.read().await?, name).await
}

fn parsed<T>(file: &BankFile, bytes: &[u8], parse: Parse<T>) -> Result<T, StartError> {
    let (text, file) = (decode(bytes, detect(bytes)), file.to_string());
    if let Some(line) = text.malformed_lines.first() {
        let why = "it is neither UTF-8 nor CP932".to_owned();
        return Err(StartError::BankFileWrong { file, line: *line, why });
    }
    parse(&text.text).map_err(|error| {
        let (line, why) = (error.line, error.fault.to_string());
        StartError::BankFileWrong { file, line, why }
    })
}

fn built_in<T>(read: Result<T, DataFileError>) -> Result<T, StartError> {
    read.map_err(|error| StartError::BankFileWrong {
        file: "built in".to_owned(),
        line: error.line,
        why: error.fault.to_string(),
    })
}

/// How much longer the calendar does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Horizon {
    /// Long enough.
    Far,
    /// New holidays are wanted soon.
    Near,
    /// Bank days cannot be counted any more.
    Over,
}

/// How much longer a calendar does on a day.
pub(crate) fn horizon(calendar: &BankCalendar, today: NaiveDate) -> Horizon {
    let last = calendar.last_day();
    if today > last {
        Horizon::Over
    } else if last - today < NOTICE {
        Horizon::Near
    } else {
        Horizon::Far
    }
}

/// Tells the log when the calendar is over, or soon will be.
pub(crate) fn watch_horizon(calendar: &BankCalendar, today: NaiveDate) {
    let last_day = calendar.last_day();
    match horizon(calendar, today) {
        Horizon::Far => {}
        Horizon::Near => tracing::warn!(%last_day, "the bank calendar ends soon"),
        Horizon::Over => tracing::error!(%last_day, "the bank calendar has ended"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> BankFile {
        let path = std::env::temp_dir().join(format!("kura-{name}-{}.csv", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        path.into()
    }

    async fn told(settings: &BankSettings) -> String {
        load(settings).await.unwrap_err().to_string()
    }

    #[tokio::test]
    async fn without_files_the_built_in_ones_do() {
        let bank = load(&BankSettings::default()).await.unwrap();
        assert_eq!(bank.branches.all().count(), 31);
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(horizon(&bank.calendar, day("2026-11-23")), Horizon::Far);
        assert_eq!(horizon(&bank.calendar, day("2027-10-01")), Horizon::Near);
        assert_eq!(horizon(&bank.calendar, day("2028-01-01")), Horizon::Over);
    }

    #[tokio::test]
    async fn the_cabinet_offices_file_is_read_as_it_is_published() {
        let cp932 = domain_bytes(
            "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/11/23,勤労感謝の日\r\n",
        );
        let holidays = Some(file("holidays", &cp932));
        let bank = load(&BankSettings { holidays, ..BankSettings::default() }).await.unwrap();
        assert_eq!(bank.calendar.last_day(), "2026-12-31".parse::<NaiveDate>().unwrap());
    }

    fn domain_bytes(text: &str) -> Vec<u8> {
        domain::import::encoding::encode_cp932(text).0
    }

    #[tokio::test]
    async fn a_wrong_file_is_told_with_its_path_and_line() {
        let spreadsheet = "code,name,kana\n001,本店,ホンテン\n2,中央,チュウオウ\n";
        let branches = Some(file("branches", spreadsheet.as_bytes()));
        let wrong = told(&BankSettings { branches, ..BankSettings::default() }).await;
        assert!(wrong.contains("branches") && wrong.contains("line 3"), "{wrong}");
        let binary = Some(file("binary", b"code,name,kana\n001,\xff\xff\xff,x\n"));
        let wrong = told(&BankSettings { branches: binary, ..BankSettings::default() }).await;
        assert!(wrong.contains("line 2") && wrong.contains("UTF-8"), "{wrong}");
        let nowhere = Some("/nowhere/holidays.csv".parse().unwrap());
        let missing = told(&BankSettings { holidays: nowhere, ..BankSettings::default() }).await;
        assert!(missing.contains("/nowhere/holidays.csv"), "{missing}");
    }
}
