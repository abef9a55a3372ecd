//! Mail as its reader sees it.

use std::ops::Deref;

use outside::mail::Mail;

use super::ORIGIN;

/// A delivered mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter(pub Mail);

impl Deref for Letter {
    type Target = Mail;

    fn deref(&self) -> &Mail {
        &self.0
    }
}

impl Letter {
    /// The six digits in it.
    pub fn code(&self) -> String {
        let runs = self.text.split(|letter: char| !letter.is_ascii_digit());
        let code = runs.into_iter().find(|run| run.len() == 6);
        code.unwrap_or_else(|| panic!("no code in: {}", self.text)).to_owned()
    }

    /// Six digits that are not the ones in it.
    pub fn wrong_code(&self) -> String {
        let last = self.code().pop().unwrap();
        format!("{}{}", &self.code()[..5], if last == '7' { '8' } else { '7' })
    }

    /// The path of the page it points to, other than the service's first.
    pub fn link(&self) -> String {
        let words = self.text.split_whitespace().filter_map(|word| word.strip_prefix(ORIGIN));
        let mut paths = words.filter(|path| path.len() > 1);
        paths.next().unwrap_or_else(|| panic!("no link in: {}", self.text)).to_owned()
    }
}
