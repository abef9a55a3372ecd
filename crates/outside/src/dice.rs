//! Random numbers, from the system or, for demonstrations, from a seed.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::{
    digest,
    rand::{SecureRandom, SystemRandom},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A source of random bytes.
#[derive(Debug)]
pub enum Dice {
    /// The system's cryptographic source.
    System(SystemRandom),
    /// The same numbers every time, for seeded synthetic data. Never for secrets
    /// of a service that people use.
    Seeded {
        /// The seed.
        seed: u64,
        /// Draws so far.
        draws: AtomicU64,
    },
}

/// The system's random source failed; nothing secret can be made.
#[derive(Debug, thiserror::Error)]
#[error("the system's random source failed")]
pub struct NoRandomness;

impl Dice {
    /// The system's source.
    pub fn system() -> Self {
        Self::System(SystemRandom::new())
    }

    /// A repeatable source.
    pub const fn seeded(seed: u64) -> Self {
        Self::Seeded { seed, draws: AtomicU64::new(0) }
    }

    /// Random bytes.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], NoRandomness> {
        let mut bytes = [0; N];
        match self {
            Self::System(source) => source.fill(&mut bytes).map_err(|_| NoRandomness)?,
            Self::Seeded { seed, draws } => {
                for chunk in bytes.chunks_mut(digest::SHA256_OUTPUT_LEN) {
                    let draw = draws.fetch_add(1, Ordering::Relaxed);
                    let block = [seed.to_be_bytes(), draw.to_be_bytes()].concat();
                    let hash = digest::digest(&digest::SHA256, &block);
                    chunk.iter_mut().zip(hash.as_ref()).for_each(|(to, from)| *to = *from);
                }
            }
        }
        Ok(bytes)
    }

    /// A new identity (UUID version 7: ordered by time, 74 random bits).
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn id(&self, now: DateTime<Utc>) -> Result<Uuid, NoRandomness> {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()?).into_uuid())
    }

    /// Six digits, each number equally likely.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn six_digits(&self) -> Result<String, NoRandomness> {
        // Draws beyond the largest multiple of a million would favour low numbers.
        const BOUND: u32 = u32::MAX - u32::MAX % 1_000_000;
        loop {
            let draw = u32::from_be_bytes(self.bytes()?);
            if draw < BOUND {
                return Ok(format!("{:06}", draw % 1_000_000));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_dice_repeat_and_system_dice_do_not() {
        let draw = |dice: &Dice| dice.bytes::<40>().unwrap();
        assert_eq!(draw(&Dice::seeded(7)), draw(&Dice::seeded(7)));
        assert_ne!(draw(&Dice::seeded(7)), draw(&Dice::seeded(8)));
        let dice = Dice::system();
        assert_ne!(draw(&dice), draw(&dice));
    }

    #[test]
    fn six_digits_are_six_digits() {
        let dice = Dice::seeded(1);
        for _ in 0..1_000 {
            let code = dice.six_digits().unwrap();
            assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
        }
    }
}
