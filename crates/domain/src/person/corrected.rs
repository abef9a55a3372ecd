//! When a customer corrected who they said they are.

use chrono::{DateTime, NaiveDate, Utc};

use super::Name;

/// When its customer corrected each part of a registration last, if ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Corrected {
    /// The name or its reading.
    pub name: Option<DateTime<Utc>>,
    /// The birth date.
    pub birth_date: Option<DateTime<Utc>>,
}

impl Corrected {
    /// Whether nothing ever was.
    pub const fn is_nothing(&self) -> bool {
        self.name.is_none() && self.birth_date.is_none()
    }

    /// What it is after a correction at a time, from what was registered to what is now.
    /// `None`: they say the same, and nothing is corrected.
    pub fn then(
        self,
        (name, birth_date): (&Name, NaiveDate),
        (new_name, new_birth_date): (&Name, NaiveDate),
        at: DateTime<Utc>,
    ) -> Option<Self> {
        let (names_differ, days_differ) = (name != new_name, birth_date != new_birth_date);
        (names_differ || days_differ).then_some(Self {
            name: if names_differ { Some(at) } else { self.name },
            birth_date: if days_differ { Some(at) } else { self.birth_date },
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn name(given_kana: &str) -> Name {
        Name::parse("山田", "花子", "ヤマダ", given_kana).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_part_has_the_time_of_its_own_correction() {
        let (first, second) = (name("ハナゴ"), name("ハナコ"));
        let (wrong, right) = (day("1958-04-01"), day("1958-01-04"));
        let never = Corrected::default();
        assert!(never.is_nothing());
        let birth_date = never.then((&first, wrong), (&first, right), at(1)).unwrap();
        assert_eq!(birth_date, Corrected { name: None, birth_date: Some(at(1)) });
        assert!(!birth_date.is_nothing());
        let both = birth_date.then((&first, right), (&second, right), at(2)).unwrap();
        assert_eq!(both, Corrected { name: Some(at(2)), birth_date: Some(at(1)) });
    }

    #[test]
    fn what_says_the_same_is_no_correction() {
        let (hanako, day) = (name("ハナコ"), day("1958-04-01"));
        let once = Corrected { name: Some(at(1)), birth_date: None };
        assert_eq!(once.then((&hanako, day), (&hanako, day), at(2)), None);
    }
}
