//! `kura seed`: synthetic customers, for measuring.

mod applications;

use std::sync::Arc;

use app::{App, AppError, domain::password};
use tokio::task::JoinSet;

use crate::{
    Config, StartError, assembly,
    household::synthetic::{self, Population},
    logging,
    terminal::{self, Progress},
};

/// How many rows one transaction writes: enough that the log costs little, few enough that a
/// reader or writer beside it hardly waits.
const ROWS_A_BATCH: usize = 10_000;
/// A customer's rows beside holdings and valuations: the key, the password, the portfolio and others.
const ROWS_A_CUSTOMER: usize = 10;
/// Transactions under way at once. SQLite writes one at a time, and the next is
/// made up and sealed meanwhile; more would wait too long for their turn.
const WRITERS: usize = 2;

/// How many customers to make, and what they have.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Customers to have in the end: customer-000001@seed.example and so on
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    customers: u64,
    /// Month ends each holding has a valuation for
    #[arg(long, value_name = "NUMBER", default_value_t = 24)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=600))]
    months: u32,
    /// Holdings of each customer
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1_000))]
    holdings: u16,
    /// The same seed makes the same names and amounts
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many of the first customers have applied for the additional service
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    applications: u64,
    /// How many of these are recommended for approval
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    recommended: u64,
}

pub(super) async fn run(arguments: &Arguments, config: Config) -> Result<(), StartError> {
    logging::to_stderr();
    let app = assembly::build_app(&config).await?;
    assembly::require_schema(&app).await?;
    refuse_real_customers(&app).await?;
    let population = Arc::new(population(&app, arguments).await?);
    let written = write_all(&app, &population, arguments).await?;
    if arguments.applications > 0 {
        applications::write_all(&app, arguments.applications, arguments.recommended).await?;
    }
    app.db.close().await;
    terminal::print(format_args!(
        "Made {written} customers; {} were there already. They are customer-000001@seed.example \
         to customer-{:06}@seed.example, and the password of all is {}",
        arguments.customers - written.min(arguments.customers),
        arguments.customers,
        synthetic::PASSWORD
    ));
    Ok(())
}

async fn refuse_real_customers(app: &App) -> Result<(), StartError> {
    let empty = app::seed::count(app).await? == 0;
    if empty || app::seed::is_known(app, &synthetic::email(1)?).await? {
        return Ok(());
    }
    Err(StartError::RealCustomers)
}

async fn population(app: &App, arguments: &Arguments) -> Result<Population, AppError> {
    let password = password::check(synthetic::PASSWORD, &[])
        .map_err(|_| AppError::Broken("the synthetic customers' password breaks a rule"))?;
    // One hash for all: hashing 100,000 times would take longer than writing.
    let hash = app.hasher.hash(password, &app.dice).await?;
    let size = (usize::from(arguments.holdings), arguments.months);
    Ok(Population::new(arguments.seed, size, hash, app.clock.now()))
}

async fn write_all(
    app: &Arc<App>,
    population: &Arc<Population>,
    arguments: &Arguments,
) -> Result<u64, StartError> {
    let total = usize::try_from(arguments.customers).unwrap_or(usize::MAX);
    let mut progress = Progress::begin("customers", total, app.clock.now());
    let months = usize::try_from(arguments.months).unwrap_or(usize::MAX);
    let each = usize::from(arguments.holdings).saturating_mul(months + 1) + ROWS_A_CUSTOMER;
    let batch = (ROWS_A_BATCH / each).max(1);
    let mut writers = JoinSet::new();
    let (mut next, mut done, mut written) = (1, 0, 0);
    loop {
        while next <= arguments.customers && writers.len() < WRITERS {
            let last = arguments.customers.min(next.saturating_add(batch as u64 - 1));
            writers.spawn(write_batch(Arc::clone(app), Arc::clone(population), (next, last)));
            next = last + 1;
        }
        let Some(ended) = writers.join_next().await else { return Ok(written) };
        let (count, new) = ended.map_err(|_| AppError::Broken("a writer gave up"))??;
        (done, written) = (done + count, written + new);
        progress.at(usize::try_from(done).unwrap_or(usize::MAX), app.clock.now());
    }
}

/// Writes the customers of the numbers from `first` to `last`. Returns how many
/// numbers these were, and how many customers are new.
async fn write_batch(
    app: Arc<App>,
    population: Arc<Population>,
    (first, last): (u64, u64),
) -> Result<(u64, u64), AppError> {
    let customers: Result<Vec<_>, _> =
        (first..=last).map(|number| population.customer(number)).collect();
    let written = app::seed::households(&app, &customers?).await?;
    Ok((last - first + 1, u64::try_from(written).unwrap_or(u64::MAX)))
}
