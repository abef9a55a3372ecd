//! Uploads under way: each holds its bytes in memory, so there is a bound on how many there are
//! at once, for the process and for one customer.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use uuid::Uuid;

use super::error::Oops;

/// The most uploads at once in a process: at 20 MB each, 480 MB.
const MOST: usize = 24;
/// The most uploads of one customer at once: a page sends one, and somebody may have two open.
const MOST_EACH: usize = 2;

/// The uploads under way in this process, by customer.
#[derive(Debug, Clone, Default)]
pub struct UnderWay(Arc<Mutex<BTreeMap<Uuid, usize>>>);

/// An upload's place among those under way, until it is dropped.
#[derive(Debug)]
pub struct Slot {
    among: UnderWay,
    customer: Uuid,
}

impl UnderWay {
    /// Takes a place for an upload, before anything of it is read.
    ///
    /// # Errors
    /// [`Oops::Busy`] when there is none.
    pub fn slot(&self, customer: Uuid) -> Result<Slot, Oops> {
        let mut uploads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = uploads.get(&customer).copied().unwrap_or_default();
        if theirs >= MOST_EACH || uploads.values().sum::<usize>() >= MOST {
            return Err(Oops::Busy);
        }
        uploads.insert(customer, theirs + 1);
        Ok(Slot { among: self.clone(), customer })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut uploads = self.among.0.lock().unwrap_or_else(PoisonError::into_inner);
        match uploads.remove(&self.customer) {
            Some(theirs) if theirs > 1 => uploads.insert(self.customer, theirs - 1),
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_with_too_many_uploads_waits_and_others_do_not() {
        let uploads = UnderWay::default();
        let (hanako, taro) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let first = uploads.slot(hanako).unwrap();
        let _second = uploads.slot(hanako).unwrap();
        assert_eq!(uploads.slot(hanako).unwrap_err(), Oops::Busy);
        let _other = uploads.slot(taro).unwrap();
        drop(first);
        let _third = uploads.slot(hanako).unwrap();
        assert_eq!(uploads.slot(hanako).unwrap_err(), Oops::Busy);
    }

    #[test]
    fn there_are_only_so_many_places_and_each_comes_free_again() {
        let uploads = UnderWay::default();
        let places: Vec<_> =
            (0..24).map(|customer| uploads.slot(Uuid::from_u128(customer)).unwrap()).collect();
        let late = Uuid::from_u128(99);
        assert_eq!(uploads.slot(late).unwrap_err(), Oops::Busy);
        drop(places);
        assert!(uploads.slot(late).is_ok());
        assert!(uploads.0.lock().unwrap().is_empty(), "nobody is remembered");
    }
}
