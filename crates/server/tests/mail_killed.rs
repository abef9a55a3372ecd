//! Clause 3-3 イ: the real program sends letters through a real mail server (aiosmtpd), and is
//! killed (`kill -9`) between an application and its letters.
//!
//! What is exactly once: for each event one letter, with one Message-ID, whatever dies. A letter
//! nobody was killed over arrives once. One that was taken by the mail server when the program
//! was killed before it could note so is handed over again, as itself: SMTP (RFC 5321, 6.1)
//! knows at least once, not exactly once, and mail programs tell a repetition by its Message-ID.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop where they are surprised"
)]
#![allow(dead_code, reason = "what tests of the program share offers more than each needs")]

mod program;

use std::{
    collections::BTreeMap,
    fs,
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use app::{
    App, Hasher,
    application::{self, Note},
    domain::{
        application::{
            Finding,
            reason::{RejectReason, Verdict},
        },
        password,
        person::EmailAddress,
        staff::Role,
    },
    seed::Factors,
    staff::NewMember,
};
use picture::Gate;
use server::{Config, config::Given, household::applicants};
use testdb::{Engine, on_both_engines};
use uuid::Uuid;

use program::{Kura, eventually, free_address};

/// Applications, of which half are sent while the mail server is away.
const APPLICATIONS: usize = 16;
const REVIEWER: &str = "reviewer@bank.example";
const APPROVER: &str = "approver@bank.example";
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

    /// How often it took each letter, by Message-ID and addressee.
    fn taken(&self) -> BTreeMap<(String, String), usize> {
        let files = fs::read_dir(self.folder.join("new")).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let header = |text: &str, name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {text}")).trim().to_owned()
        };
        let mut taken = BTreeMap::new();
        for text in texts {
            let letter = (header(&text, "Message-ID:"), header(&text, "To:"));
            *taken.entry(letter).or_default() += 1;
        }
        taken
    }

    /// How many different letters somebody was sent.
    fn letters_to(&self, address: &str) -> usize {
        self.taken().keys().filter(|(_, to)| to == address).count()
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

/// The service on the program's database, beside the program.
async fn service(kura: &Kura) -> App {
    let given = Given { config: Some(kura.folder.join("kura.toml")), ..Given::default() };
    let config = Config::of(given.settings().unwrap()).unwrap();
    let built = server::build_app_with(&config, Hasher::weak(1).unwrap()).await.unwrap();
    let pictures = Gate::new(env!("CARGO_BIN_EXE_kura").into(), 2, Duration::from_secs(60));
    App { pictures, ..Arc::into_inner(built).unwrap() }
}

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// A reviewer, an approver, and customers whose applications lack nothing but being sent.
async fn people(kura: &Kura) -> (Vec<Draft>, String) {
    let app = service(kura).await;
    let password = password::check(PASSWORD, &[]).unwrap();
    let password_hash = app.hasher.hash(password, &app.dice).await.unwrap();
    let factors = Factors { password_hash: &password_hash, secret: [7; 20] };
    for (email, role) in [(REVIEWER, Role::Reviewer), (APPROVER, Role::Approver)] {
        let name = "佐藤 美咲".to_owned();
        let new = NewMember { name, email: address(email), roles: vec![role] };
        app::seed::member(&app, &new, factors).await.unwrap();
    }
    let mut drafts = Vec::new();
    for number in 0..APPLICATIONS {
        let email = address(&format!("person.{number}@example.jp"));
        let applicant = applicants::APPLICANTS[1];
        let mut customer = applicant.customer(&password_hash, app.clock.now()).unwrap().unwrap();
        customer.profile.email = email.clone();
        app::seed::household(&app, &customer).await.unwrap();
        let asker = app::seed::asker(&app, &email).await.unwrap();
        let id = applicant.draft(&app, &asker).await.unwrap();
        let version = application::show(&app, &asker, id).await.unwrap().version;
        drafts.push(Draft { email, id, version });
    }
    let terms = app.service_terms_version();
    app.db.close().await;
    (drafts, terms)
}

/// Two of the bank's people reject an application. The program is not there, as if it had been
/// killed between the decision and its letter.
async fn reject(kura: &Kura, draft: &Draft) {
    let app = service(kura).await;
    let reviewer = app::seed::officer(&app, &address(REVIEWER)).await.unwrap();
    let approver = app::seed::officer(&app, &address(APPROVER)).await.unwrap();
    let reasons = [RejectReason::AccountOfAnother];
    let finding = Finding { verdict: Verdict::Reject, reasons: &reasons, checked: &[] };
    let shown = async || {
        let mut conn = app.db.read().await.unwrap();
        let row = store::application::find_for_staff(&mut conn, draft.id).await.unwrap();
        (draft.id, row.unwrap().version)
    };
    application::take(&app, &reviewer, shown().await).await.unwrap();
    application::recommend(&app, &reviewer, shown().await, &finding, "").await.unwrap();
    application::take(&app, &approver, shown().await).await.unwrap();
    let note = Note { told: "名義が違っていました。".to_owned(), noted: String::new() };
    application::decide(&app, &approver, shown().await, &finding, &note).await.unwrap();
    app.db.close().await;
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

on_both_engines! {
    async fn r3_3b_killed_between_application_and_letter_no_letter_is_lost_or_made_twice(db: TestDb) {
        let smtp = free_address();
        let (name, url) = match db.engine {
            Engine::Sqlite => ("mail-killed-file", None),
            Engine::Postgres => ("mail-killed-server", Some(db.url.as_str())),
        };
        let mut kura = Kura::install_on(name, &format!("smtp://{smtp}"), url);
        let (drafts, terms) = people(&kura).await;
        let (before, meanwhile) = drafts.split_at(APPLICATIONS / 2);
        kura.start();
        // Nothing can be delivered: whatever is killed, is killed between commit and delivery.
        tokio::task::block_in_place(|| send_and_kill(&mut kura, before, 0, &terms));
        kura.kill();
        reject(&kura, &before[0]).await;
        let unsent = kura.unsent().await;
        // For each application the customer's and the reviewer's, and the decision's.
        let waiting = i64::try_from(2 * before.len() + 1).unwrap();
        assert!(unsent >= waiting, "{unsent} letters wait");
        let server = MailServer::start(smtp, &kura.folder);
        kura.let_letters_be_due().await;
        kura.start();
        kura.until_all_letters_left().await;
        let twice = server.taken().into_iter().filter(|(_, times)| *times > 1);
        assert_eq!(twice.collect::<Vec<_>>(), [], "nobody was killed while these were delivered");
        assert_eq!(server.letters_to(REVIEWER), before.len());
        assert_eq!(server.letters_to(before[0].email.as_str()), 2, "what came of it, too");

        // While mail is delivered: a letter taken but not yet noted may come again, as itself.
        tokio::task::block_in_place(|| send_and_kill(&mut kura, meanwhile, before.len(), &terms));
        kura.kill();
        kura.let_letters_be_due().await;
        kura.start();
        kura.until_all_letters_left().await;
        let again: usize = server.taken().values().map(|times| times - 1).sum();
        assert!(again <= 2 * meanwhile.len(), "more than were under way: {:?}", server.taken());
        assert_eq!(server.letters_to(REVIEWER), APPLICATIONS, "the bank, one for each");
        for (number, draft) in drafts.iter().enumerate() {
            let letters = server.letters_to(draft.email.as_str());
            assert_eq!(letters, if number == 0 { 2 } else { 1 }, "{}", draft.email.masked());
        }
    }
}
