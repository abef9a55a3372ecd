//! What `kura doctor` says of the bank's data files.

use domain::date;
use outside::clock::Clock;

use super::Finding;
use crate::{
    bank::{self, Horizon, horizon, load},
    config::BankSettings,
    start_error::with_causes,
};

pub(super) fn examine(settings: &BankSettings) -> Vec<Finding> {
    let bank = match load(settings) {
        Ok(bank) => bank,
        Err(error) => return vec![Finding::problem(&error)],
    };
    let count = bank.branches.all().count();
    let branches = match &settings.branches {
        Some(path) => Finding::Good(format!("{count} branches are listed in {}.", path.display())),
        None => Finding::Notice(
            "[bank] branches is not set: the branches are those of an invented bank.".to_owned(),
        ),
    };
    let last = bank.calendar.last_day();
    let bring = "Bring the next year's holidays: [bank] holidays";
    let calendar = match horizon(&bank.calendar, date::today(Clock::System.now())) {
        Horizon::Far => Finding::Good(format!("Bank days are known until {last}.")),
        Horizon::Near => {
            Finding::Notice(format!("Bank days are known until {last} only. {bring}."))
        }
        Horizon::Over => {
            Finding::Problem(format!("Bank days are known until {last} only. {bring}."))
        }
    };
    vec![branches, calendar]
}

/// What a reading of the bank's records of accounts, to their end, says.
pub(super) async fn records(settings: &BankSettings) -> Finding {
    let Some(path) = settings.records.as_ref().map(|path| path.display()) else {
        let text = "[bank] records is not set: applications are compared with no bank record.";
        return Finding::Notice(text.to_owned());
    };
    match bank::records(settings).examine().await {
        Ok(count) => {
            let count = count.unwrap_or_default();
            Finding::Good(format!("{count} accounts are recorded in {path}."))
        }
        Err(error) => {
            let why = with_causes(&error);
            Finding::Problem(format!("The bank's records {path} cannot be used: {why}."))
        }
    }
}
