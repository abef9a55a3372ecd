//! Codes of the second factor: six digits that change every 30 seconds (RFC 6238).

use chrono::{DateTime, Utc};
use outside::dice::Dice;
use totp_rs::{Builder, Secret, Totp};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{App, AppError, Vault};

const COLUMN: &str = "staff_credential.second_factor";

/// A member's second factor.
pub(crate) struct SecondFactor(Totp);

impl SecondFactor {
    /// A new one: 160 random bits, as RFC 4226 advises.
    pub fn new(dice: &Dice) -> Result<Self, AppError> {
        Self::of(*Zeroizing::new(dice.bytes::<20>()?))
    }

    /// The one of a secret.
    pub fn of(secret: [u8; 20]) -> Result<Self, AppError> {
        let builder = Builder::new().with_secret(Secret::new_stack(secret));
        builder.build().map(Self).map_err(|_| AppError::Broken("a second factor's secret"))
    }

    pub fn seal(&self, app: &App, vault: &Vault, staff: Uuid) -> Result<Vec<u8>, AppError> {
        vault.seal(&app.dice, COLUMN, staff, self.0.secret().as_bytes())
    }

    pub fn unseal(vault: &Vault, staff: Uuid, sealed: &[u8]) -> Result<Self, AppError> {
        let plain = vault.unseal(COLUMN, staff, sealed)?;
        let secret = plain.as_slice().try_into();
        Self::of(secret.map_err(|_| AppError::Broken("a second factor's secret"))?)
    }

    /// The secret as people type it: base32.
    pub fn text(&self) -> String {
        self.0.secret().to_base32()
    }

    /// The step a code is of: this one, the one before, or the one after. Which steps were
    /// used is the caller's to know.
    pub fn step(&self, typed: &str, now: DateTime<Utc>) -> Option<i64> {
        let digits: String = domain::text::half_width(typed);
        let digits: String = digits.chars().filter(|sign| !sign.is_whitespace()).collect();
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.0.check(&digits, seconds).and_then(|step| i64::try_from(step).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's test vectors, and the six last digits of its codes.
    fn factor() -> SecondFactor {
        SecondFactor::of(*b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_of_the_standard_are_known() {
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")]
        {
            assert_eq!(factor().step(code, at(seconds)), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_clock_may_be_a_step_off_and_no_more() {
        let step = Some(1_234_567_890 / 30);
        for off in [-30, 0, 30] {
            assert_eq!(factor().step("005924", at(1_234_567_890 + off)), step, "{off}");
        }
        for off in [-60, 60] {
            assert_eq!(factor().step("005924", at(1_234_567_890 + off)), None, "{off}");
        }
    }

    #[test]
    fn a_code_is_six_digits_however_they_are_spaced() {
        assert!(factor().step("００５ 924", at(1_234_567_890)).is_some());
        for wrong in ["", "05924", "+05924", "0059240", "00592x"] {
            assert_eq!(factor().step(wrong, at(1_234_567_890)), None, "{wrong}");
        }
    }
}
