//! What `kura doctor` says of the bank's data files.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    bank::identity_document::{LAST_DAY_OF_PICTURES_ALONE, pictures_alone_suffice_on},
    date,
};
use outside::clock::Clock;

use super::Finding;
use crate::{
    bank::{self, Horizon, horizon, load},
    config::BankSettings,
    start_error::with_causes,
};

/// Before its end the bank is told so long that pictures alone will not do any more.
const NOTICE: TimeDelta = TimeDelta::days(90);

pub(super) async fn examine(settings: &BankSettings) -> Vec<Finding> {
    let bank = match load(settings).await {
        Ok(bank) => bank,
        Err(error) => return vec![Finding::problem(&error)],
    };
    let count = bank.branches.all().count();
    let branches = match &settings.branches {
        Some(file) => Finding::Good(format!("{count} branches are listed in {file}.")),
        None => Finding::Notice(
            "[bank] branches is not set: the branches are those of an invented bank.".to_owned(),
        ),
    };
    let today = date::today(Clock::System.now());
    let last = bank.calendar.last_day();
    let bring = "Bring the next year's holidays: [bank] holidays";
    let calendar = match horizon(&bank.calendar, today) {
        Horizon::Far => Finding::Good(format!("Bank days are known until {last}.")),
        Horizon::Near => {
            Finding::Notice(format!("Bank days are known until {last} only. {bring}."))
        }
        Horizon::Over => {
            Finding::Problem(format!("Bank days are known until {last} only. {bring}."))
        }
    };
    [branches, calendar].into_iter().chain(pictures(today)).collect()
}

/// What is to be said, as its day comes near, of the end of pictures as the only way to identify
/// somebody at a distance.
fn pictures(today: NaiveDate) -> Option<Finding> {
    let last = LAST_DAY_OF_PICTURES_ALONE;
    if last.signed_duration_since(today) >= NOTICE {
        return None;
    }
    let when = if pictures_alone_suffice_on(today) { "will be" } else { "was" };
    Some(Finding::Notice(format!(
        "{last} {when} the last day on which pictures of documents alone can identify somebody at \
         a distance. Ask the bank's compliance desk whether applications need another way: the \
         chip of a document, or the My Number card's signature (JPKI)."
    )))
}

/// What a reading of the bank's records of accounts, to their end, says.
pub(super) async fn records(settings: &BankSettings) -> Finding {
    let Some(file) = &settings.records else {
        let text = "[bank] records is not set: applications are compared with no bank record.";
        return Finding::Notice(text.to_owned());
    };
    let records = match bank::records(settings) {
        Ok(records) => records,
        Err(error) => return Finding::problem(&error),
    };
    match records.examine().await {
        Ok(count) => {
            let count = count.unwrap_or_default();
            Finding::Good(format!("{count} accounts are recorded in {file}."))
        }
        Err(error) => {
            let why = with_causes(&error);
            Finding::Problem(format!("The bank's records {file} cannot be used: {why}."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_pictures_alone_is_told_ninety_days_before_and_ever_after() {
        let told = |day: &str| pictures(day.parse().unwrap()).map(|finding| finding.line());
        assert_eq!(told("2026-12-31"), None);
        for (day, when) in
            [("2027-01-01", "will be"), ("2027-03-31", "will be"), ("2027-04-01", "was")]
        {
            let line = told(day).unwrap();
            assert!(
                line.starts_with(&format!("notice   2027-03-31 {when} the last day")),
                "{line}"
            );
        }
    }
}
