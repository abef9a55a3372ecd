//! Clause 3-3 イ: the real program sends letters through a real mail server (aiosmtpd), and is
//! killed (`kill -9`) between an application and its letters. Each letter arrives once.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]
#![allow(dead_code, reason = "what tests of the program share offers more than each needs")]

mod program;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use app::{
    App, Hasher,
    domain::{password, person::EmailAddress, staff::Role},
    seed::Factors,
    staff::NewMember,
};
use picture::Gate;
use server::{Config, config::Given, household::applicants};
use uuid::Uuid;

use program::{Kura, eventually, free_address};

/// Applications, of which half are sent while the mail server is away.
const APPLICATIONS: usize = 16;
const REVIEWER: &str = "reviewer@bank.example";
const PASSWORD: &str = "hatsuyuki-no-asa-itsutsu";

/// Debian's aiosmtpd, which keeps mail in a Maildir.
struct MailServer {
    folder: PathBuf,
    process: Child,
}

impl MailServer {
    fn start(address: SocketAddr, folder: &Path) -> Self {
        let folder = folder.join("mailbox");
        let mut command = Command::new("/usr/bin/aiosmtpd");
        let handler = ["-c", "aiosmtpd.handlers.Mailbox"];
        command.args(["-n", "-l", &address.to_string()]).args(handler).arg(&folder);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { folder, process };
        assert!(eventually(|| TcpStream::connect(address).is_ok()), "aiosmtpd listens");
        server
    }

    /// Message-ID and addressee of every mail it took.
    fn taken(&self) -> Vec<(String, String)> {
        let files = fs::read_dir(self.folder.join("new")).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let header = |text: &str, name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {text}")).trim().to_owned()
        };
        texts.map(|text| (header(&text, "Message-ID:"), header(&text, "To:"))).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An application that lacks nothing but being sent.
struct Draft {
    email: EmailAddress,
    id: Uuid,
    version: i64,
}

/// A reviewer, and customers whose applications lack nothing but being sent.
async fn people(kura: &Kura) -> (Vec<Draft>, String) {
    let given = Given { config: Some(kura.folder.join("kura.toml")), ..Given::default() };
    let config = Config::of(given.settings().unwrap()).unwrap();
    let built = server::build_app_with(&config, Hasher::weak(1).unwrap()).await.unwrap();
    let pictures = Gate::new(env!("CARGO_BIN_EXE_kura").into(), 2, Duration::from_secs(60));
    let app = App { pictures, ..Arc::into_inner(built).unwrap() };
    let password = password::check(PASSWORD, &[]).unwrap();
    let password_hash = app.hasher.hash(password, &app.dice).await.unwrap();
    let factors = Factors { password_hash: &password_hash, secret: [7; 20] };
    let email = EmailAddress::parse(REVIEWER).unwrap();
    let new = NewMember { name: "佐藤 美咲".to_owned(), email, roles: vec![Role::Reviewer] };
    app::seed::member(&app, &new, factors).await.unwrap();
    let mut drafts = Vec::new();
    for number in 0..APPLICATIONS {
        let email = EmailAddress::parse(&format!("person.{number}@example.jp")).unwrap();
        let applicant = applicants::APPLICANTS[1];
        let mut customer = applicant.customer(&password_hash, app.clock.now()).unwrap().unwrap();
        customer.profile.email = email.clone();
        app::seed::household(&app, &customer).await.unwrap();
        let asker = app::seed::asker(&app, &email).await.unwrap();
        let id = applicant.draft(&app, &asker).await.unwrap();
        let version = app::application::show(&app, &asker, id).await.unwrap().version;
        drafts.push(Draft { email, id, version });
    }
    let terms = app.bank.service_terms_version.clone();
    app.db.close().await;
    (drafts, terms)
}

impl Draft {
    /// Logs its customer in; the cookie of the session.
    fn log_in(&self, kura: &Kura, visitor: usize) -> String {
        let fields = [("email", self.email.as_str()), ("password", PASSWORD)];
        let answer = kura.post("/login", (visitor, ""), &fields).unwrap();
        answer.session().unwrap_or_else(|| panic!("not logged in: {answer:?}"))
    }

    /// Sends it, again and again until the program says that it was.
    fn send(&self, kura: &Kura, (visitor, cookie): (usize, &str), terms: &str) {
        let fields = [
            ("form_key", &*format!("019ab000-0000-7000-8000-{visitor:012x}")),
            ("version", &self.version.to_string()),
            ("terms", terms),
            ("purpose", "see-accounts"),
            ("consent", "yes"),
        ];
        let path = format!("/applications/{}/check", self.id);
        let sent = || {
            let answer = kura.post(&path, (visitor, cookie), &fields);
            answer.is_some_and(|answer| answer.is_acknowledged())
        };
        assert!(eventually(sent), "{visitor} is sent");
    }
}

/// Sends applications, and kills the program as soon as each is acknowledged.
fn send_and_kill(kura: &mut Kura, drafts: &[Draft], first: usize, terms: &str) {
    for (visitor, draft) in (first..).zip(drafts) {
        let cookie = draft.log_in(kura, visitor);
        draft.send(kura, (visitor, &cookie), terms);
        kura.kill();
        kura.start();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_3b_killed_between_application_and_letter_each_letter_arrives_once() {
    let smtp = free_address();
    let mut kura = Kura::install("mail-killed", &format!("smtp://{smtp}"));
    let (drafts, terms) = people(&kura).await;
    let (before, meanwhile) = drafts.split_at(APPLICATIONS / 2);
    kura.start();
    // Nothing can be delivered: whatever is killed, is killed between commit and delivery.
    tokio::task::block_in_place(|| send_and_kill(&mut kura, before, 0, &terms));
    kura.kill();
    let unsent = kura.unsent().await;
    let two_each = i64::try_from(2 * before.len()).unwrap();
    assert!(unsent >= two_each, "{unsent} letters wait");
    let server = MailServer::start(smtp, &kura.folder);
    kura.let_letters_be_due().await;
    kura.start();
    kura.until_all_letters_left().await;
    let letters = server.taken();
    let ids: BTreeSet<&String> = letters.iter().map(|(id, _)| id).collect();
    assert_eq!(letters.len(), ids.len(), "each Message-ID once");
    assert_eq!(letters.iter().filter(|(_, to)| to == REVIEWER).count(), before.len());
    // While mail is delivered: a letter taken but not yet noted may come again, as itself.
    tokio::task::block_in_place(|| send_and_kill(&mut kura, meanwhile, before.len(), &terms));
    kura.kill();
    kura.let_letters_be_due().await;
    kura.start();
    kura.until_all_letters_left().await;
    let different: BTreeSet<(String, String)> = server.taken().into_iter().collect();
    let mut reached = BTreeMap::<&str, usize>::new();
    for (_, to) in &different {
        *reached.entry(to).or_default() += 1;
    }
    assert_eq!(reached.get(REVIEWER), Some(&APPLICATIONS), "the bank, once for each");
    for draft in &drafts {
        let reached = reached.get(draft.email.as_str());
        assert_eq!(reached, Some(&1), "{}", draft.email.masked());
    }
}
