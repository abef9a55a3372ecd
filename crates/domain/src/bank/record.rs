//! What the bank's own systems say of an account: a line of the customer master file.

use chrono::NaiveDate;

use super::{Account, AccountNumber, BranchCode, DepositType, HolderKana};
use crate::{coded::coded, date};

/// The columns of the file, in this order; its first line names them.
pub const COLUMNS: [&str; 7] =
    ["branch", "type", "number", "holder", "birth_date", "state", "opened_on"];

coded! {
    /// Where an account stands.
    AccountState {
        /// In use.
        Open = "open",
        /// Closed by its holder or the bank.
        Closed = "closed",
        /// Kept from moving, for instance by a court's order.
        Frozen = "frozen",
    }
}

/// An account as the bank has it recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankRecord {
    /// Which account.
    pub account: Account,
    /// Its holder.
    pub holder: HolderKana,
    /// When the holder was born; a company's account has none.
    pub birth_date: Option<NaiveDate>,
    /// Where it stands.
    pub state: AccountState,
    /// When it was opened, if the record says.
    pub opened_on: Option<NaiveDate>,
}

/// What is wrong with a line. Never its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    /// The first line does not name the columns.
    #[error("the first line does not name the columns")]
    Header,
    /// Another number of cells than there are columns.
    #[error("the line does not have the columns the first line names")]
    Cells,
    /// Branch, type or number are none: spreadsheets drop leading zeros.
    #[error("branch, deposit type or account number are not as in the bank's records")]
    Account,
    /// The account has a line before.
    #[error("the account has a line before")]
    Repeated,
    /// The holder is not in kana.
    #[error("the holder is not in kana")]
    Holder,
    /// Not a day of the calendar.
    #[error("a day is none of the calendar")]
    Day,
    /// Not `open`, `closed` or `frozen`.
    #[error("the state is none of open, closed and frozen")]
    State,
}

impl BankRecord {
    /// Reads the cells of a line. Birth date and day of opening may be empty.
    ///
    /// # Errors
    /// [`RecordFault`], the first found.
    pub fn parse(cells: [&str; 7]) -> Result<Self, RecordFault> {
        let [branch, kind, number, holder, birth_date, state, opened_on] = cells;
        Ok(Self {
            account: account([branch, kind, number])?,
            holder: HolderKana::parse(holder).map_err(|_| RecordFault::Holder)?,
            birth_date: day(birth_date)?,
            state: AccountState::from_code(state.trim()).ok_or(RecordFault::State)?,
            opened_on: day(opened_on)?,
        })
    }
}

/// Reads the cells that name an account: three digits, one, and seven.
///
/// # Errors
/// [`RecordFault::Account`]; zeros left out are not guessed.
pub fn account([branch, kind, number]: [&str; 3]) -> Result<Account, RecordFault> {
    let mut digit = kind.trim().chars();
    let (Some(first), None) = (digit.next(), digit.next()) else {
        return Err(RecordFault::Account);
    };
    let whole = Some(number.trim()).filter(|number| number.len() == 7);
    let number = whole.and_then(|number| AccountNumber::parse(number).ok());
    Ok(Account {
        branch: BranchCode::parse(branch).map_err(|_| RecordFault::Account)?,
        deposit_type: DepositType::from_zengin(first).ok_or(RecordFault::Account)?,
        number: number.ok_or(RecordFault::Account)?,
    })
}

/// The eleven digits of an account as one number, by which a file is searched.
pub fn account_key(account: &Account) -> u64 {
    let digits = account.index_form();
    let digits = digits.bytes().filter(u8::is_ascii_digit);
    digits.fold(0, |key, digit| key * 10 + u64::from(digit - b'0'))
}

fn day(cell: &str) -> Result<Option<NaiveDate>, RecordFault> {
    match cell.trim() {
        "" => Ok(None),
        text => date::parse(text).map(Some).map_err(|_| RecordFault::Day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: [&str; 7] = ["001", "1", "0001234", "ﾔﾏﾀﾞ ﾊﾅｺ", "S33.4.1", "open", "1990/1/10"];

    #[test]
    fn a_line_is_read_in_the_forms_bank_systems_write() {
        let record = BankRecord::parse(LINE).unwrap();
        assert_eq!(record.account.index_form(), "001-1-0001234");
        assert_eq!(record.holder.to_string(), "ヤマダ ハナコ");
        assert_eq!(record.birth_date, "1958-04-01".parse().ok());
        assert_eq!(account_key(&record.account), 110_001_234);
    }

    #[test]
    fn what_is_not_a_record_is_told_apart() {
        let with = |at: usize, cell: &'static str| {
            let mut cells = LINE;
            cells[at] = cell;
            BankRecord::parse(cells).unwrap_err()
        };
        assert_eq!(with(0, "1"), RecordFault::Account, "a dropped zero");
        assert_eq!(with(1, "0"), RecordFault::Account);
        assert_eq!(with(2, "1234"), RecordFault::Account, "dropped zeros");
        assert_eq!(with(3, "山田"), RecordFault::Holder);
        assert_eq!(with(4, "1958-02-30"), RecordFault::Day);
        assert_eq!(with(5, "OPEN"), RecordFault::State);
        let mut company = LINE;
        company[4] = "";
        assert_eq!(BankRecord::parse(company).unwrap().birth_date, None);
    }
}
