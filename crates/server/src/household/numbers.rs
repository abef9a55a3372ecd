//! Numbers that look random and are the same every time.

use outside::dice::Dice;

/// A repeatable source of numbers. Nothing secret is ever made of them.
#[derive(Debug)]
pub(super) struct Numbers(Dice);

impl Numbers {
    pub(super) const fn seeded(seed: u64) -> Self {
        Self(Dice::seeded(seed))
    }

    /// The numbers of one customer of a seed.
    pub(super) const fn of_customer(seed: u64, number: u64) -> Self {
        Self::seeded(seed.wrapping_mul(1_000_000_007).wrapping_add(number))
    }

    fn draw(&self) -> [u8; 8] {
        // Seeded dice never fail.
        self.0.bytes().unwrap_or_default()
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(u64::from_be_bytes(self.draw()) % span)
    }

    /// One of some things; `None` of none.
    pub(super) fn one_of<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        let last = i64::try_from(all.len().checked_sub(1)?).ok()?;
        all.get(usize::try_from(self.between(0, last)).ok()?)
    }

    /// From -1000 to 1000, most often near 0: the mean of four even draws.
    pub(super) fn noise(&self) -> i64 {
        let [a, b, c, d, e, f, g, h] = self.draw();
        let sum: i64 = [[a, b], [c, d], [e, f], [g, h]]
            .map(|pair| i64::from(u16::from_be_bytes(pair)))
            .iter()
            .sum();
        let middle = 2 * i64::from(u16::MAX);
        (sum - middle) * 1_000 / middle
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_repeat_for_a_seed_and_differ_between_customers() {
        let draw = |numbers: &Numbers| [(); 8].map(|()| numbers.between(0, 1_000_000));
        assert_eq!(draw(&Numbers::of_customer(1, 5)), draw(&Numbers::of_customer(1, 5)));
        assert_ne!(draw(&Numbers::of_customer(1, 5)), draw(&Numbers::of_customer(1, 6)));
        assert_ne!(draw(&Numbers::of_customer(1, 5)), draw(&Numbers::of_customer(2, 5)));
    }

    #[test]
    fn draws_stay_within_bounds_and_noise_stays_near_nothing() {
        let numbers = Numbers::seeded(3);
        let draws: Vec<i64> = (0..500).map(|_| numbers.between(-2, 2)).collect();
        assert!((-2..=2).all(|wanted| draws.contains(&wanted)));
        assert!(draws.iter().all(|draw| (-2..=2).contains(draw)));
        let noise: Vec<i64> = (0..500).map(|_| numbers.noise()).collect();
        assert!(noise.iter().all(|draw| (-1_000..=1_000).contains(draw)));
        assert!(noise.iter().sum::<i64>().abs() < 500 * 100);
        assert_eq!(numbers.one_of::<u8>(&[]), None);
    }
}
