//! Clause 6-3: no account of anybody else's is named, in whatever property and for whatever purpose.

use crate::check::model::texts;

use super::{Rule, Said, Scene};

pub const RULES: &[Rule] = &[Rule::anywhere("6-3 no account is named but ours", accounts)];

/// The digits of an account's number.
const DIGITS: usize = 12;

fn accounts(scene: &Scene, said: &mut Said) {
    for resource in &scene.model.resources {
        let ours = |number: &str| {
            number == resource.account || scene.reviewed.accounts.values().any(|one| one == number)
        };
        texts(&resource.properties, &mut |text| {
            for number in numbers(text).filter(|number| !ours(number)) {
                said.of(resource, format!("names the account {number}, which is none of ours"));
            }
        });
    }
}

/// Twelve digits that stand alone. Twelve zeros are no account: so end identities that are not known yet.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| {
        let digits = word.bytes().all(|sign| sign.is_ascii_digit());
        digits && word.len() == DIGITS && word.bytes().any(|sign| sign != b'0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_wherever_it_stands() {
        let of = |text| numbers(text).collect::<Vec<_>>();
        assert_eq!(of("arn:aws:iam::999999999999:root"), ["999999999999"]);
        assert_eq!(of("999999999999.dkr.ecr.ap-northeast-1.amazonaws.com/x"), ["999999999999"]);
        assert_eq!(of("kura-prod-documents-123456789012"), ["123456789012"]);
        assert!(of("00000000-0000-0000-0000-000000000000 8000000000000 1234567890ab").is_empty());
    }
}
