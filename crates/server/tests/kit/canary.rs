//! Searching everything that is kept for what must not be readable in it.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{TestApp, log};

/// A text that would be recognised anywhere.
#[derive(Debug, Clone)]
pub struct Canary {
    pub text: String,
    forms: Vec<(&'static str, Vec<u8>)>,
}

impl Canary {
    /// A canary in every form a text is kept in by mistake.
    pub fn new(text: &str) -> Self {
        let raw = text.as_bytes();
        let units: Vec<u16> = text.encode_utf16().collect();
        let escaped: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let percent: String = form_urlencoded::byte_serialize(raw).collect();
        let mut canary = Self::of_bytes(text, raw);
        canary.forms.extend([
            ("UTF-16LE", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
            ("UTF-16BE", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
            ("JSON escapes", escaped.into_bytes()),
            ("URL", percent.into_bytes()),
        ]);
        canary.without_short_forms()
    }

    /// A canary in every form bytes are kept in by mistake.
    pub fn of_bytes(name: &str, raw: &[u8]) -> Self {
        let hex: String = raw.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut forms = vec![
            ("raw", raw.to_vec()),
            ("hex", hex.clone().into_bytes()),
            ("HEX", hex.to_uppercase().into_bytes()),
        ];
        forms.extend((0..3).map(|shift| ("base64", base64_within(raw, shift))));
        let web_safe = |form: &[u8]| {
            form.iter()
                .map(|byte| match byte {
                    b'+' => b'-',
                    b'/' => b'_',
                    other => *other,
                })
                .collect()
        };
        let url_safe: Vec<_> =
            forms.iter().filter(|form| form.0 == "base64").map(|form| web_safe(&form.1)).collect();
        forms.extend(url_safe.into_iter().map(|form| ("base64url", form)));
        Self { text: name.to_owned(), forms }.without_short_forms()
    }

    /// A few characters occur by chance.
    fn without_short_forms(mut self) -> Self {
        self.forms.retain(|(name, form)| *name == "raw" || form.len() >= 8);
        self
    }

    /// The forms a place holds it in.
    pub fn found_in(&self, haystack: &[u8]) -> Vec<&'static str> {
        let held = self.forms.iter().filter(|(_, form)| holds(haystack, form));
        held.map(|(name, _)| *name).collect()
    }
}

/// The characters of base64 that a text gives when it begins `shift` bytes into a group
/// of three, whatever stands around it.
fn base64_within(raw: &[u8], shift: usize) -> Vec<u8> {
    let padded = [&vec![0; shift][..], raw].concat();
    let whole = padded.len() / 3 * 3;
    let skipped = if shift == 0 { 0 } else { 4 };
    STANDARD.encode(&padded[..whole]).into_bytes().split_off(skipped)
}

/// Whether bytes occur. Short ones, such as six digits, only where no letter or digit
/// touches them, for within long numbers they occur by chance.
fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    let short = needle.len() < 8;
    let touches = |at: Option<usize>| {
        at.and_then(|at| haystack.get(at)).is_some_and(u8::is_ascii_alphanumeric)
    };
    let Some(first) = needle.first() else { return false };
    let starts = haystack.iter().enumerate().filter(|(_, byte)| *byte == first);
    starts
        .filter(|(at, _)| haystack[*at..].starts_with(needle))
        .any(|(at, _)| !short || !(touches(at.checked_sub(1)) || touches(Some(at + needle.len()))))
}

/// A place where data stay: its name and its bytes.
#[derive(Debug)]
pub struct Haystack {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl TestApp {
    /// Everything the service leaves behind: the database (file and write-ahead log, or
    /// a dump), the documents, the log.
    pub fn left_behind(&self) -> Vec<Haystack> {
        let mut places = match self.db_url.strip_prefix("sqlite:") {
            Some(file) => files_of(Path::new(file).parent().unwrap()),
            None => dump(&self.db_url),
        };
        places.extend(files_of(&self.documents));
        places.push(Haystack { name: "log".to_owned(), bytes: log::text() });
        places
    }

    /// Stops the test if a canary can be read in anything left behind.
    #[track_caller]
    pub fn assert_unreadable(&self, canaries: &[Canary]) {
        for place in self.left_behind() {
            for canary in canaries {
                let forms = canary.found_in(&place.bytes);
                assert!(forms.is_empty(), "{} holds {:?} as {forms:?}", place.name, canary.text);
            }
        }
    }
}

fn files_of(folder: &Path) -> Vec<Haystack> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let read = |path: PathBuf| Haystack {
        name: path.display().to_string(),
        bytes: std::fs::read(path).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

/// The pages of a database server's files that differ from those of an earlier look.
#[derive(Debug, Default)]
pub struct Pages(HashMap<(PathBuf, usize), Vec<u8>>);

impl Pages {
    /// All pages of a server's files that hold anything.
    pub fn of(folder: &Path) -> Self {
        const PAGE: usize = 8192;
        let mut pages = HashMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(bytes) = std::fs::read(&path) {
                    let written = bytes.chunks(PAGE).enumerate();
                    let written = written.filter(|(_, page)| page.iter().any(|byte| *byte != 0));
                    pages.extend(written.map(|(at, page)| ((path.clone(), at), page.to_vec())));
                }
            }
        }
        Self(pages)
    }

    /// What was written since an earlier look.
    pub fn since(&self, earlier: &Self) -> Vec<Haystack> {
        let new = self.0.iter().filter(|(place, page)| earlier.0.get(*place) != Some(page));
        let haystack = |((path, at), page): (&(PathBuf, usize), &Vec<u8>)| Haystack {
            name: format!("page {at} of {}", path.display()),
            bytes: page.clone(),
        };
        new.map(haystack).collect()
    }
}

/// A dump of a server's database, as it is and with its binary columns unpacked.
fn dump(url: &str) -> Vec<Haystack> {
    let output = Command::new("/usr/lib/postgresql/15/bin/pg_dump").arg(url).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let packed = text.split("\\\\x").skip(1);
    let unpacked = packed.flat_map(|cell| unhex(cell).chain([b'\n'])).collect();
    vec![
        Haystack { name: "unpacked dump".to_owned(), bytes: unpacked },
        Haystack { name: "dump".to_owned(), bytes: text.into_bytes() },
    ]
}

fn unhex(cell: &str) -> impl Iterator<Item = u8> {
    let digits = cell.chars().map_while(|letter| letter.to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
    bytes.into_iter()
}
