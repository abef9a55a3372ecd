//! Argon2id, a bounded number at a time, so that a flood of log-ins does not
//! take the processor from other pages.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::password::Password;
use outside::dice::Dice;
use tokio::sync::Semaphore;

use crate::AppError;

/// Hashes and verifies passwords: 19 MiB, two passes (OWASP's minimum for Argon2id).
#[derive(Debug, Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
    cost: Cost,
}

#[derive(Debug, Clone, Copy)]
struct Cost {
    kibibytes: u32,
    passes: u32,
}

impl Hasher {
    /// A hasher for people's passwords, `places` at a time.
    pub fn new(places: usize) -> Self {
        let cost = Cost { kibibytes: 19 * 1024, passes: 2 };
        Self { places: Arc::new(Semaphore::new(places)), cost }
    }

    /// A hasher that is quick and weak, for synthetic customers and tests only.
    pub fn weak(places: usize) -> Self {
        let cost = Cost { kibibytes: 64, passes: 1 };
        Self { places: Arc::new(Semaphore::new(places)), cost }
    }

    fn argon2(cost: Cost) -> Result<Argon2<'static>, AppError> {
        let params = Params::new(cost.kibibytes, cost.passes, 1, None)
            .map_err(|_| AppError::Broken("password hashing parameters"))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// [`AppError::Broken`] when hashing fails.
    pub async fn hash(&self, password: Password, dice: &Dice) -> Result<String, AppError> {
        let salt = dice.bytes::<16>()?;
        let cost = self.cost;
        self.run(move || {
            Self::argon2(cost)?
                .hash_password_with_salt(password.as_str().as_bytes(), &salt)
                .map(|hash| hash.to_string())
                .map_err(|_| AppError::Broken("password hashing"))
        })
        .await
    }

    /// Whether a typed password is the one hashed. Without a hash the same work
    /// is done in vain, so that an unknown address takes as long as a known one.
    ///
    /// # Errors
    /// [`AppError::Broken`] when a stored hash makes no sense.
    pub async fn verify(
        &self,
        typed: &str,
        hash: Option<String>,
        dice: &Dice,
    ) -> Result<bool, AppError> {
        let salt = dice.bytes::<16>()?;
        let cost = self.cost;
        let typed = Password::attempt(typed);
        self.run(move || {
            let argon2 = Self::argon2(cost)?;
            let Some(hash) = hash else {
                argon2
                    .hash_password_with_salt(typed.as_str().as_bytes(), &salt)
                    .map_err(|_| AppError::Broken("password hashing"))?;
                return Ok(false);
            };
            let hash = PasswordHash::new(&hash)
                .map_err(|_| AppError::Broken("a stored password hash makes no sense"))?;
            Ok(argon2.verify_password(typed.as_str().as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| AppError::Broken("password hashing has stopped"))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        })
        .await
        .map_err(|_| AppError::Broken("password hashing failed"))?
    }
}
