//! How a file is read: encoding, form, and what each column means.

use app::{
    AppError, Refusal,
    import::{Choice, Details, Read, choose},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::import::{Encoding, Format, mapping::guess};
use uuid::Uuid;

use super::{
    columns::Columns,
    mapping_form::{self, Errors},
    preview::Said,
    state,
};
use crate::{
    Site,
    kit::{
        error::{Answer, Oops, path_id},
        field::{Field, Input},
        figure::Figures,
        form::Form,
        frame::go,
        visit::{Here, Visit},
        words::Words,
    },
};

/// The fields of the form.
#[derive(Debug)]
pub(super) struct Settings {
    /// The encoding.
    pub encoding: Field,
    /// The encoding the columns were chosen in.
    pub encoding_before: &'static str,
    /// The form of the file.
    pub format: Field,
    /// The columns, for a form nobody knows.
    pub columns: Option<Columns>,
}

impl Settings {
    /// The fields: as chosen before, or as just typed.
    pub fn new(
        figures: Figures,
        details: &Details,
        read: Option<&Read>,
        typed: Option<(&Form, &Errors)>,
    ) -> Self {
        let w = figures.words;
        let code = details.format.map_or("", Format::code);
        let value = |name: &str, before| typed.map_or(before, |(form, _)| form.text(name));
        let mapped = read.filter(|read| read.format == Format::Mapped);
        let columns = mapped.map(|read| match typed {
            Some((form, errors)) if mapping_form::sent(form) => {
                Columns::new(figures, &read.table, form, errors)
            }
            _ => {
                let mapping = details.mapping.clone().unwrap_or_else(|| guess(&read.table));
                Columns::new(figures, &read.table, &mapping_form::filled(&mapping), &Vec::new())
            }
        });
        Self {
            encoding: Field::new(
                "encoding",
                w.import_encoding(),
                value("encoding", details.encoding.code()),
            )
            .input(Input::Select(encodings(w)))
            .hint(w.import_encoding_hint()),
            encoding_before: details.encoding.code(),
            format: Field::new("format", w.import_format(), value("format", code))
                .input(Input::Select(formats(w))),
            columns,
        }
    }

    /// All fields, for the summary of errors.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let columns = self.columns.iter().flat_map(|all| all.main.iter().chain(&all.more));
        [&self.encoding, &self.format].into_iter().chain(columns)
    }
}

fn encodings(w: Words) -> Vec<(String, String)> {
    let text = |code| w.lookup(&format!("import-encoding-{code}")).unwrap_or(code);
    Encoding::ALL.iter().map(|one| (one.code().to_owned(), text(one.code()).to_owned())).collect()
}

fn formats(w: Words) -> Vec<(String, String)> {
    let auto = (String::new(), w.import_format_auto().to_owned());
    let known =
        Format::ALL.iter().map(|one| (one.code().to_owned(), format_name(w, *one).to_owned()));
    std::iter::once(auto).chain(known).collect()
}

/// A form of file, in words.
pub(super) fn format_name(w: Words, format: Format) -> &'static str {
    match format {
        Format::MoneyForwardMonthly => w.import_format_money_forward_monthly(),
        Format::KuraCsv => w.import_format_kura_csv(),
        Format::Mapped => w.import_format_mapped(),
    }
}

/// Takes the form.
///
/// # Errors
/// [`Oops`].
pub async fn send(
    State(site): State<Site>,
    Here(visit): Here,
    Path(id): Path<String>,
    form: Form,
) -> Answer {
    let id = path_id(&id)?;
    match judge(visit.words, &form)? {
        Ok(choice) => keep(&site, &visit, (id, form.version()?), choice).await,
        Err(errors) => {
            let said = Said {
                typed: Some((&form, errors)),
                ..Said::with(StatusCode::UNPROCESSABLE_ENTITY)
            };
            state::page(&site, &visit, id, said).await
        }
    }
}

async fn keep(site: &Site, visit: &Visit, (id, version): (Uuid, i64), choice: Choice) -> Answer {
    match choose(&site.app, visit.asker()?, (id, version), choice).await {
        Ok(()) => Ok(go(&format!("/imports/{id}"), None)),
        Err(AppError::Refused(Refusal::Stale)) => {
            let refused = Some(visit.words.import_stale().to_owned());
            let said = Said { refused, ..Said::with(StatusCode::CONFLICT) };
            state::page(site, visit, id, said).await
        }
        Err(other) => Err(other.into()),
    }
}

fn judge(w: Words, form: &Form) -> Result<Result<Choice, Errors>, Oops> {
    let encoding = Encoding::from_code(form.text("encoding")).ok_or(Oops::BadRequest)?;
    let format = match form.text("format") {
        "" => None,
        code => Some(Format::from_code(code).ok_or(Oops::BadRequest)?),
    };
    // In another encoding the table may be another: its columns are guessed anew.
    let same_table = encoding.code() == form.text("encoding_before");
    if !same_table || !mapping_form::sent(form) {
        return Ok(Ok(Choice { encoding, format, mapping: None }));
    }
    let mapping = mapping_form::judge(w, form);
    Ok(mapping.map(|mapping| Choice { encoding, format, mapping: Some(mapping) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::words::Lang;

    fn choice(fields: &[(&str, &str)]) -> Result<Choice, Oops> {
        let owned = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        judge(Words::new(Lang::Ja), &Form::new(owned.collect())).map(Result::unwrap)
    }

    const COLUMNS: [(&str, &str); 4] =
        [("date", "c0"), ("kind", "=cash"), ("wrapper", "=none"), ("currency", "=JPY")];

    #[test]
    fn columns_chosen_in_another_encoding_are_forgotten() {
        let with = |now, before| {
            let mut fields = vec![("encoding", now), ("encoding_before", before), ("format", "")];
            fields.extend(COLUMNS);
            choice(&fields).unwrap()
        };
        assert_eq!(with("cp932", "cp932").mapping.unwrap().date, Some(0));
        assert_eq!(with("utf-8", "cp932").mapping, None);
    }

    #[test]
    fn a_form_without_columns_leaves_them_to_be_guessed() {
        let chosen =
            choice(&[("encoding", "cp932"), ("encoding_before", "cp932"), ("format", "mapped")]);
        let chosen = chosen.unwrap();
        assert_eq!((chosen.format, chosen.mapping), (Some(Format::Mapped), None));
    }

    #[test]
    fn unknown_codes_are_not_from_our_form() {
        assert_eq!(choice(&[("encoding", "latin1")]).unwrap_err(), Oops::BadRequest);
        assert_eq!(
            choice(&[("encoding", "utf-8"), ("format", "x")]).unwrap_err(),
            Oops::BadRequest
        );
    }
}
