//! What taking a file over would do: which holdings are new, which figures are
//! known already, which would correct others.

use std::collections::{HashMap, hash_map};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    names::normal_form,
    reading::{Entry, Reading},
};
use crate::{
    asset::{Kind, Wrapper},
    currency::Currency,
    portfolio::{Details, Portfolio},
};

/// What one entry, or one row that cannot be read, would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A figure of a holding not recorded yet.
    New {
        /// Its index in [`Plan::new_holdings`].
        new_holding: usize,
    },
    /// A new figure of a recorded holding.
    Added {
        /// The holding.
        holding: Uuid,
    },
    /// Another amount for a day that has one: would be a correction.
    Changed {
        /// The holding.
        holding: Uuid,
        /// The amount that stands, in minor units.
        standing: i64,
    },
    /// Recorded already, or the same row again: nothing to do.
    Duplicate,
    /// An earlier line of this file says another amount for the same holding
    /// and day. The earlier one is taken, this one left out.
    Contradicts {
        /// The earlier line, from 1.
        line: usize,
    },
    /// The row cannot be read (see its problems).
    Unreadable,
}

/// One entry and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedRow {
    /// Index of the row in [`Reading::rows`].
    pub row: usize,
    /// Index of the entry in the row's entries; 0 for an unreadable row.
    pub entry: usize,
    /// What becomes of it.
    pub decision: Decision,
}

impl PlannedRow {
    /// The entry meant, unless the row is unreadable.
    pub fn entry_in(self, reading: &Reading) -> Option<&Entry> {
        reading.rows.get(self.row)?.result.as_ref().ok()?.get(self.entry)
    }
}

/// How many entries have each decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Figures of new holdings.
    pub new: usize,
    /// New figures of recorded holdings.
    pub added: usize,
    /// Corrections.
    pub changed: usize,
    /// Known already.
    pub duplicate: usize,
    /// In contradiction to an earlier line.
    pub contradicting: usize,
    /// Rows that cannot be read.
    pub unreadable: usize,
}

/// What taking a file over would do, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Every entry and every unreadable row.
    pub rows: Vec<PlannedRow>,
    /// The holdings to be made, by first appearance.
    pub new_holdings: Vec<Details>,
    /// How many of each.
    pub counts: Counts,
}

/// Plans taking a reading over into what is recorded (sorted, see
/// [`Portfolio::sort`]). Entries belong to the holding that is not deleted and
/// has the same label, institution (compared in [`normal_form`]), kind, wrapper
/// and currency; of several such holdings to the one the figure fits best.
pub fn plan(reading: &Reading, existing: &Portfolio) -> Plan {
    let mut planner = Planner::knowing(existing);
    let mut rows = Vec::new();
    for (index, row) in reading.rows.iter().enumerate() {
        match &row.result {
            Ok(entries) => rows.extend(entries.iter().enumerate().map(|(at, entry)| {
                let decision = planner.decide(entry, row.line);
                PlannedRow { row: index, entry: at, decision }
            })),
            Err(_) => {
                let decision = Decision::Unreadable;
                rows.push(PlannedRow { row: index, entry: 0, decision });
            }
        }
    }
    let counts = count(&rows);
    Plan { rows, new_holdings: planner.new_holdings, counts }
}

fn count(rows: &[PlannedRow]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let counter = match row.decision {
            Decision::New { .. } => &mut counts.new,
            Decision::Added { .. } => &mut counts.added,
            Decision::Changed { .. } => &mut counts.changed,
            Decision::Duplicate => &mut counts.duplicate,
            Decision::Contradicts { .. } => &mut counts.contradicting,
            Decision::Unreadable => &mut counts.unreadable,
        };
        *counter += 1;
    }
    counts
}

/// What makes two entries figures of one holding.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    label: String,
    institution: String,
    kind: Kind,
    wrapper: Wrapper,
    currency: Currency,
}

/// Holdings of one key.
enum Owner {
    Recorded { first: Uuid, others: Vec<Uuid> },
    New(usize),
}

struct Planner {
    /// Numbers given to keys, and whose figures they are.
    owners: HashMap<Key, (usize, Owner)>,
    /// Figures that stand, by key number and day.
    standing: HashMap<(usize, NaiveDate), Vec<(Uuid, i64)>>,
    /// Amounts and lines read from the file, by key number and day.
    read: HashMap<(usize, NaiveDate), (i64, usize)>,
    new_holdings: Vec<Details>,
}

impl Planner {
    fn knowing(existing: &Portfolio) -> Self {
        let mut owners: HashMap<Key, (usize, Owner)> = HashMap::new();
        let mut standing: HashMap<_, Vec<_>> = HashMap::new();
        for holding in existing.live() {
            let next = owners.len();
            let key = key_of_details(&holding.details);
            let number = match owners.entry(key) {
                hash_map::Entry::Vacant(vacant) => {
                    vacant
                        .insert((next, Owner::Recorded { first: holding.id, others: Vec::new() }));
                    next
                }
                hash_map::Entry::Occupied(mut occupied) => {
                    let (number, owner) = occupied.get_mut();
                    if let Owner::Recorded { others, .. } = owner {
                        others.push(holding.id);
                    }
                    *number
                }
            };
            for row in holding.standing_valuations() {
                standing.entry((number, row.as_of)).or_default().push((holding.id, row.minor));
            }
        }
        Self { owners, standing, read: HashMap::new(), new_holdings: Vec::new() }
    }

    fn decide(&mut self, entry: &Entry, line: usize) -> Decision {
        let next = self.owners.len();
        let new_holdings = &mut self.new_holdings;
        let (number, owner) = self.owners.entry(key_of_entry(entry)).or_insert_with(|| {
            new_holdings.push(details_of(entry));
            (next, Owner::New(new_holdings.len() - 1))
        });
        let place = (*number, entry.as_of);
        let minor = entry.money.minor;
        let known = self.standing.get(&place).map(Vec::as_slice).unwrap_or_default();
        let stands = known.iter().any(|(_, standing)| *standing == minor);
        match self.read.entry(place) {
            hash_map::Entry::Occupied(earlier) => {
                let (earlier_minor, line) = *earlier.get();
                let same = earlier_minor == minor || (stands && known.len() > 1);
                return if same { Decision::Duplicate } else { Decision::Contradicts { line } };
            }
            hash_map::Entry::Vacant(vacant) => vacant.insert((minor, line)),
        };
        if stands {
            return Decision::Duplicate;
        }
        match owner {
            Owner::New(new_holding) => Decision::New { new_holding: *new_holding },
            Owner::Recorded { first, others } => figure_of(*first, others, known),
        }
    }
}

/// The first holding without a figure that day is given one; when all have one,
/// the first is corrected.
fn figure_of(first: Uuid, others: &[Uuid], known: &[(Uuid, i64)]) -> Decision {
    let has_figure = |id: Uuid| known.iter().any(|(other, _)| *other == id);
    let without = std::iter::once(first).chain(others.iter().copied()).find(|id| !has_figure(*id));
    match (without, known.first()) {
        (None, Some((holding, standing))) => {
            Decision::Changed { holding: *holding, standing: *standing }
        }
        (without, _) => Decision::Added { holding: without.unwrap_or(first) },
    }
}

fn key_of_entry(entry: &Entry) -> Key {
    Key {
        label: normal_form(&entry.label),
        institution: normal_form(&entry.institution),
        kind: entry.kind,
        wrapper: entry.wrapper,
        currency: entry.money.currency,
    }
}

fn key_of_details(details: &Details) -> Key {
    Key {
        label: normal_form(&details.label),
        institution: normal_form(&details.institution),
        kind: details.kind,
        wrapper: details.wrapper,
        currency: details.currency,
    }
}

fn details_of(entry: &Entry) -> Details {
    Details {
        kind: entry.kind,
        wrapper: entry.wrapper,
        currency: entry.money.currency,
        label: entry.label.clone(),
        institution: entry.institution.clone(),
        note: entry.note.clone(),
        secures: None,
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
