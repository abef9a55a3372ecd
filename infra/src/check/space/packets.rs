//! Sets of packets, exact: a packet is where it comes from, where it goes, and what it is.

use super::ranges::Ranges;

/// All packets whose three marks lie in the three sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Source addresses.
    pub from: Ranges,
    /// Destination addresses.
    pub to: Ranges,
    /// Protocol and destination port, see [`super::traffic`].
    pub what: Ranges,
}

impl Bundle {
    fn is_empty(&self) -> bool {
        self.from.is_empty() || self.to.is_empty() || self.what.is_empty()
    }

    fn intersect(&self, other: &Self) -> Self {
        Self {
            from: self.from.intersect(&other.from),
            to: self.to.intersect(&other.to),
            what: self.what.intersect(&other.what),
        }
    }

    /// Three bundles that do not overlap: outside by source, by destination, by traffic.
    fn without(&self, other: &Self) -> [Self; 3] {
        let from = self.from.intersect(&other.from);
        let to = self.to.intersect(&other.to);
        [
            Self { from: self.from.without(&other.from), ..self.clone() },
            Self { from: from.clone(), to: self.to.without(&other.to), what: self.what.clone() },
            Self { from, to, what: self.what.without(&other.what) },
        ]
    }
}

/// A union of bundles.
#[derive(Clone, Debug, Default)]
pub struct Packets(Vec<Bundle>);

impl Packets {
    /// The packets of one bundle.
    pub fn of(from: &Ranges, to: &Ranges, what: &Ranges) -> Self {
        Self::from_bundles([Bundle { from: from.clone(), to: to.clone(), what: what.clone() }])
    }

    fn from_bundles(bundles: impl IntoIterator<Item = Bundle>) -> Self {
        Self(bundles.into_iter().filter(|bundle| !bundle.is_empty()).collect())
    }

    /// The bundles, which may overlap.
    pub fn bundles(&self) -> &[Bundle] {
        &self.0
    }

    /// Whether there is no such packet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The packets of either.
    pub fn union(mut self, other: Self) -> Self {
        for bundle in other.0 {
            if !self.0.contains(&bundle) {
                self.0.push(bundle);
            }
        }
        self
    }

    /// The packets of both.
    pub fn intersect(&self, other: &Self) -> Self {
        let pairs = self.0.iter().flat_map(|one| other.0.iter().map(|two| one.intersect(two)));
        Self::from_bundles(pairs)
    }

    /// The packets of this that are not of `other`.
    pub fn without(&self, other: &Self) -> Self {
        other.0.iter().fold(self.clone(), |left, taken| {
            Self::from_bundles(left.0.iter().flat_map(|bundle| bundle.without(taken)))
        })
    }

    /// Whether every packet of `other` is of this.
    pub fn covers(&self, other: &Self) -> bool {
        other.without(self).is_empty()
    }

    /// What may travel between at least one source and one destination.
    pub fn what(&self) -> Ranges {
        self.0.iter().fold(Ranges::default(), |all, bundle| all.union(&bundle.what))
    }

    /// The same packets going the other way, each being `what`.
    pub fn turned(&self, what: &Ranges) -> Self {
        Self::from_bundles(self.0.iter().map(|bundle| Bundle {
            from: bundle.to.clone(),
            to: bundle.from.clone(),
            what: what.clone(),
        }))
    }

    /// The sources of all packets that are partly `what`, to any destination.
    pub fn sources(&self, what: &Ranges) -> Ranges {
        let fitting = self.0.iter().filter(|bundle| !bundle.what.intersect(what).is_empty());
        fitting.fold(Ranges::default(), |all, bundle| all.union(&bundle.from))
    }

    /// The destinations of all packets.
    pub fn destinations(&self) -> Ranges {
        self.0.iter().fold(Ranges::default(), |all, bundle| all.union(&bundle.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn few() -> impl Strategy<Value = Ranges> {
        proptest::collection::vec((0u128..4, 0u128..3), 0..3)
            .prop_map(|spans| Ranges::of(spans.into_iter().map(|(at, len)| (at, at + len))))
    }

    fn packets() -> impl Strategy<Value = Packets> {
        proptest::collection::vec((few(), few(), few()), 0..4).prop_map(|bundles| {
            bundles.iter().fold(Packets::default(), |all, (from, to, what)| {
                all.union(Packets::of(from, to, what))
            })
        })
    }

    fn has(packets: &Packets, (from, to, what): (u128, u128, u128)) -> bool {
        let single = |n| Ranges::span(n, n);
        packets.covers(&Packets::of(&single(from), &single(to), &single(what)))
    }

    fn every() -> impl Iterator<Item = (u128, u128, u128)> {
        (0..6).flat_map(|a| (0..6).flat_map(move |b| (0..6).map(move |c| (a, b, c))))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn sets_of_packets_behave_as_their_packets_do(a in packets(), b in packets()) {
            let (union, both, less) = (a.clone().union(b.clone()), a.intersect(&b), a.without(&b));
            for packet in every() {
                let (in_a, in_b) = (has(&a, packet), has(&b, packet));
                prop_assert_eq!(has(&union, packet), in_a || in_b);
                prop_assert_eq!(has(&both, packet), in_a && in_b);
                prop_assert_eq!(has(&less, packet), in_a && !in_b);
            }
            prop_assert_eq!(less.is_empty(), b.covers(&a));
        }
    }
}
