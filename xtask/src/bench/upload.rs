//! A picture of a document: from its upload until it is stored, and what that takes.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::Bench;
use super::figure::{Figure, Quantity, median};
use super::http::{self, Answer};
use super::process::{beside, output_bytes};
use super::service::{Running, Seeded};
use super::visit::{self, Session};

/// Fewer than a customer may give in a day.
const UPLOADS: u32 = 9;
const FRONT: &str = "driving-licence.front";
const BOUNDARY: &str = "kura-bench-boundary";

/// Measures uploads of a customer who has not applied, to a service that did nothing yet.
///
/// # Errors
/// Anything that keeps a measure from being taken.
pub fn measure(
    bench: &Bench<'_>,
    running: &Running,
    (seeded, number): (&Seeded, u32),
) -> anyhow::Result<Vec<Figure>> {
    let photo = output_bytes(&mut beside(&bench.programs.photo, "TERM", &[]))?;
    let email = format!("customer-{number:06}@seed.example");
    let session = visit::log_in(&running.address, &email, &seeded.password)?;
    let applicant = Applicant { running, session };
    let path = applicant.begin()?;
    let ended = AtomicBool::new(false);
    let (times, child) = thread::scope(|threads| {
        let watch = threads.spawn(|| children_at_most(running.process.id(), &ended));
        let times: anyhow::Result<Vec<_>> =
            (0..UPLOADS).map(|_| applicant.upload(&path, &photo)).collect();
        ended.store(true, Ordering::Relaxed);
        anyhow::Ok((times?, watch.join().ok().context("the watch gave up")?))
    })?;
    let took = median(times).context("no upload")?;
    let parent = running.process.memory("VmHWM")?;
    Ok(vec![
        Figure::new("upload-size", "upload: 12 megapixels, size", Quantity::space(len(&photo))),
        Figure::new("upload", "upload: until it is stored", Quantity::short(took)),
        Figure::new("upload-child", "upload: memory of the child, most", Quantity::space(child)),
        Figure::new(
            "upload-parent",
            "upload: memory of the service, most",
            Quantity::space(parent),
        ),
    ])
}

fn len(bytes: &[u8]) -> u64 {
    bytes.len() as u64
}

/// A customer who applies.
struct Applicant<'a> {
    running: &'a Running,
    session: Session,
}

impl Applicant<'_> {
    /// An application that waits for its first picture; its path.
    fn begin(&self) -> anyhow::Result<String> {
        let account = self.send("/applications", "/applications", &[])?;
        let path = account.strip_suffix("/account").context("no application began")?.to_owned();
        let declared = [
            ("branch", "001"),
            ("deposit", "ordinary"),
            ("number", "0012345"),
            ("holder", "シード タロウ"),
        ];
        self.send(&account, &account, &declared)?;
        let document = format!("{path}/document");
        self.send(&document, &document, &[("kind", "driving-licence")])?;
        let side = format!("{path}/side");
        self.send(&side, &side, &[("document", "no")])?;
        Ok(path)
    }

    fn get(&self, path: &str) -> anyhow::Result<String> {
        let answer = http::get(&self.running.address, path, &[("cookie", &self.session.cookie)])?;
        if answer.status != 200 {
            bail!("{path}: answered with {}", answer.status);
        }
        Ok(answer.text())
    }

    /// Fills a page's form in and sends it; where it leads.
    fn send(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> anyhow::Result<String> {
        let html = self.get(page)?;
        let hidden = hidden(&html, action).with_context(|| format!("no form on {page}"))?;
        let named: BTreeSet<_> = fields.iter().map(|(name, _)| *name).collect();
        let mut all: Vec<(&str, &str)> =
            hidden.into_iter().filter(|(name, _)| !named.contains(name)).collect();
        all.extend(fields);
        let (address, cookie) = (&self.running.address, &self.session.cookie);
        leads_to(&http::post_as(address, action, cookie, &http::form(&all))?, action)
    }

    /// How long one upload takes, until its answer says that it is stored.
    fn upload(&self, path: &str, photo: &[u8]) -> anyhow::Result<Duration> {
        let action = format!("{path}/pictures");
        let html = self.get(&action)?;
        let form = html.split("<form ").find(|form| form.contains(FRONT));
        let form = form.context("the front is not asked for")?;
        let hidden = hidden(form, &action).context("no form for the front")?;
        let mut body = Vec::new();
        for (name, value) in hidden {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n").into_bytes());
        }
        let head = "content-disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\n\
                    content-type: image/jpeg";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").into_bytes());
        body.extend(photo);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let (address, cookie) = (&self.running.address, &self.session.cookie);
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let begun = Instant::now();
        let answer = http::post_body(address, &action, &[("cookie", cookie)], (&kind, &body))?;
        let took = begun.elapsed();
        leads_to(&answer, &action)?;
        Ok(took)
    }
}

fn leads_to(answer: &Answer, sent: &str) -> anyhow::Result<String> {
    let place = answer.all("location").next().filter(|_| answer.status == 303);
    let place = place.with_context(|| format!("{sent}: answered with {}", answer.status))?;
    Ok(place.to_owned())
}

/// The hidden fields of a form, by where it is sent.
fn hidden<'a>(html: &'a str, action: &str) -> Option<Vec<(&'a str, &'a str)>> {
    let form = html.split_once(&format!("action=\"{action}\""))?.1.split("</form>").next()?;
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    inputs
        .map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some((name, rest.split('"').next()?))
        })
        .collect()
}

/// The most memory any child of a process ever had, in bytes, until all is done.
fn children_at_most(parent: u32, ended: &AtomicBool) -> u64 {
    let mut most = 0;
    while !ended.load(Ordering::Relaxed) {
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        let status = entries.filter_map(|entry| {
            entry.file_name().to_str()?.parse::<u32>().ok()?;
            fs::read_to_string(entry.path().join("status")).ok()
        });
        let line = |status: &str, name: &str| {
            let value = status.lines().find_map(|line| line.strip_prefix(name))?;
            value.trim().trim_end_matches(" kB").parse::<u64>().ok()
        };
        let children = status.filter(|status| line(status, "PPid:") == Some(parent.into()));
        let memory = children.filter_map(|status| line(&status, "VmHWM:")).max();
        most = most.max(memory.unwrap_or_default() * 1024);
        thread::sleep(Duration::from_millis(2));
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_fields_are_read_from_their_form() {
        let html = "<form action=\"/a\"><input type=\"hidden\" name=\"x\" value=\"1\"></form>\
                    <form action=\"/b\"><input type=\"hidden\" name=\"y\" value=\"2\">\
                    <input type=\"hidden\" name=\"z\" value=\"\"></form>";
        assert_eq!(hidden(html, "/b"), Some(vec![("y", "2"), ("z", "")]));
        assert_eq!(hidden(html, "/c"), None);
    }
}
