//! Whether time tells that an address is registered: each form that takes one is sent in
//! turn for an address a customer has and for one nobody has.

use std::time::Instant;

use anyhow::{Context, bail};

use super::figure::{Aim, Figure, Quantity, median};
use super::http;
use super::service::{Running, Service};

/// How often each form is sent of either sort (trust.md R31).
const PAIRS: u32 = 500;
/// With so many, chance alone tells more of the pairs apart once in a hundred times: half,
/// and 2.58 standard deviations of U.
const CHANCE: Aim = Aim::AtMost(54_700);

/// A form that takes an address.
struct Form {
    path: &'static str,
    status: u16,
    /// Key and name: median of known ones, of unknown ones, and how many pairs tell.
    figures: [(&'static str, &'static str); 3],
    fields: fn(&str, &str) -> String,
}

const FORMS: [Form; 3] = [
    Form {
        path: "/login",
        status: 422,
        figures: [
            ("telling-login-known", "log-in, wrong password, known address"),
            ("telling-login-unknown", "log-in, wrong password, unknown address"),
            ("telling-login", "log-in: pairs told apart by time"),
        ],
        fields: |email, _| http::form(&[("email", email), ("password", "itsumo-no-yozora-9")]),
    },
    Form {
        path: "/register",
        status: 303,
        figures: [
            ("telling-register-known", "registration, known address"),
            ("telling-register-unknown", "registration, unknown address"),
            ("telling-register", "registration: pairs told apart by time"),
        ],
        fields: |email, key| {
            http::form(&[
                ("form_key", key),
                ("family", "試験"),
                ("given", "花子"),
                ("family_kana", "シケン"),
                ("given_kana", "ハナコ"),
                ("birth_date", "1980-01-01"),
                ("email", email),
                ("password", "itsumo-no-yozora-9"),
                ("consent", "yes"),
            ])
        },
    },
    Form {
        path: "/recover",
        status: 303,
        figures: [
            ("telling-recover-known", "recovery, known address"),
            ("telling-recover-unknown", "recovery, unknown address"),
            ("telling-recover", "recovery: pairs told apart by time"),
        ],
        fields: |email, key| http::form(&[("form_key", key), ("email", email)]),
    },
];

/// Measures each form on the site as it stands.
///
/// # Errors
/// An answer that is not the form's usual one.
pub fn measure(service: &Service<'_>, customers: u32) -> anyhow::Result<Vec<Figure>> {
    // Each visitor comes from an address of its own, or the site would slow them down.
    let running = service.start_behind_a_proxy()?;
    let mut figures = Vec::new();
    for (number, form) in (0..).zip(FORMS) {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for pair in 0..PAIRS.min(customers) {
            let customer = format!("customer-{:06}@seed.example", customers - pair);
            let nobody = format!("nobody-{number}-{pair:05}@seed.example");
            let visitor = number * 2 * PAIRS + pair * 2;
            // Which of the two comes first changes, should the first warm something up.
            let mut both = [(customer, &mut known), (nobody, &mut unknown)];
            if pair % 2 == 1 {
                both.reverse();
            }
            for (place, (email, times)) in (0..).zip(both) {
                times.push(form.sent(&running, &email, visitor + place)?);
            }
        }
        figures.extend(form.figures(known, unknown)?);
    }
    Ok(figures)
}

impl Form {
    /// Sends it for an address, as a visitor of that number; microseconds it took.
    fn sent(&self, running: &Running, email: &str, visitor: u32) -> anyhow::Result<u64> {
        let key = format!("00000000-0000-7000-8000-{visitor:012x}");
        let from = format!("10.{}.{}.1", visitor / 250, visitor % 250);
        let body = (self.fields)(email, &key);
        let begun = Instant::now();
        let answer = http::post_from(&running.address, self.path, &body, Some(&from))?;
        let took = begun.elapsed();
        if answer.status != self.status {
            bail!("{}: answer {}, not {}", self.path, answer.status, self.status);
        }
        Ok(u64::try_from(took.as_micros())?)
    }

    fn figures(&self, known: Vec<u64>, unknown: Vec<u64>) -> anyhow::Result<[Figure; 3]> {
        let apart = told_apart(&known, &unknown);
        let [of_known, of_unknown, of_pairs] = self.figures;
        let middle = |times| median(times).map(Quantity::micros).context("nothing was sent");
        Ok([
            Figure::new(of_known.0, of_known.1, middle(known)?),
            Figure::new(of_unknown.0, of_unknown.1, middle(unknown)?),
            Figure::new(of_pairs.0, of_pairs.1, apart).aim(CHANCE),
        ])
    }
}

/// Of all pairs of a known and an unknown address, the part told apart right by whoever
/// takes the one that took longer for what it usually is (Mann and Whitney's U): half, if
/// time tells nothing.
fn told_apart(known: &[u64], unknown: &[u64]) -> Quantity {
    let pairs = known.iter().flat_map(|known| unknown.iter().map(move |other| (known, other)));
    let (mut twice, mut all) = (0, 0);
    for (known, other) in pairs {
        all += 2;
        twice += match known.cmp(other) {
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 0,
        };
    }
    Quantity::percent(twice.max(all - twice), all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_pairs_says_nothing() {
        let share = |known: &[u64], unknown: &[u64]| told_apart(known, unknown).milli;
        assert_eq!(share(&[1, 2, 3], &[1, 2, 3]), 50_000);
        assert_eq!(share(&[5, 6], &[1, 2, 3]), 100_000);
        assert_eq!(share(&[1], &[2, 3]), 100_000);
    }
}
