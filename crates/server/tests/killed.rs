//! Clauses 3-1 ア and 3-2 ア: the real program, killed (`kill -9`) again and again in a burst of
//! registrations. Every registration it acknowledged stands, and every letter is there once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]

use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use outside::mail::{Mail, Mailer, Transport};
use store::Db;

const PEOPLE: usize = 200;
const BROWSERS: usize = 4;
/// How many are acknowledged when the program is killed.
const KILLS: [usize; 3] = [30, 90, 150];
/// How often something is looked for before the test gives up, and how long between.
const TRIES: usize = 3_000;
const PAUSE: Duration = Duration::from_millis(10);

/// The program in a folder of its own; killed when dropped.
struct Kura {
    folder: PathBuf,
    address: SocketAddr,
    process: Option<Child>,
}

impl Kura {
    fn install() -> Self {
        let folder = std::env::temp_dir().join(format!("kura-killed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let kura = Self { folder, address: free.local_addr().unwrap(), process: None };
        for arguments in [&["keys", "init"][..], &["migrate"]] {
            assert!(kura.command().args(arguments).status().unwrap().success());
        }
        kura
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kura"));
        command.current_dir(&self.folder).env_clear().stdout(Stdio::null()).envs([
            ("KURA_DATABASE_URL", "sqlite:kura.sqlite"),
            ("KURA_KEYS_FILE", "keys.json"),
            ("KURA_DOCUMENTS_FOLDER", "documents"),
            ("KURA_MAIL_TRANSPORT", "folder:mail"),
            ("KURA_MAIL_FROM", "Kura <no-reply@kura.example>"),
            ("KURA_CUSTOMER_LISTEN", &self.address.to_string()),
            ("KURA_CUSTOMER_PUBLIC_URL", &format!("http://{}", self.address)),
            ("KURA_CUSTOMER_TRUSTED_PROXIES", "127.0.0.1"),
        ]);
        command
    }

    fn start(&mut self) {
        self.process = Some(self.command().arg("run").spawn().unwrap());
        assert!(eventually(|| TcpStream::connect(self.address).is_ok()), "Kura listens");
    }

    fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    fn letters(&self) -> Vec<Mail> {
        let folder = Transport::Folder(self.folder.join("mail"));
        Mailer::new(folder, "Kura <no-reply@kura.example>").unwrap().captured().unwrap()
    }
}

impl Drop for Kura {
    fn drop(&mut self) {
        self.kill();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn eventually(mut holds: impl FnMut() -> bool) -> bool {
    (0..TRIES).any(|_| {
        let yes = holds();
        if !yes {
            thread::sleep(PAUSE);
        }
        yes
    })
}

fn email(person: usize) -> String {
    format!("person.{person}@example.jp")
}

/// Sends a person's registration; whether the program acknowledged it.
fn register(address: SocketAddr, person: usize) -> bool {
    let fields = [
        ("form_key", &*format!("019ab000-0000-7000-8000-{person:012x}")),
        ("family", "山田"),
        ("given", "花子"),
        ("family_kana", "ヤマダ"),
        ("given_kana", "ハナコ"),
        ("birth_date", "1958-04-01"),
        ("email", &email(person)),
        ("password", "梅と柳 reading slowly 川べり"),
        ("consent", "yes"),
    ];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = format!(
        "POST /register HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
         X-Forwarded-For: 203.0.113.{}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        person % 250,
        body.len()
    );
    let mut answer = Vec::new();
    let sent = TcpStream::connect(address).and_then(|mut stream| {
        stream.write_all(request.as_bytes())?;
        stream.read_to_end(&mut answer)
    });
    let acknowledged = answer.starts_with(b"HTTP/1.1 303");
    // A broken connection is the test's own doing; an answer is the program's.
    assert!(acknowledged || answer.is_empty() || sent.is_err(), "{person}: {answer:?}");
    acknowledged
}

/// Everybody registers, each until it is acknowledged, while the program is killed.
fn burst(kura: &mut Kura) {
    let (address, acknowledged) = (kura.address, AtomicUsize::new(0));
    thread::scope(|browsers| {
        for browser in 0..BROWSERS {
            let acknowledged = &acknowledged;
            browsers.spawn(move || {
                for person in (browser..PEOPLE).step_by(BROWSERS) {
                    assert!(eventually(|| register(address, person)), "{person} registers");
                    acknowledged.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for enough in KILLS {
            assert!(eventually(|| acknowledged.load(Ordering::Relaxed) >= enough));
            kura.kill();
            kura.start();
        }
    });
}

/// The Message-IDs of letters in a state, as the database has them.
async fn message_ids(folder: &Path, sql: &'static str) -> BTreeSet<String> {
    let url = format!("sqlite:{}", folder.join("kura.sqlite").display());
    let db = Db::open(&url, 1).await.unwrap();
    let rows = db.read().await.unwrap().fetch_all(sql, vec![]).await.unwrap();
    db.close().await;
    rows.iter().map(|row| format!("{}@kura.example", row.id("id").unwrap())).collect()
}

/// As if the minute had passed after which another worker takes a killed one's letter.
async fn let_leases_end(folder: &Path) {
    let url = format!("sqlite:{}", folder.join("kura.sqlite").display());
    let db = Db::open(&url, 1).await.unwrap();
    let mut conn = db.begin().await.unwrap();
    let sql = "UPDATE outbox_message SET lease_until = 0 WHERE sent_at IS NULL";
    conn.execute(sql, vec![]).await.unwrap();
    conn.commit().await.unwrap();
    db.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_1a_killed_in_a_burst_every_registration_stands_and_every_letter_is_there_once() {
    let mut kura = Kura::install();
    kura.start();
    tokio::task::block_in_place(|| burst(&mut kura));
    // Started anew, the workers look at once.
    kura.kill();
    let_leases_end(&kura.folder).await;
    kura.start();
    let unsent = "SELECT id FROM outbox_message WHERE sent_at IS NULL";
    for _ in 0..TRIES {
        if message_ids(&kura.folder, unsent).await.is_empty() {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    assert_eq!(message_ids(&kura.folder, unsent).await, BTreeSet::new(), "all letters left");
    let letters = kura.letters();
    let ids: BTreeSet<String> = letters.iter().map(|letter| letter.message_id.clone()).collect();
    assert_eq!(letters.len(), ids.len(), "each Message-ID once");
    assert_eq!(ids, message_ids(&kura.folder, "SELECT id FROM outbox_message").await);
    let reached: BTreeSet<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    assert_eq!(reached.len(), PEOPLE, "everybody got a letter");
}
