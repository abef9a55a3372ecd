//! Argon2id, a bounded number at a time, on threads that step back for others, so that a
//! flood of log-ins does not take the processor from other pages.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, mpsc},
    thread,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use domain::password::Password;
use outside::dice::Dice;
use tokio::sync::{Semaphore, oneshot};

use crate::AppError;

/// Hashes and verifies passwords: 19 MiB, two passes (OWASP's minimum for Argon2id).
#[derive(Debug, Clone)]
pub struct Hasher {
    places: Arc<Semaphore>,
    threads: mpsc::Sender<Job>,
    cost: Cost,
}

type Job = Box<dyn FnOnce() + Send>;

/// How far hashing steps back (`nice`): a page waiting for the processor gets nine times
/// as much of it.
const STEP_BACK: i32 = 10;

#[derive(Debug, Clone, Copy)]
struct Cost {
    kibibytes: u32,
    passes: u32,
}

impl Cost {
    /// The PHC string of nobody's password.
    fn stand_in(self) -> String {
        let Self { kibibytes, passes } = self;
        let (salt, output) = ("A".repeat(22), "A".repeat(43));
        format!("$argon2id$v=19$m={kibibytes},t={passes},p=1${salt}${output}")
    }
}

impl Hasher {
    /// A hasher for people's passwords, `places` at a time.
    ///
    /// # Errors
    /// The system starts no more threads.
    pub fn new(places: usize) -> io::Result<Self> {
        Self::with(places, Cost { kibibytes: 19 * 1024, passes: 2 })
    }

    /// A hasher that is quick and weak, for synthetic customers and tests only.
    ///
    /// # Errors
    /// As [`Hasher::new`].
    pub fn weak(places: usize) -> io::Result<Self> {
        Self::with(places, Cost { kibibytes: 64, passes: 1 })
    }

    fn with(places: usize, cost: Cost) -> io::Result<Self> {
        let threads = start_threads(places)?;
        Ok(Self { places: Arc::new(Semaphore::new(places)), threads, cost })
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

    /// Whether a typed password is the one hashed. Without a hash a stand-in is verified by
    /// the same code, so that an unknown address takes as long as a known one.
    ///
    /// # Errors
    /// [`AppError::Broken`] when a stored hash makes no sense.
    pub async fn verify(&self, typed: &str, hash: Option<String>) -> Result<bool, AppError> {
        let cost = self.cost;
        let typed = Password::attempt(typed);
        self.run(move || {
            let is_known = hash.is_some();
            let hash = hash.unwrap_or_else(|| cost.stand_in());
            let hash = PasswordHash::new(&hash)
                .map_err(|_| AppError::Broken("a stored password hash makes no sense"))?;
            let fits = Self::argon2(cost)?.verify_password(typed.as_str().as_bytes(), &hash);
            Ok(fits.is_ok() && is_known)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|_| AppError::Broken("password hashing has stopped"))?;
        let (tell, told) = oneshot::channel();
        let job = Box::new(move || {
            let done = work();
            drop(place);
            // Whoever asked may have gone.
            drop(tell.send(done));
        });
        self.threads.send(job).map_err(|_| AppError::Broken("password hashing has stopped"))?;
        told.await.map_err(|_| AppError::Broken("password hashing failed"))?
    }
}

/// Threads of their own, for others' priority must not change; they end with the hasher.
fn start_threads(count: usize) -> io::Result<mpsc::Sender<Job>> {
    let (sender, jobs) = mpsc::channel();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..count {
        let jobs = Arc::clone(&jobs);
        thread::Builder::new().name("password-hash".to_owned()).spawn(move || hash_all(&jobs))?;
    }
    Ok(sender)
}

fn hash_all(jobs: &Mutex<mpsc::Receiver<Job>>) {
    // On Linux this is the thread's priority, not the process's.
    if let Err(error) = rustix::process::nice(STEP_BACK) {
        tracing::warn!(%error, "password hashing does not step back for pages");
    }
    loop {
        let Ok(job) = jobs.lock().map(|jobs| jobs.recv()) else { return };
        let Ok(job) = job else { return };
        if catch_unwind(AssertUnwindSafe(job)).is_err() {
            tracing::error!("password hashing panicked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_stand_in_is_verified_like_any_hash_and_fits_nothing() {
        let hasher = Hasher::weak(1).unwrap();
        let stand_in = hasher.cost.stand_in();
        assert!(PasswordHash::new(&stand_in).is_ok(), "{stand_in}");
        assert!(!hasher.verify("umeboshi to yanagi", None).await.unwrap());
        assert!(!hasher.verify("umeboshi to yanagi", Some(stand_in)).await.unwrap());
    }
}
