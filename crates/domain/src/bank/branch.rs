//! The branches of the bank: a list kept as data, and finding one in it.

use std::fmt;

use super::{
    data_file::{DataFault, DataFileError, rows},
    holder_kana::matching_key,
};
use crate::{
    import::{names::folded, table::Row},
    text::{half_width, single_line},
};

/// An invented bank's branches, for the demonstration and for tests.
pub const SAMPLE_BRANCHES: &str = include_str!("branches.sample.csv");

/// The most branches [`Branches::search`] gives.
pub const MAX_FOUND_BRANCHES: usize = 20;

/// The columns of the file, in this order.
const COLUMNS: [&str; 3] = ["code", "name", "kana"];

/// Longest name and reading of a branch, in characters.
const MAX_NAME_CHARS: usize = 50;

/// A branch code (支店コード, 店番号): three digits, leading zeros included.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct BranchCode(String);

/// Why a text is not a branch code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BranchCodeError {
    /// Nothing was typed.
    #[error("no branch code was given")]
    Empty,
    /// Not exactly three digits. Zeros left out are not guessed: `1` may be 001 or 100.
    #[error("a branch code has three digits")]
    NotThreeDigits,
}

impl BranchCode {
    /// Reads three digits, full-width ones too; white space around them is dropped.
    ///
    /// # Errors
    /// [`BranchCodeError`].
    pub fn parse(text: &str) -> Result<Self, BranchCodeError> {
        let text = half_width(text);
        let code = text.trim();
        if code.is_empty() {
            Err(BranchCodeError::Empty)
        } else if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(code.to_owned()))
        } else {
            Err(BranchCodeError::NotThreeDigits)
        }
    }

    /// The three digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BranchCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for BranchCode {
    type Error = BranchCodeError;

    fn try_from(text: String) -> Result<Self, BranchCodeError> {
        Self::parse(&text)
    }
}

impl From<BranchCode> for String {
    fn from(code: BranchCode) -> Self {
        code.0
    }
}

/// A branch of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its code.
    pub code: BranchCode,
    /// Its name as the bank writes it: みどり台支店.
    pub name: String,
    /// How the whole name is read, in kana of any width.
    pub kana: String,
}

/// The branches of the bank, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branches(Vec<Listed>);

/// A branch, and the keys it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    branch: Branch,
    name_key: String,
    kana_key: String,
}

/// Which branch a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant<'a> {
    /// This one: its whole code, name or reading, or the only one that fits.
    One(&'a Branch),
    /// One of these, the best first.
    OneOf(Vec<&'a Branch>),
    /// None there is.
    Nothing,
}

/// How well a branch answers a search, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Beginning,
    Within,
}

impl Branches {
    /// Reads the bank's list: CSV in UTF-8, first line `code,name,kana`, then one branch
    /// a line, in any order.
    ///
    /// # Errors
    /// [`DataFileError`] with the first line at fault.
    pub fn parse(text: &str) -> Result<Self, DataFileError> {
        let (header, rows) = rows(text, COLUMNS.len())?;
        if header.cells.iter().map(|name| folded(name)).ne(COLUMNS) {
            return Err(DataFault::NoHeader.at(header.line));
        }
        let mut listed: Vec<Listed> = Vec::with_capacity(rows.len());
        for row in &rows {
            let branch = branch(row).map_err(|fault| fault.at(row.line))?;
            match listed.binary_search_by(|known| known.branch.code.cmp(&branch.code)) {
                Ok(_) => return Err(DataFault::Repeated.at(row.line)),
                Err(place) => listed.insert(place, Listed::of(branch)),
            }
        }
        Ok(Self(listed))
    }

    /// All of them, sorted by code.
    pub fn all(&self) -> impl Iterator<Item = &Branch> {
        self.0.iter().map(|listed| &listed.branch)
    }

    /// The branch of a code.
    pub fn find(&self, code: &BranchCode) -> Option<&Branch> {
        let place = self.0.binary_search_by(|listed| listed.branch.code.cmp(code)).ok()?;
        self.0.get(place).map(|listed| &listed.branch)
    }

    /// The branches whose code begins with the text, or whose name or reading holds it
    /// in whatever kana, width or case; the best answers first, then by code, at most
    /// [`MAX_FOUND_BRANCHES`]. None for a blank text.
    pub fn search(&self, text: &str) -> Vec<&Branch> {
        let key = matching_key(text);
        if key.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Fit, &Branch)> =
            self.0.iter().filter_map(|listed| Some((listed.fit(&key)?, &listed.branch))).collect();
        // Stable: branches that fit alike stay in the order of their codes.
        found.sort_by_key(|(fit, _)| *fit);
        found.into_iter().take(MAX_FOUND_BRANCHES).map(|(_, branch)| branch).collect()
    }

    /// Which branch a typed text means. A whole code, name or reading means that branch,
    /// also where longer ones begin with it, unless two share it. Zeros left out of a code
    /// are not guessed: `10` may be 010 or the beginning of 101.
    pub fn meant(&self, text: &str) -> Meant<'_> {
        let key = matching_key(text);
        if key.is_empty() {
            return Meant::Nothing;
        }
        let mut whole = self.0.iter().filter(|listed| listed.fit(&key) == Some(Fit::Whole));
        if let (Some(listed), None) = (whole.next(), whole.next()) {
            return Meant::One(&listed.branch);
        }
        let found = self.search(text);
        if key.bytes().all(|byte| byte.is_ascii_digit()) {
            let short = BranchCode::parse(&format!("{key:0>3}")).ok();
            let mut named: Vec<_> = short.and_then(|code| self.find(&code)).into_iter().collect();
            named.extend(found);
            return if named.is_empty() { Meant::Nothing } else { Meant::OneOf(named) };
        }
        match found.as_slice() {
            [] => Meant::Nothing,
            [branch] => Meant::One(branch),
            _ => Meant::OneOf(found),
        }
    }
}

impl Listed {
    fn of(branch: Branch) -> Self {
        let (name_key, kana_key) = (matching_key(&branch.name), matching_key(&branch.kana));
        Self { branch, name_key, kana_key }
    }

    fn fit(&self, key: &str) -> Option<Fit> {
        let code = fit(self.branch.code.as_str(), key).filter(|fit| *fit != Fit::Within);
        [code, fit(&self.name_key, key), fit(&self.kana_key, key)].into_iter().flatten().min()
    }
}

fn fit(text: &str, key: &str) -> Option<Fit> {
    match text.find(key)? {
        0 if text.len() == key.len() => Some(Fit::Whole),
        0 => Some(Fit::Beginning),
        _ => Some(Fit::Within),
    }
}

fn branch(row: &Row) -> Result<Branch, DataFault> {
    let text = |column| single_line(row.cell(column).trim(), MAX_NAME_CHARS);
    Ok(Branch { code: BranchCode::parse(row.cell(0))?, name: text(1)?, kana: text(2)? })
}

#[cfg(test)]
#[path = "branch_tests.rs"]
mod tests;
