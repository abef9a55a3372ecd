//! The net-worth page at several sizes of the same database.

use std::time::Duration;

use super::Bench;
use super::figure::Quantity;
use super::measure::{Page, log_in_all};
use super::options::{Engine, MONTHS};
use super::service::Service;

/// Longer than this nobody waits for customers to be made.
const PATIENCE: Duration = Duration::from_secs(600);

/// The least history that still makes a page worth measuring.
const FEWEST_MONTHS: u32 = 3;

/// How many times as long p99 may be at the largest size, in thousandths.
pub const MOST_GROWTH: u64 = 1_300;

/// One size.
pub struct Size {
    /// How many customers.
    pub customers: u32,
    /// Month ends of each holding.
    pub months: u32,
    /// How long it took to add those the size before lacked.
    pub seeding: Duration,
    /// Bytes of the database.
    pub disk: u64,
    /// What was measured.
    pub page: Page,
}

/// Measures each size on a new database, which grows from one to the next. `first` is how
/// long the first size took to seed before.
///
/// # Errors
/// As `measure::engine`.
pub fn measure(
    bench: &Bench<'_>,
    engine: Engine,
    sizes: &[u32],
    first: Duration,
    remarks: &mut Vec<String>,
) -> anyhow::Result<Vec<Size>> {
    let months = bench.options.months.unwrap_or_else(|| months_for(sizes, first));
    if months < MONTHS && bench.options.months.is_none() {
        remarks.push(format!(
            "growth: {months} month ends per holding instead of {MONTHS} at every size, for \
             seeding would have taken longer than {} min",
            PATIENCE.as_secs() / 60
        ));
    }
    let name = format!("{}-growth", engine.to_string().to_lowercase());
    let service = Service::new(&bench.programs, engine, &name)?;
    let mut measured = Vec::new();
    for customers in sizes.iter().copied() {
        println!("\n==> {engine}: growth, seeding up to {customers} customers, {months} months");
        let seeded = service.seed(customers, months)?;
        let running = service.start()?;
        let sessions = log_in_all(&running.address, &seeded.password, customers)?;
        let page = Page::measured(bench, &service, &running, &sessions)?;
        let (seeding, disk) = (seeded.took, seeded.size);
        measured.push(Size { customers, months, seeding, disk, page });
    }
    Ok(measured)
}

/// As many months as can be seeded in time, if seeding takes time in proportion.
fn months_for(sizes: &[u32], first: Duration) -> u32 {
    let (Some(least), Some(most)) = (sizes.first(), sizes.last()) else { return MONTHS };
    let whole = first.as_millis() * u128::from(*most) / u128::from((*least).max(1));
    let fits = u128::from(MONTHS) * PATIENCE.as_millis() / whole.max(1);
    u32::try_from(fits).unwrap_or(MONTHS).clamp(FEWEST_MONTHS, MONTHS)
}

impl Size {
    /// How many times as long p99 is as at another size.
    pub fn p99_beside(&self, first: &Self) -> Quantity {
        Quantity::times(self.page.kura.p99, first.page.kura.p99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_is_shortened_until_seeding_fits() {
        let months = |seconds| months_for(&[1_000, 100_000], Duration::from_secs(seconds));
        assert_eq!([months(3), months(6), months(12), months(600)], [24, 24, 12, 3]);
        assert_eq!(months_for(&[], Duration::ZERO), MONTHS);
    }
}
