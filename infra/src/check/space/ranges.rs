//! Sets of whole numbers: addresses, ports, protocols.

/// Disjoint, ordered spans, both ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ranges(Vec<(u128, u128)>);

impl Ranges {
    /// The numbers from `low` to `high`; none if `low` is the larger.
    pub fn span(low: u128, high: u128) -> Self {
        if low > high { Self::default() } else { Self(vec![(low, high)]) }
    }

    /// Brings spans into order and joins those that touch.
    pub fn of(spans: impl IntoIterator<Item = (u128, u128)>) -> Self {
        let mut all: Vec<(u128, u128)> =
            spans.into_iter().filter(|(low, high)| low <= high).collect();
        all.sort_unstable();
        let mut joined: Vec<(u128, u128)> = Vec::with_capacity(all.len());
        for (low, high) in all {
            match joined.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => joined.push((low, high)),
            }
        }
        Self(joined)
    }

    /// The spans in order.
    pub fn spans(&self) -> &[(u128, u128)] {
        &self.0
    }

    /// Whether no number is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The numbers in either.
    pub fn union(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// The numbers in both.
    pub fn intersect(&self, other: &Self) -> Self {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut both = Vec::new();
        while let (Some(&&(a, b)), Some(&&(c, d))) = (mine.peek(), theirs.peek()) {
            if a.max(c) <= b.min(d) {
                both.push((a.max(c), b.min(d)));
            }
            if b < d {
                mine.next()
            } else {
                theirs.next()
            };
        }
        Self(both)
    }

    /// The numbers in this and not in `other`.
    pub fn without(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for &(low, high) in &self.0 {
            let mut from = Some(low);
            for &(c, d) in other.0.iter().filter(|(c, d)| *c <= high && *d >= low) {
                let Some(start) = from else { break };
                if start < c {
                    left.push((start, c - 1));
                }
                from = d.checked_add(1).filter(|next| *next <= high);
            }
            if let Some(start) = from {
                left.push((start, high));
            }
        }
        Self::of(left)
    }

    /// Whether every number of `other` is in this.
    pub fn covers(&self, other: &Self) -> bool {
        other.without(self).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set() -> impl Strategy<Value = (Ranges, Vec<bool>)> {
        proptest::collection::vec((0u128..24, 0u128..6), 0..5).prop_map(|spans| {
            let spans: Vec<(u128, u128)> = spans.iter().map(|(at, len)| (*at, at + len)).collect();
            let members =
                (0..32).map(|n| spans.iter().any(|(a, b)| (a..=b).contains(&&n))).collect();
            (Ranges::of(spans), members)
        })
    }

    fn members(set: &Ranges) -> Vec<bool> {
        (0..32).map(|n| set.spans().iter().any(|(a, b)| (*a..=*b).contains(&n))).collect()
    }

    proptest! {
        #[test]
        fn sets_behave_as_their_members_do(a in set(), b in set()) {
            let each = |f: fn(bool, bool) -> bool| -> Vec<bool> {
                a.1.iter().zip(&b.1).map(|(x, y)| f(*x, *y)).collect()
            };
            prop_assert_eq!(members(&a.0.union(&b.0)), each(|x, y| x || y));
            prop_assert_eq!(members(&a.0.intersect(&b.0)), each(|x, y| x && y));
            prop_assert_eq!(members(&a.0.without(&b.0)), each(|x, y| x && !y));
            prop_assert_eq!(a.0.covers(&b.0), each(|x, y| !x && y).iter().all(|outside| !outside));
        }
    }

    #[test]
    fn the_last_number_there_is_can_be_taken_away() {
        let all = Ranges::span(0, u128::MAX);
        let last = Ranges::span(u128::MAX, u128::MAX);
        assert_eq!(all.without(&last), Ranges::span(0, u128::MAX - 1));
        assert_eq!(all.without(&last).union(&last), all);
    }
}
