//! Japanese for what the templates, the estimate and the first day's script say in English.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::Context as _;
use serde::Deserialize;

/// The words, from the folder `infra`.
const WORDS: &str = "../docs/proposal/words.toml";

/// English and Japanese.
#[derive(Debug, Deserialize)]
pub struct Words {
    words: BTreeMap<String, String>,
}

impl Words {
    /// Reads them.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        toml::from_str(&fs::read_to_string(root.join(WORDS)).context(WORDS)?).context(WORDS)
    }

    /// The Japanese of a sentence.
    ///
    /// # Errors
    /// When nobody has put it into Japanese.
    pub fn japanese(&self, english: &str) -> anyhow::Result<&str> {
        let word = self.words.get(english).map(String::as_str);
        word.with_context(|| format!("words.toml has no Japanese for: {english}"))
    }

    /// An end of a flow: networks stand for themselves.
    ///
    /// # Errors
    /// As `japanese`.
    pub fn end<'a>(&'a self, end: &'a str) -> anyhow::Result<&'a str> {
        if end.parse::<ipnet::IpNet>().is_ok() { Ok(end) } else { self.japanese(end) }
    }
}
