//! All figures of one engine, in the order that disturbs them least: what only reads
//! before what writes.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;

use super::Bench;
use super::desk;
use super::figure::{Aim, Figure, Quantity, median};
use super::flood;
use super::growth::{self, Size};
use super::load::{Load, Outcome, middle};
use super::options::{Engine, MONTHS};
use super::service::{Running, Seeded, Service};
use super::telling;
use super::visit::{self, Session};

/// How many different customers look at their page, or log in.
const VISITORS: u32 = 200;
const ACCOUNTS: u32 = 1_000;

/// What one engine came to.
pub struct Engines {
    /// Which.
    pub engine: Engine,
    /// In the order shown.
    pub figures: Vec<Figure>,
    /// The page at several sizes, when asked for.
    pub growth: Vec<Size>,
    /// What a reader must know to judge the figures.
    pub remarks: Vec<String>,
}

/// Measures one engine.
///
/// # Errors
/// Anything that keeps a measure from being taken.
pub fn engine(bench: &Bench<'_>, engine: Engine) -> anyhow::Result<Engines> {
    if let Some(applications) = bench.options.desk {
        let figures = desk::measure(bench, engine, applications)?;
        return Ok(Engines { engine, figures, growth: Vec::new(), remarks: Vec::new() });
    }
    let mut measure = Measure::begin(bench, engine)?;
    measure.cold_starts()?;
    let running = measure.service.start()?;
    measure.idle(&running)?;
    let (sessions, times) = measure.log_in_visitors(&running)?;
    measure.page(&running, &sessions)?;
    measure.valuations(&running, &sessions)?;
    measure.log_ins(&running, times)?;
    for figure in flood::measure(bench, &measure.service, &running)? {
        measure.add(figure);
    }
    measure.memory(&running)?;
    drop(running);
    for figure in telling::measure(&measure.service, bench.options.first_size())? {
        measure.add(figure);
    }
    let Measure { service, seeded, figures, mut remarks, .. } = measure;
    drop(service);
    let growth = match bench.options.customers.as_slice() {
        [] | [_] => Vec::new(),
        sizes => growth::measure(bench, engine, sizes, seeded.took, &mut remarks)?,
    };
    Ok(Engines { engine, figures, growth, remarks })
}

struct Measure<'a> {
    bench: &'a Bench<'a>,
    engine: Engine,
    service: Service<'a>,
    seeded: Seeded,
    figures: Vec<Figure>,
    remarks: Vec<String>,
}

impl<'a> Measure<'a> {
    fn begin(bench: &'a Bench<'a>, engine: Engine) -> anyhow::Result<Self> {
        let customers = bench.options.first_size();
        println!("\n==> {engine}: seeding {customers} customers");
        let service = Service::new(&bench.programs, engine, &engine.to_string().to_lowercase())?;
        let seeded = service.seed(customers, bench.options.months.unwrap_or(MONTHS))?;
        let mut measure =
            Self { bench, engine, service, seeded, figures: Vec::new(), remarks: Vec::new() };
        let (took, size) = (measure.seeded.took, measure.seeded.size);
        measure.add(Figure::new("seed", "seeding", Quantity::long(took)));
        measure.add(Figure::new("database", "database after seeding", Quantity::space(size)));
        Ok(measure)
    }

    fn add(&mut self, figure: Figure) {
        println!("{}: {}: {}", self.engine, figure.name, figure.value);
        self.figures.push(figure);
    }

    /// Files are in the system's memory by now: what is measured is the program's start.
    fn cold_starts(&mut self) -> anyhow::Result<()> {
        let (_, starts) = self.bench.options.repeats();
        let (mut ready, mut page) = (Vec::new(), Vec::new());
        for _ in 0..starts {
            let running = self.service.start()?;
            let took = visit::time_of_page(&running.address)?;
            ready.push(running.took);
            page.push(running.took + took);
        }
        let middle = |times: Vec<Duration>| median(times).map(Quantity::short).context("no start");
        let aim = Aim::AtMost(150_000);
        let health = middle(ready)?;
        self.add(Figure::new("cold-start", "cold start to 200 on /healthz", health).aim(aim));
        let page = middle(page)?;
        self.add(Figure::new("cold-start-page", "cold start to 200 on /", page).aim(aim));
        Ok(())
    }

    fn idle(&mut self, running: &Running) -> anyhow::Result<()> {
        std::thread::sleep(Duration::from_secs(5));
        let memory = Quantity::space(running.process.memory("VmRSS")?);
        let aim = Aim::AtMost(30_000);
        self.add(Figure::new("memory-idle", "memory idle, after 5 s", memory).aim(aim));
        self.weigh(
            running,
            "",
            ["anonymous-weight", "anonymous-requests"],
            ["first visit, anonymous: all answers", "first visit, anonymous: requests"],
        )
    }

    fn weigh(
        &mut self,
        running: &Running,
        cookie: &str,
        keys: [&'static str; 2],
        names: [&'static str; 2],
    ) -> anyhow::Result<()> {
        let weight = visit::weigh(&running.address, cookie)?;
        let values = [Quantity::page(weight.wire), Quantity::count(weight.requests)];
        let aims = [Aim::AtMost(40_000), Aim::AtMost(4_000)];
        for (((key, name), value), aim) in keys.into_iter().zip(names).zip(values).zip(aims) {
            self.add(Figure::new(key, name, value).aim(aim));
        }
        Ok(())
    }

    /// Logs visitors in, and tells how long an address that nobody has takes beside.
    fn log_in_visitors(&mut self, running: &Running) -> anyhow::Result<(Vec<Session>, Times)> {
        let (address, password) = (&running.address, &self.seeded.password);
        let times = Times::measured(address, password, self.bench.options.first_size())?;
        let sessions = log_in_all(address, password, self.bench.options.first_size())?;
        Ok((sessions, times))
    }

    fn page(&mut self, running: &Running, sessions: &[Session]) -> anyhow::Result<()> {
        let cookie = sessions.first().context("nobody is logged in")?.cookie.clone();
        let names = ["first visit, net worth: all answers", "first visit, net worth: requests"];
        self.weigh(running, &cookie, ["net-worth-weight", "net-worth-requests"], names)?;
        let page = Page::measured(self.bench, &self.service, running, sessions)?;
        for figure in page.figures() {
            self.add(figure);
        }
        let memory = Quantity::space(running.process.memory("VmRSS")?);
        self.add(Figure::new("memory-page", "memory after the page's load", memory));
        Ok(())
    }

    /// Each customer's holdings in turn, so that one customer's changes rarely meet.
    fn valuations(&mut self, running: &Running, sessions: &[Session]) -> anyhow::Result<()> {
        let mut lines: Vec<(usize, String)> = Vec::new();
        for session in sessions {
            let holdings = visit::holdings(&running.address, session)?;
            lines.extend(holdings.into_iter().enumerate().map(|(place, (id, version))| {
                (place, format!("{}\t{id}\t{version}", session.cookie))
            }));
        }
        lines.sort_by_key(|(place, _)| *place);
        let file = self.file("holdings.txt", lines.into_iter().map(|(_, line)| line))?;
        let outcome = self.write_load(running, "valuation.lua", "/", &file)?;
        self.add(Figure::new("valuations", "add-valuation", outcome.rate()));
        self.add(Figure::new("valuations-p99", "add-valuation p99", Quantity::micros(outcome.p99)));
        let none = Aim::AtMost(0);
        self.add(Figure::new("valuations-bad", "add-valuation: not 303", outcome.bad()).aim(none));
        self.remarks.push(format!("add-valuation, answers by status: {}", outcome.statuses));
        Ok(())
    }

    fn log_ins(&mut self, running: &Running, times: Times) -> anyhow::Result<()> {
        let emails = visit::spread(ACCOUNTS, self.bench.options.first_size());
        let password = &self.seeded.password;
        let forms = emails.iter().map(|email| visit::login_form(email, password));
        let file = self.file("logins.txt", forms)?;
        let outcome = self.write_load(running, "login.lua", "/login", &file)?;
        let [known, unknown] = [times.known, times.unknown].map(Quantity::short);
        self.add(Figure::new("login-known", "one log-in alone, known address", known));
        self.add(Figure::new("login-unknown", "one log-in alone, unknown address", unknown));
        self.remarks.push(format!("log-ins, answers by status: {}", outcome.statuses));
        if times.known * 2 < times.unknown {
            self.remarks.push(format!(
                "log-ins are left out: the {} measured do not count, for the seeded customers' \
                 password hash is much weaker than a real one, as one log-in alone shows",
                outcome.rate()
            ));
            return Ok(());
        }
        self.add(Figure::new("logins", "log-ins", outcome.rate()));
        self.add(Figure::new("logins-p99", "log-ins p99", Quantity::micros(outcome.p99)));
        let none = Aim::AtMost(0);
        self.add(Figure::new("logins-bad", "log-ins: not 303", outcome.bad()).aim(none));
        Ok(())
    }

    fn memory(&mut self, running: &Running) -> anyhow::Result<()> {
        let now = Quantity::space(running.process.memory("VmRSS")?);
        self.add(Figure::new("memory-end", "memory after all loads", now));
        let peak = Quantity::space(running.process.memory("VmHWM")?);
        self.add(Figure::new("memory-peak", "memory at its highest", peak));
        Ok(())
    }

    fn file(&self, name: &str, lines: impl Iterator<Item = String>) -> anyhow::Result<PathBuf> {
        let path = self.service.folder().join(name);
        std::fs::write(&path, lines.map(|line| line + "\n").collect::<String>())?;
        Ok(path)
    }

    fn write_load(
        &self,
        running: &Running,
        script: &str,
        path: &str,
        file: &std::path::Path,
    ) -> anyhow::Result<Outcome> {
        println!("{}: {script}", self.engine);
        let address = running.address.as_str();
        let origin = format!("http://{address}");
        let arguments = [&*file.to_string_lossy(), &origin];
        let (root, seconds) = (self.bench.root, self.bench.options.seconds);
        Load { root, script, address, path, arguments, seconds }.run(Some(303))
    }
}

/// How long one log-in takes alone.
#[derive(Clone, Copy)]
struct Times {
    known: Duration,
    unknown: Duration,
}

impl Times {
    fn measured(address: &str, password: &str, customers: u32) -> anyhow::Result<Self> {
        const TRIES: u32 = 5;
        let time = |email: &String| visit::time_of_login(address, email, password);
        let known: anyhow::Result<Vec<_>> =
            visit::spread(TRIES, customers).iter().map(time).collect();
        let nobody = (0..TRIES).map(|number| format!("nobody-{number}@seed.example"));
        let unknown: anyhow::Result<Vec<_>> = nobody.map(|email| time(&email)).collect();
        let middle = |times| median(times).context("no log-in");
        Ok(Self { known: middle(known?)?, unknown: middle(unknown?)? })
    }
}

/// Logs in customers spread over all.
///
/// # Errors
/// One who cannot.
pub fn log_in_all(address: &str, password: &str, customers: u32) -> anyhow::Result<Vec<Session>> {
    let emails = visit::spread(VISITORS, customers);
    println!("logging {} customers in", emails.len());
    emails.iter().map(|email| visit::log_in(address, email, password)).collect()
}

/// The net-worth page beside hello.
pub struct Page {
    /// Medians of the rounds.
    pub kura: Outcome,
    /// Medians of the rounds.
    pub hello: Outcome,
    /// One round, compressed.
    pub gzip: Outcome,
}

impl Page {
    /// Alternates between the two, so that a slow moment of the machine meets both.
    ///
    /// # Errors
    /// A load that fails, or a visitor who sees another page.
    pub fn measured(
        bench: &Bench<'_>,
        service: &Service<'_>,
        running: &Running,
        sessions: &[Session],
    ) -> anyhow::Result<Self> {
        let file = service.folder().join("cookies.txt");
        let lines = sessions.iter().map(|session| session.cookie.clone() + "\n");
        std::fs::write(&file, lines.collect::<String>())?;
        let file = file.to_string_lossy();
        let load = |address: &str, how: &str| {
            let (root, seconds) = (bench.root, bench.options.seconds);
            let arguments = [&*file, how];
            let load = Load { root, script: "page.lua", address, path: "/", arguments, seconds };
            let outcome = load.run(None)?;
            println!("  {} at {address} ({how})", outcome.rate());
            anyhow::Ok(outcome)
        };
        visit::require_net_worth(&running.address, sessions)?;
        let bare = service.start_hello()?;
        let (mut hello, mut kura) = (Vec::new(), Vec::new());
        for round in 1..=bench.options.repeats().0 {
            println!("round {round}: hello, then the net-worth page");
            hello.push(load(&bare.address, "plain")?);
            kura.push(load(&running.address, "plain")?);
        }
        let gzip = load(&running.address, "gzip")?;
        visit::require_net_worth(&running.address, sessions)?;
        Ok(Self { kura: middle(&kura)?, hello: middle(&hello)?, gzip })
    }

    /// The page's rate as a share of hello's.
    pub fn of_hello(&self) -> Quantity {
        Quantity::percent(self.kura.rate().milli, self.hello.rate().milli)
    }

    fn figures(&self) -> Vec<Figure> {
        let Self { kura, hello, gzip } = self;
        let time = |key, name, micros| Figure::new(key, name, Quantity::micros(micros));
        let gzip_share = Quantity::percent(gzip.rate().milli, hello.rate().milli);
        vec![
            Figure::new("hello", "hello", hello.rate()),
            time("hello-p50", "hello p50", hello.p50),
            time("hello-p99", "hello p99", hello.p99),
            Figure::new("net-worth", "net-worth page", kura.rate()),
            Figure::new("net-worth-of-hello", "net-worth page, of hello", self.of_hello())
                .aim(Aim::AtLeast(10_000)),
            time("net-worth-p50", "net-worth page p50", kura.p50),
            time("net-worth-p99", "net-worth page p99", kura.p99),
            Figure::new("net-worth-bad", "net-worth page: bad answers", kura.bad())
                .aim(Aim::AtMost(0)),
            Figure::new("net-worth-gzip", "net-worth page, gzip", gzip.rate()),
            Figure::new("net-worth-gzip-of-hello", "net-worth page, gzip, of hello", gzip_share),
            time("net-worth-gzip-p99", "net-worth page, gzip, p99", gzip.p99),
        ]
    }
}
