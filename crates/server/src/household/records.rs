//! What an invented bank has recorded of accounts: those of the demonstration's applicants,
//! two with something to find, and a few of others.

use app::{
    AppError,
    domain::bank::record::{AccountState, COLUMNS},
};

use super::applicants::APPLICANTS;

/// Accounts nobody of the demonstration applied with.
const OTHERS: [[&str; 7]; 3] = [
    ["001", "1", "0012346", "ｻﾄｳ ﾊﾙｺ", "1949-11-03", "closed", "1971-04-01"],
    ["002", "1", "7654320", "ｶﾌﾞｼｷｶﾞｲｼﾔ ﾐﾎﾝ", "", "open", "2004-06-10"],
    ["003", "4", "0200418", "ﾅｶﾑﾗ ｹﾝｼﾞ", "S58.12.24", "frozen", "2015-09-01"],
];

/// The file, as `docs/reference/bank-records.md` describes it.
///
/// # Errors
/// None but by a slip in the applicants' file.
pub fn csv() -> Result<String, AppError> {
    let mut lines = vec![COLUMNS.join(",")];
    for applicant in APPLICANTS {
        lines.push(applicant.recorded(AccountState::Open)?.join(","));
    }
    lines.extend(OTHERS.map(|cells| cells.join(",")));
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use app::domain::bank::record::BankRecord;

    use super::*;

    #[test]
    fn every_line_is_a_record_and_one_birth_date_is_another_than_registered() {
        let csv = csv().unwrap();
        let records: Vec<BankRecord> = csv
            .lines()
            .skip(1)
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                BankRecord::parse(cells.try_into().unwrap()).unwrap()
            })
            .collect();
        assert_eq!(records.len(), 6);
        let differing = APPLICANTS.iter().zip(&records).filter(|(applicant, record)| {
            applicant.profile().unwrap().birth_date != record.birth_date.unwrap()
        });
        assert_eq!(differing.count(), 1, "something to find");
    }
}
