//! What PostgreSQL keeps of a password, so that the password itself is never sent to it: a
//! statement with a password in it may stand in the server's log.

use std::num::NonZero;

use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
    pbkdf2::{PBKDF2_HMAC_SHA256, derive},
};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use zeroize::Zeroizing;

use crate::dice::{Dice, NoRandomness};

/// 4096, as many as PostgreSQL itself takes; passwords of machines are too long to be guessed.
const ITERATIONS: NonZero<u32> = NonZero::<u32>::MIN.saturating_add(4_095);

/// The verifier of a password of ASCII letters, digits and signs, which need no preparing
/// (RFC 5802, in PostgreSQL's form).
///
/// # Errors
/// [`NoRandomness`].
pub fn verifier(password: &str, dice: &Dice) -> Result<String, NoRandomness> {
    Ok(salted(password, &dice.bytes::<16>()?))
}

fn salted(password: &str, salt: &[u8]) -> String {
    let mut salted = Zeroizing::new([0; 32]);
    derive(PBKDF2_HMAC_SHA256, ITERATIONS, salt, password.as_bytes(), &mut *salted);
    let key = hmac::Key::new(hmac::HMAC_SHA256, &*salted);
    let stored = digest(&SHA256, hmac::sign(&key, b"Client Key").as_ref());
    let server = hmac::sign(&key, b"Server Key");
    let [salt, stored, server] =
        [salt, stored.as_ref(), server.as_ref()].map(|bytes| BASE64.encode(bytes));
    format!("SCRAM-SHA-256${ITERATIONS}:{salt}${stored}:{server}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys of the exchange in RFC 7677, section 3, reckoned from it with another library.
    #[test]
    fn a_known_password_gives_the_known_verifier() {
        let salt = BASE64.decode("W22ZaJ0SNY7soEsUEjb6gQ==").unwrap();
        let known = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$\
                     WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:\
                     wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
        assert_eq!(salted("pencil", &salt), known);
    }

    #[test]
    fn the_same_password_gives_another_each_time_and_is_not_in_it() {
        let dice = Dice::system();
        let [one, two] = [0, 1].map(|_| verifier("a-password-of-machines", &dice).unwrap());
        assert!(one != two && !one.contains("a-password"), "{one}");
    }
}
