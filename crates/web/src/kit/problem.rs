//! What is wrong with an answer, in the person's words.

use domain::{
    amount::{AmountError, RateError},
    date::{AsOfError, BirthError, DateError},
    password::PasswordProblem,
    person::{EmailError, NameProblem},
    text::TextError,
};

use super::words::Words;

/// A wrong amount.
pub fn amount(w: Words, error: AmountError) -> &'static str {
    match error {
        AmountError::Empty => w.amount_empty(),
        AmountError::NotANumber => w.amount_not_a_number(),
        AmountError::Grouping => w.amount_grouping(),
        AmountError::OtherCurrency => w.amount_other_currency(),
        AmountError::NoDecimals => w.amount_no_decimals(),
        AmountError::TooManyDecimals => w.amount_too_many_decimals(),
        AmountError::OutOfRange => w.amount_out_of_range(),
        AmountError::Negative => w.amount_negative(),
    }
}

/// A wrong exchange rate.
pub fn rate(w: Words, error: RateError) -> &'static str {
    match error {
        RateError::Empty => w.rate_empty(),
        RateError::NotANumber => w.rate_not_a_number(),
        RateError::NotPositive => w.rate_not_positive(),
        RateError::TooLarge => w.rate_too_large(),
        RateError::TooManyDecimals => w.rate_too_many_decimals(),
    }
}

/// A wrong date.
pub fn date(w: Words, error: DateError) -> &'static str {
    match error {
        DateError::Empty => w.date_empty(),
        DateError::NotADate => w.date_not_a_date(),
        DateError::NoSuchDay => w.date_no_such_day(),
        DateError::OutsideEra => w.date_outside_era(),
        DateError::OutOfRange => w.date_out_of_range(),
    }
}

/// A wrong day of a figure.
pub fn as_of(w: Words, error: AsOfError) -> &'static str {
    match error {
        AsOfError::Date(error) => date(w, error),
        AsOfError::Future => w.as_of_future(),
        AsOfError::TooLongAgo => w.as_of_too_long_ago(),
    }
}

/// A wrong birth date.
pub fn birth(w: Words, error: BirthError) -> &'static str {
    match error {
        BirthError::Date(error) => date(w, error),
        BirthError::Future => w.birth_future(),
        BirthError::TooLongAgo => w.birth_too_long_ago(),
    }
}

/// Wrong text.
pub fn text(w: Words, error: TextError) -> String {
    match error {
        TextError::Empty => w.text_empty().to_owned(),
        TextError::TooLong { max } => w.text_too_long(max),
        TextError::Control => w.text_control().to_owned(),
        TextError::LineBreak => w.text_line_break().to_owned(),
    }
}

/// A wrong name.
pub fn name(w: Words, problem: NameProblem) -> &'static str {
    match problem {
        NameProblem::Empty => w.name_empty(),
        NameProblem::TooLong => w.name_too_long(),
        NameProblem::Control => w.text_control(),
        NameProblem::NotKana => w.name_not_kana(),
    }
}

/// A wrong e-mail address.
pub fn email(w: Words, error: EmailError) -> &'static str {
    match error {
        EmailError::Empty => w.email_empty(),
        EmailError::TooLong => w.email_too_long(),
        EmailError::Malformed => w.email_malformed(),
    }
}

/// A password that will not do.
pub fn password(w: Words, problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::TooShort { min, have } => w.password_too_short(min, have),
        PasswordProblem::TooLong { max } => w.password_too_long(max),
        PasswordProblem::Common => w.password_common().to_owned(),
        PasswordProblem::Repetitive => w.password_repetitive().to_owned(),
        PasswordProblem::Sequence => w.password_sequence().to_owned(),
        PasswordProblem::ContainsContext => w.password_context().to_owned(),
    }
}
