//! What the visitor asks of the page, in its address.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::{date, net_worth::Axis, portfolio::Viewpoint};

use super::{Tab, axis_name};
use crate::kit::{
    field::{Field, Input},
    problem,
    words::Words,
};

/// How far back the course goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    HalfYear,
    Year,
    ThreeYears,
    All,
}

impl Range {
    const ALL: [Self; 4] = [Self::HalfYear, Self::Year, Self::ThreeYears, Self::All];

    const fn code(self) -> &'static str {
        match self {
            Self::HalfYear => "6m",
            Self::Year => "1y",
            Self::ThreeYears => "3y",
            Self::All => "all",
        }
    }

    /// Months back; `None`: to the first figure.
    pub const fn months(self) -> Option<i32> {
        match self {
            Self::HalfYear => Some(6),
            Self::Year => Some(12),
            Self::ThreeYears => Some(36),
            Self::All => None,
        }
    }
}

/// The question.
#[derive(Debug)]
pub(super) struct Question {
    pub range: Range,
    pub daily: bool,
    pub axis: Axis,
    as_of: NaiveDate,
    /// What was typed, when it was no day that can be asked about.
    wrong: Option<(String, date::AsOfError)>,
    known_then: bool,
    today: NaiveDate,
}

impl Question {
    /// Reads a path and query; what makes no sense falls back to the plain page,
    /// but a wrong day is told.
    pub fn read(path: &str, today: NaiveDate) -> Self {
        let query = path.split_once('?').map_or("", |(_, query)| query);
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let find = |name: &str| {
            pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
        };
        let typed = find("as_of");
        let (as_of, wrong) = match typed {
            "" => (today, None),
            typed => match date::parse_as_of(typed, today) {
                Ok(day) => (day, None),
                Err(error) => (today, Some((typed.to_owned(), error))),
            },
        };
        let range = Range::ALL.into_iter().find(|range| range.code() == find("range"));
        let axis = AXES.into_iter().find(|(_, code)| *code == find("by"));
        let range = range.unwrap_or(Range::Year);
        Self {
            range,
            // A longer daily course would be points nobody can tell apart.
            daily: find("step") == "day" && matches!(range, Range::HalfYear | Range::Year),
            axis: axis.map_or(Axis::Group, |(axis, _)| axis),
            as_of,
            wrong,
            known_then: find("view") == "known",
            today,
        }
    }

    /// The day and the knowledge asked about.
    pub fn viewpoint(&self) -> Viewpoint {
        Viewpoint {
            as_of: self.as_of,
            known_at: self.known_then.then(|| self.end_of_day()).flatten(),
        }
    }

    /// The last moment of the day asked about, in Japan.
    fn end_of_day(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        let midnight = self.as_of.succ_opt()?.and_time(NaiveTime::MIN).and_utc();
        Some(midnight - TimeDelta::hours(9) - TimeDelta::microseconds(1))
    }

    fn code(&self) -> &'static str {
        AXES.into_iter().find(|(axis, _)| *axis == self.axis).map_or("group", |(_, code)| code)
    }

    /// The address of the page with some answers changed.
    fn path(&self, range: Range, daily: bool, by: &str, anchor: &str) -> String {
        let mut path = format!("/?range={}&by={by}", range.code());
        if daily {
            path.push_str("&step=day");
        }
        if self.as_of != self.today {
            path.push_str(&format!("&as_of={}", self.as_of));
        }
        if self.known_then {
            path.push_str("&view=known");
        }
        format!("{path}#{anchor}")
    }

    /// Tabs for the range.
    pub fn range_tabs(&self, w: Words) -> Vec<Tab> {
        let label = |range| match range {
            Range::HalfYear => w.range_half_year(),
            Range::Year => w.range_year(),
            Range::ThreeYears => w.range_three_years(),
            Range::All => w.range_all(),
        };
        let tab = |range| {
            (self.path(range, self.daily, self.code(), "course"), label(range), range == self.range)
        };
        Range::ALL.into_iter().map(tab).collect()
    }

    /// Tabs for the step; none where only one makes sense.
    pub fn step_tabs(&self, w: Words) -> Vec<Tab> {
        if !matches!(self.range, Range::HalfYear | Range::Year) {
            return Vec::new();
        }
        let tab = |daily, label| {
            (self.path(self.range, daily, self.code(), "course"), label, daily == self.daily)
        };
        vec![tab(false, w.step_monthly()), tab(true, w.step_daily())]
    }

    /// Tabs for what parts are added by.
    pub fn axis_tabs(&self, w: Words) -> Vec<Tab> {
        AXES.into_iter()
            .map(|(axis, code)| {
                let path = self.path(self.range, self.daily, code, "parts");
                (path, axis_name(w, axis), axis == self.axis)
            })
            .collect()
    }

    /// The field for the day.
    pub fn as_of_field(&self, w: Words) -> Field {
        let typed =
            self.wrong.as_ref().map_or_else(|| self.as_of.to_string(), |wrong| wrong.0.clone());
        let error = self.wrong.as_ref().map(|(_, error)| problem::as_of(w, *error));
        Field::new("as_of", w.as_of_label(), &typed).hint(w.as_of_hint()).error(error)
    }

    /// The choice between what was true and what was known.
    pub fn view_field(&self, w: Words) -> Field {
        let options = [("true", w.view_true()), ("known", w.view_known())];
        let options = options.map(|(code, text)| (code.to_owned(), text.to_owned())).to_vec();
        let value = if self.known_then { "known" } else { "true" };
        Field::new("view", w.view_label(), value).input(Input::radio(options))
    }

    /// What a form for the day carries along.
    pub fn hidden(&self) -> Vec<(&'static str, &'static str)> {
        let mut kept = vec![("range", self.range.code()), ("by", self.code())];
        if self.daily {
            kept.push(("step", "day"));
        }
        kept
    }
}

const AXES: [(Axis, &str); 4] = [
    (Axis::Group, "group"),
    (Axis::Kind, "kind"),
    (Axis::Institution, "institution"),
    (Axis::Wrapper, "wrapper"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_that_makes_no_sense_is_the_plain_page() {
        let question = Question::read("/?range=9y&by=colour&step=hour&as_of=", day("2026-11-22"));
        assert_eq!(question.range, Range::Year);
        assert_eq!(question.axis, Axis::Group);
        assert!(!question.daily);
        assert_eq!(question.viewpoint(), Viewpoint::on(day("2026-11-22")));
    }

    #[test]
    fn an_era_date_is_understood_and_a_wrong_one_is_told() {
        let question = Question::read("/?as_of=R8.11.1&view=known", day("2026-11-22"));
        assert_eq!(question.viewpoint().as_of, day("2026-11-01"));
        let known = question.viewpoint().known_at.unwrap();
        assert_eq!(known.to_string(), "2026-11-01 14:59:59.999999 UTC");
        assert!(Question::read("/?as_of=2027-01-01", day("2026-11-22")).wrong.is_some());
    }
}
