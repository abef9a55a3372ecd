//! Form fields: label, hint, error and input in one piece, bound together for
//! people who cannot see them.

use askama::{FastWritable, Template, filters::HtmlSafe};

/// One of a list, all in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// What one must know before choosing it.
    pub note: Option<&'static str>,
}

impl From<(String, String)> for Choice {
    fn from((code, label): (String, String)) -> Self {
        Self { code, label, note: None }
    }
}

/// What kind of input a field is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// One line; the text is the `type` attribute.
    Line(&'static str),
    /// An amount with a unit behind it.
    Amount(String),
    /// Several lines.
    Area,
    /// One of a list: value and label.
    Select(Vec<(String, String)>),
    /// One of a list, all in sight.
    Radio(Vec<Choice>),
    /// A number whose digits are a name, such as an account's.
    Digits,
    /// Six digits.
    Code,
    /// A password; new ones are measured as they are typed.
    Password {
        /// Whether it is being chosen.
        new: bool,
        /// Words for strengths, parted by `|`, and for the show and hide buttons.
        words: [&'static str; 3],
    },
    /// A box to tick.
    Tick,
    /// A file.
    File(&'static str),
}

impl Input {
    /// One of a list, all in sight: value and label, or with a note besides.
    pub fn radio(choices: impl IntoIterator<Item = impl Into<Choice>>) -> Self {
        Self::Radio(choices.into_iter().map(Into::into).collect())
    }
}

/// A field of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/field.html")]
pub struct Field {
    /// Its name, and the id of its input.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// How to answer.
    pub hint: Option<String>,
    /// What is wrong with the answer.
    pub error: Option<String>,
    /// What was typed.
    pub value: String,
    /// The input.
    pub input: Input,
    /// The word for required or optional, and whether it is required.
    pub mark: Option<(&'static str, bool)>,
    /// What browsers may fill in.
    pub autocomplete: Option<&'static str>,
    /// The id of the form it is sent with, where it stands outside of that.
    pub form: Option<&'static str>,
}

impl HtmlSafe for Field {}

impl Field {
    /// A field of one line.
    pub fn new(name: &str, label: impl Into<String>, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            label: label.into(),
            hint: None,
            error: None,
            value: value.to_owned(),
            input: Input::Line("text"),
            mark: None,
            autocomplete: None,
            form: None,
        }
    }

    /// With another input.
    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.input = input;
        self
    }

    /// With a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With an error, if there is one.
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Marked required or optional.
    #[must_use]
    pub const fn mark(mut self, word: &'static str, required: bool) -> Self {
        self.mark = Some((word, required));
        self
    }

    /// With what browsers may fill in.
    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Sent with a form it stands outside of.
    #[must_use]
    pub const fn of_form(mut self, form: &'static str) -> Self {
        self.form = Some(form);
        self
    }

    fn is_choice(&self) -> bool {
        matches!(self.input, Input::Radio(_))
    }

    fn described_by(&self) -> String {
        let name = &self.name;
        let mut ids = Vec::new();
        if matches!(self.input, Input::Amount(_)) {
            ids.push(format!("{name}-unit"));
        }
        if self.hint.is_some() {
            ids.push(format!("{name}-hint"));
        }
        if self.error.is_some() {
            ids.push(format!("{name}-error"));
        }
        ids.join(" ")
    }

    fn ties(&self) -> Ties {
        Ties { invalid: self.error.is_some(), described_by: self.described_by(), form: self.form }
    }
}

/// The attributes that tie an input to its hint, its error, and a form elsewhere.
#[derive(Debug, Clone)]
pub struct Ties {
    invalid: bool,
    described_by: String,
    form: Option<&'static str>,
}

impl std::fmt::Display for Ties {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.invalid {
            out.write_str(" aria-invalid=\"true\"")?;
        }
        if !self.described_by.is_empty() {
            write!(out, " aria-describedby=\"{}\"", self.described_by)?;
        }
        if let Some(form) = self.form {
            write!(out, " form=\"{form}\"")?;
        }
        Ok(())
    }
}

// Made of our own field names only.
impl HtmlSafe for Ties {}

/// The errors of a form's fields, for the summary above it: field name and text.
pub fn summary<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Vec<(String, String)> {
    fields
        .into_iter()
        .filter_map(|field| Some((field.name.clone(), field.error.clone()?)))
        .collect()
}

/// Text that is HTML already: our own charts, whose texts are escaped where they are made.
#[derive(Debug, Clone, Default)]
pub struct Markup(pub String);

impl HtmlSafe for Markup {}

impl std::fmt::Display for Markup {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl FastWritable for Markup {
    fn write_into(
        &self,
        out: &mut dyn std::fmt::Write,
        _: &dyn askama::Values,
    ) -> askama::Result<()> {
        Ok(out.write_str(&self.0)?)
    }
}
