//! The bank's desk: the queue when it is long, one application's page, decisions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Instant, SystemTime};

use anyhow::{Context, bail};
use totp_rs::{Builder, Secret};

use super::Bench;
use super::figure::{Aim, Figure, Quantity};
use super::http::{self, Answer};
use super::load::{Load, Outcome};
use super::options::Engine;
use super::service::Service;
use super::upload;

/// Decisions measured; so many applications are seeded as recommended.
const DECISIONS: u32 = 1_000;
/// Approvers' browsers that decide at once.
const BROWSERS: usize = 8;

/// A browser at the staff's site.
struct Desk {
    address: String,
    cookie: String,
}

/// An application, and the version its form carries.
type Shown = (String, u32);

/// Measures the desk of one engine, with a service of its own.
///
/// # Errors
/// Anything that keeps a measure from being taken.
pub fn measure(
    bench: &Bench<'_>,
    engine: Engine,
    applications: u32,
) -> anyhow::Result<Vec<Figure>> {
    println!("\n==> {engine}: seeding {applications} applications");
    let service = Service::new(&bench.programs, engine, "desk")?;
    let recommended = DECISIONS.min(applications / 2);
    let (seeded, [reviewer, approver]) = service.seed_desk(applications, recommended)?;
    let (running, address) = service.start_with_desk()?;
    let password = &seeded.password;
    let reviewer = Desk::open(&address, ("reviewer@seed.example", password), &reviewer)?;
    let approver = Desk::open(&address, ("approver@seed.example", password), &approver)?;
    let mut figures = vec![
        Figure::new("desk-seed", "seeding", Quantity::long(seeded.took)),
        Figure::new("desk-database", "database after seeding", Quantity::space(seeded.size)),
    ];
    // First of all, while the service holds nothing else in memory.
    figures.extend(upload::measure(bench, &running, (&seeded, applications + 1))?);
    figures.extend(reviewer.queue(bench, &service)?);
    figures.extend(reviewer.case(bench, &service)?);
    figures.push(approver.decide(recommended)?);
    for figure in &figures {
        println!("{engine}: {}: {}", figure.name, figure.value);
    }
    Ok(figures)
}

impl Desk {
    /// Logs in with password and second factor.
    fn open(address: &str, (email, password): (&str, &str), secret: &str) -> anyhow::Result<Self> {
        let form = http::form(&[("email", email), ("password", password)]);
        let half = cookies(&http::post(address, "/login", &form)?)?;
        let secret = Secret::try_from_base32(secret).ok().context("a secret is no base32")?;
        let factor = Builder::new().with_secret(secret).build().ok().context("no second factor")?;
        let form = http::form(&[("code", &factor.generate(seconds_now()?).to_string())]);
        let answer = http::post_as(address, "/login/code", &half, &form)?;
        Ok(Self { address: address.to_owned(), cookie: cookies(&answer)? })
    }

    fn get(&self, path: &str) -> anyhow::Result<Answer> {
        let answer = http::get(&self.address, path, &[("cookie", &self.cookie)])?;
        if answer.status != 200 {
            bail!("{path}: answered with {}", answer.status);
        }
        Ok(answer)
    }

    fn load(
        &self,
        bench: &Bench<'_>,
        service: &Service<'_>,
        path: &str,
    ) -> anyhow::Result<Outcome> {
        let file = service.folder().join("desk.txt");
        std::fs::write(&file, format!("{}\n", self.cookie))?;
        let arguments = [&*file.to_string_lossy(), "plain"];
        let (root, seconds, address) = (bench.root, bench.options.seconds, self.address.as_str());
        Load { root, script: "page.lua", address, path, arguments, seconds }.run(None)
    }

    fn queue(&self, bench: &Bench<'_>, service: &Service<'_>) -> anyhow::Result<Vec<Figure>> {
        let first = self.load(bench, service, "/queue")?;
        let second = self.load(bench, service, "/queue?look=second")?;
        let none = Aim::AtMost(0);
        Ok(vec![
            Figure::new("queue", "queue", first.rate()),
            Figure::new("queue-p99", "queue p99", Quantity::micros(first.p99)),
            Figure::new("queue-bad", "queue: bad answers", first.bad()).aim(none),
            Figure::new("queue-second", "queue of second looks", second.rate()),
            Figure::new(
                "queue-second-p99",
                "queue of second looks p99",
                Quantity::micros(second.p99),
            ),
        ])
    }

    /// Each opening leaves an audit entry.
    fn case(&self, bench: &Bench<'_>, service: &Service<'_>) -> anyhow::Result<Vec<Figure>> {
        let (id, _) = self.shown(1)?.pop().context("the queue shows no application")?;
        let path = format!("/applications/{id}");
        let cookie = self.cookie.as_str();
        let packed = [("cookie", cookie), ("accept-encoding", "gzip")];
        let weight = http::get(&self.address, &path, &packed)?.body.len() as u64;
        let outcome = self.load(bench, service, &path)?;
        Ok(vec![
            Figure::new("case", "application's page", outcome.rate()),
            Figure::new("case-p99", "application's page p99", Quantity::micros(outcome.p99)),
            Figure::new("case-bad", "application's page: bad answers", outcome.bad())
                .aim(Aim::AtMost(0)),
            Figure::new("case-weight", "application's page, compressed", Quantity::page(weight)),
        ])
    }

    /// The first applications of the queue of second looks.
    fn shown(&self, wanted: usize) -> anyhow::Result<Vec<Shown>> {
        let (mut path, mut found) = ("/queue?look=second".to_owned(), Vec::new());
        loop {
            let html = self.get(&path)?.text();
            found.extend(lines(&html));
            if found.len() >= wanted || found.is_empty() {
                found.truncate(wanted);
                return Ok(found);
            }
            let after = html.split("href=\"/queue?").skip(1).find(|rest| rest.contains("after="));
            let Some(after) = after.and_then(|rest| rest.split('"').next()) else {
                return Ok(found);
            };
            path = format!("/queue?{}", after.replace("&amp;", "&").replace("&#38;", "&"));
        }
    }

    /// Claims and approves applications, several at once.
    fn decide(&self, wanted: u32) -> anyhow::Result<Figure> {
        let shown = self.shown(usize::try_from(wanted)?)?;
        let (first, shown) = shown.split_first().context("no second look waits")?;
        let ticks = self.ticks(first)?;
        let next = AtomicUsize::new(0);
        let begun = Instant::now();
        let done: anyhow::Result<Vec<u64>> = thread::scope(|browsers| {
            let browsers: Vec<_> = (0..BROWSERS)
                .map(|_| browsers.spawn(|| self.decide_some(shown, &ticks, &next)))
                .collect();
            let ended = browsers.into_iter().map(|browser| browser.join());
            ended.map(|ended| ended.map_err(|_| anyhow::anyhow!("a browser gave up"))?).collect()
        });
        let micros = u64::try_from(begun.elapsed().as_micros())?;
        let done: u64 = done?.into_iter().sum();
        Ok(Figure::new(
            "decisions",
            "decisions: claimed and approved",
            Quantity::rate(done, micros),
        ))
    }

    /// What is to be ticked for an approval: all of them have the same document.
    fn ticks(&self, (id, version): &Shown) -> anyhow::Result<Vec<String>> {
        self.take(id, *version)?;
        let html = self.get(&format!("/applications/{id}/decide"))?.text();
        let ticks = html.split("name=\"check-").skip(1).filter_map(|rest| rest.split('"').next());
        Ok(ticks.map(|rest| format!("check-{rest}")).collect())
    }

    fn take(&self, id: &str, version: u32) -> anyhow::Result<()> {
        let claim = http::form(&[("version", &version.to_string())]);
        self.send(&format!("/applications/{id}/take"), &claim)
    }

    fn decide_some(
        &self,
        shown: &[Shown],
        ticks: &[String],
        next: &AtomicUsize,
    ) -> anyhow::Result<u64> {
        let mut done = 0;
        while let Some((id, version)) = shown.get(next.fetch_add(1, Ordering::Relaxed)) {
            self.take(id, *version)?;
            let version = (version + 1).to_string();
            let mut form = vec![("version", version.as_str()), ("verdict", "approve")];
            form.extend(ticks.iter().map(|tick| (tick.as_str(), "yes")));
            let form = http::form(&form);
            self.send(&format!("/applications/{id}/decide"), &form)?;
            done += 1;
        }
        Ok(done)
    }

    fn send(&self, path: &str, form: &str) -> anyhow::Result<()> {
        let answer = http::post_as(&self.address, path, &self.cookie, form)?;
        if answer.status != 303 {
            bail!("{path}: answered with {}", answer.status);
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "codes of a second factor go by the time of day")]
fn seconds_now() -> anyhow::Result<u64> {
    Ok(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs())
}

fn cookies(answer: &Answer) -> anyhow::Result<String> {
    if answer.status != 303 {
        bail!("cannot log in: {}", answer.status);
    }
    let cookies: Vec<_> =
        answer.all("set-cookie").filter_map(|line| line.split(';').next()).collect();
    Ok(cookies.join("; "))
}

/// Identity and version of the applications a queue offers, or the identity alone.
fn lines(html: &str) -> Vec<Shown> {
    let rows = html.split("<tr").skip(1);
    rows.filter_map(|row| {
        let (_, rest) = row.split_once("/applications/")?;
        let id = rest.get(..36)?.to_owned();
        let version = row.split_once("name=\"version\" value=\"").map_or("0", |(_, rest)| rest);
        Some((id, version.split('"').next()?.parse().ok()?))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn applications_are_read_from_their_lines() {
        let id = "01a1ecf4-fe96-76f7-a981-a717f0d3d35d";
        let html = format!(
            "<tr><th>head</th></tr><tr><form action=\"/applications/{id}/take\">\
             <input type=\"hidden\" name=\"version\" value=\"4\"></form></tr>\
             <tr><a href=\"/applications/{id}\">open</a></tr>"
        );
        assert_eq!(lines(&html), [(id.to_owned(), 4), (id.to_owned(), 0)]);
    }
}
