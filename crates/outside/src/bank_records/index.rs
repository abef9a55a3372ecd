//! Where in the file each account's line begins.

use std::{
    io::{self, Cursor},
    sync::Arc,
};

use csv::{ByteRecord, Position};
use domain::{
    bank::{
        Account,
        record::{self, BankRecord, COLUMNS, RecordFault},
    },
    import::encoding::{Encoding, decode},
};

use super::{
    RecordsError,
    open::{self, Open},
};

/// Cells of a line.
const WIDTH: usize = COLUMNS.len();

/// What came of reading a file through: where its lines are, or the line that makes it unfit,
/// and why.
#[derive(Debug)]
pub(super) struct Reading(Result<Index, (u64, RecordFault)>);

impl Reading {
    /// Reads a file through, in a thread that may wait.
    pub fn of(open: &Open) -> Result<Self, RecordsError> {
        let index = match Index::of(open) {
            Ok(index) => Ok(index),
            Err(RecordsError::Wrong { line, fault }) => Err((line, fault)),
            Err(unread) => return Err(unread),
        };
        if open.is_unchanged()? { Ok(Self(index)) } else { Err(RecordsError::Changing) }
    }

    /// Reads the line of an account, if there is one, of the file that was read through.
    pub async fn find(
        &self,
        open: &Arc<Open>,
        account: &Account,
    ) -> Result<Option<BankRecord>, RecordsError> {
        match &self.0 {
            Ok(index) => index.find(open, account).await,
            Err((line, fault)) => Err(RecordsError::Wrong { line: *line, fault: *fault }),
        }
    }
}

/// Where each account's line begins, by the account's number as one.
#[derive(Debug)]
struct Index {
    encoding: Encoding,
    /// Account and offset, by account.
    lines: Vec<(u64, u64)>,
}

impl Index {
    /// Reads through the file. One line that names no account, or an account named before,
    /// makes the whole file unfit: who knows what else is missing.
    fn of(open: &Open) -> Result<Self, RecordsError> {
        let encoding = open.encoding()?;
        let mut lines = Vec::new();
        for_each(open, |position, row| {
            lines.push((key(row)?, position.byte(), position.line()));
            Ok(())
        })?;
        lines.sort_unstable();
        let twice = lines.windows(2).find_map(|pair| match pair {
            [one, other] if one.0 == other.0 => Some(other.2),
            _ => None,
        });
        if let Some(line) = twice {
            return Err(RecordsError::Wrong { line, fault: RecordFault::Repeated });
        }
        let lines = lines.into_iter().map(|(key, byte, _)| (key, byte)).collect();
        Ok(Self { encoding, lines })
    }

    async fn find(
        &self,
        open: &Arc<Open>,
        account: &Account,
    ) -> Result<Option<BankRecord>, RecordsError> {
        let key = record::account_key(account);
        let found = self.lines.binary_search_by_key(&key, |line| line.0).ok();
        let Some((_, offset)) = found.and_then(|at| self.lines.get(at)) else { return Ok(None) };
        let mut row = ByteRecord::new();
        let line = Cursor::new(open.line(*offset).await?);
        open::lines(line).read_byte_record(&mut row).map_err(unread)?;
        let read = cells(&row, self.encoding).and_then(|cells| parse(&cells));
        let read = read.map_err(RecordsError::Entry)?;
        if read.account == *account { Ok(Some(read)) } else { Err(RecordsError::Changing) }
    }
}

/// Reads every line of a file to its end.
pub(super) fn examine(open: &Open) -> Result<usize, RecordsError> {
    let index = Index::of(open)?;
    for_each(open, |_, row| parse(&cells(row, index.encoding)?).map(drop))?;
    Ok(index.lines.len())
}

/// Calls for each line after the first, which must name the columns.
fn for_each(
    open: &Open,
    mut line: impl FnMut(&Position, &ByteRecord) -> Result<(), RecordFault>,
) -> Result<(), RecordsError> {
    let mut reader = open.lines()?;
    let mut row = ByteRecord::new();
    let named = reader.read_byte_record(&mut row).map_err(unread)? && is_header(&row);
    if !named {
        return Err(RecordsError::Wrong { line: 1, fault: RecordFault::Header });
    }
    while reader.read_byte_record(&mut row).map_err(unread)? {
        let position = row.position().cloned().unwrap_or_else(Position::new);
        line(&position, &row)
            .map_err(|fault| RecordsError::Wrong { line: position.line(), fault })?;
    }
    Ok(())
}

fn is_header(row: &ByteRecord) -> bool {
    let first = row.get(0).map(|cell| cell.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(cell));
    first.into_iter().chain(row.iter().skip(1)).eq(COLUMNS.map(str::as_bytes))
}

/// The account a line is of, as one number. Digits are the same in every encoding.
fn key(row: &ByteRecord) -> Result<u64, RecordFault> {
    if row.len() != WIDTH {
        return Err(RecordFault::Cells);
    }
    let digits = |at| row.get(at).and_then(|cell| str::from_utf8(cell).ok()).unwrap_or_default();
    Ok(record::account_key(&record::account([0, 1, 2].map(digits))?))
}

fn cells(row: &ByteRecord, encoding: Encoding) -> Result<[String; WIDTH], RecordFault> {
    let cells: Vec<String> = row.iter().map(|cell| decode(cell, encoding).text).collect();
    cells.try_into().map_err(|_| RecordFault::Cells)
}

fn parse(cells: &[String; WIDTH]) -> Result<BankRecord, RecordFault> {
    BankRecord::parse(cells.each_ref().map(String::as_str))
}

fn unread(error: csv::Error) -> RecordsError {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => RecordsError::Unread(cause),
        _ => RecordsError::Unread(io::Error::other("the file is no table")),
    }
}
