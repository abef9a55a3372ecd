//! The service, in the test's own process.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use app::{App, Hasher, Settings, domain::document::Retention};
use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use outside::{
    bank_records::BankRecords,
    bucket::Credentials,
    clock::Clock,
    dice::Dice,
    documents::{Documents, PATIENCE},
    keys::Keyring,
    mail::{Mailer, Transport},
    scanner::Scanner,
};
use picture::Gate;
use server::config::BankSettings;
use store::Db;
use testbucket::TestBucket;
use testdb::TestDb;
use web::{Site, StaffSite};

use super::{Letter, Visitor, log};

/// Where people find the service.
pub const ORIGIN: &str = "https://kura.example";

/// The program itself, which draws pictures anew.
const KURA: &str = env!("CARGO_BIN_EXE_kura");
/// How long a picture may take on a busy machine.
const PICTURE_PATIENCE: Duration = Duration::from_secs(60);
/// Where the bank's people find theirs.
pub const STAFF_ORIGIN: &str = "https://staff.kura.example";

/// The service on a database, its clock in the test's hand.
pub struct TestApp {
    pub app: Arc<App>,
    /// The address of its database, for whoever may look at all of it.
    pub db_url: String,
    /// Where what is kept of documents lies as files.
    pub documents: PathBuf,
    records: Option<PathBuf>,
    router: Router,
    staff_router: Router,
    next_number: AtomicU32,
}

impl TestApp {
    /// Starts it, at ten in the morning in Japan on 2026-11-22.
    pub async fn start(db: &TestDb) -> Self {
        Self::with(db.open().await, &db.owner_url, Transport::Memory(Mutex::default())).await
    }

    /// As [`TestApp::start`], with what the bank has recorded of accounts.
    pub async fn with_records(db: &TestDb, records: &str) -> Self {
        let file = unused_folder(&Dice::system()).with_extension("csv");
        std::fs::write(&file, records).unwrap();
        let mail = Transport::Memory(Mutex::default());
        Self::assembled(db.open().await, &db.owner_url, mail, (Scanner::None, Some(file)), |_| {})
            .await
    }

    /// As [`TestApp::start`], with what an operator set otherwise.
    pub async fn arranged(db: &TestDb, arrange: impl FnOnce(&mut App)) -> Self {
        let mail = Transport::Memory(Mutex::default());
        Self::assembled(db.open().await, &db.owner_url, mail, (Scanner::None, None), arrange).await
    }

    /// As [`TestApp::start`], with documents kept in a bucket.
    pub async fn in_bucket(db: &TestDb, bucket: &TestBucket) -> Self {
        Self::in_bucket_within(PATIENCE, db, bucket).await
    }

    /// As [`TestApp::in_bucket`], with answers waited for as long as the test says.
    pub async fn in_bucket_within(patience: Duration, db: &TestDb, bucket: &TestBucket) -> Self {
        let address = bucket.url().parse().unwrap();
        let credentials = Credentials::of(TestBucket::variable);
        let arrange = |app: &mut App| {
            app.documents = Documents::in_bucket_within(patience, &address, &credentials).unwrap();
        };
        let mut app = Self::arranged(db, arrange).await;
        let unused = std::mem::replace(&mut app.documents, bucket.folder());
        std::fs::remove_dir_all(unused).unwrap();
        app
    }

    /// The files of what is kept of documents.
    pub fn document_files(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(&self.documents).unwrap().map(|file| file.unwrap().path());
        files.filter(|file| !file.ends_with("kura-documents")).collect()
    }

    /// The file of the bank's records.
    pub fn records_file(&self) -> &Path {
        self.records.as_deref().unwrap()
    }

    /// Starts it on a database of the test's own, with mail going where the test says.
    pub async fn with(db: Db, db_url: &str, mail: Transport) -> Self {
        Self::assembled(db, db_url, mail, (Scanner::None, None), |_| {}).await
    }

    /// As [`TestApp::start`], with a scanner that looks at uploads.
    pub async fn scanned_by(db: &TestDb, scanner: Scanner) -> Self {
        let mail = Transport::Memory(Mutex::default());
        Self::assembled(db.open().await, &db.owner_url, mail, (scanner, None), |_| {}).await
    }

    async fn assembled(
        db: Db,
        db_url: &str,
        mail: Transport,
        (scanner, records): (Scanner, Option<PathBuf>),
        arrange: impl FnOnce(&mut App),
    ) -> Self {
        log::capture();
        let dice = Dice::system();
        let documents = unused_folder(&dice);
        let mut app = App {
            db,
            keys: Keyring::in_memory(&dice).unwrap(),
            mailer: Mailer::new(mail, "Kura <no-reply@kura.example>").unwrap(),
            documents: claimed(&documents).await,
            scanner,
            pictures: Gate::new(KURA.into(), 2, PICTURE_PATIENCE),
            bank_records: records.clone().map_or(BankRecords::None, BankRecords::in_file),
            clock: Clock::at(opening_time()),
            dice,
            hasher: Hasher::weak(2).unwrap(),
            settings: Settings {
                public_url: ORIGIN.to_owned(),
                mail_domain: "kura.example".to_owned(),
                terms_version: "2026-11".to_owned(),
                retention: Retention::default(),
            },
            bank: server::bank::load(&BankSettings::default()).await.unwrap(),
            bell: Arc::default(),
        };
        arrange(&mut app);
        let app = Arc::new(app);
        let router = web::router(Site {
            app: Arc::clone(&app),
            secure_cookies: true,
            trusted_proxies: Vec::new(),
            captured_mail: false,
            uploads: web::UnderWay::default(),
        });
        let staff_router = web::staff_router(StaffSite {
            app: Arc::clone(&app),
            secure_cookies: true,
            networks: vec!["10.1.0.0/16".parse().unwrap(), "2001:db8:1::/48".parse().unwrap()],
            trusted_proxies: vec!["172.16.0.1".parse().unwrap()],
        });
        let next_number = AtomicU32::new(1);
        Self {
            app,
            db_url: db_url.to_owned(),
            documents,
            records,
            router,
            staff_router,
            next_number,
        }
    }

    /// A person at a browser never used here before, with a network address of their own.
    pub fn visitor(&self) -> Visitor {
        let [_, _, third, fourth] = self.next_number().to_be_bytes();
        self.visitor_from([203, 0, third, fourth])
    }

    /// A person at a new browser, at a given network address.
    pub fn visitor_from(&self, address: [u8; 4]) -> Visitor {
        Visitor::new(self.router.clone(), Arc::clone(&self.app), address.into(), ORIGIN)
    }

    /// A person at a new browser that asks for the staff's site, at a given network address.
    pub fn desk_at(&self, address: IpAddr) -> Visitor {
        let router = self.staff_router.clone();
        Visitor::new(router, Arc::clone(&self.app), address, STAFF_ORIGIN)
    }

    /// A number no other has.
    pub fn next_number(&self) -> u32 {
        self.next_number.fetch_add(1, Ordering::Relaxed)
    }

    /// Lets time pass, or turns it back.
    pub fn advance(&self, by: TimeDelta) {
        self.app.clock.advance(by);
    }

    /// Lets days pass, and the jobs end what is over by then.
    pub async fn let_pass(&self, days: i64) {
        self.advance(TimeDelta::days(days));
        app::jobs::sweep(&self.app).await.unwrap();
    }

    /// Lets the jobs do all work there is.
    pub async fn run_jobs(&self) {
        app::jobs::drain(&self.app).await.unwrap();
    }

    /// All mail delivered up to now, oldest first.
    pub async fn mails(&self) -> Vec<Letter> {
        self.run_jobs().await;
        self.app.mailer.captured().unwrap().into_iter().map(Letter).collect()
    }

    /// The mail delivered to an address up to now, oldest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Letter> {
        self.mails().await.into_iter().filter(|letter| letter.to == address).collect()
    }

    /// The newest mail to an address.
    pub async fn last_mail_to(&self, address: &str) -> Letter {
        self.mails_to(address).await.pop().unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// The audit trail: what was done, and `done` or why it was refused.
    pub async fn audit(&self) -> Vec<(String, String)> {
        let mut conn = self.app.db.read().await.unwrap();
        let (mut trail, mut last) = (Vec::new(), 0);
        let end = self.app.clock.now() + TimeDelta::days(3650);
        loop {
            let entries = store::audit_entry::after(&mut conn, last, end).await.unwrap();
            let Some((sequence, _)) = entries.last() else { return trail };
            last = *sequence;
            trail.extend(entries.into_iter().map(|(_, entry)| {
                let outcome = if entry.reason.is_empty() { entry.outcome } else { entry.reason };
                (entry.action, outcome)
            }));
        }
    }

    /// How often something ended in a way.
    pub async fn audited(&self, action: &str, outcome: &str) -> usize {
        let trail = self.audit().await;
        trail.iter().filter(|entry| entry.0 == action && entry.1 == outcome).count()
    }

    /// The number a query gives in its column `n`.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut conn = self.app.db.read().await.unwrap();
        conn.fetch_optional(sql, vec![]).await.unwrap().unwrap().int("n").unwrap()
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // What is left behind harms nobody; a panic here would hide why a test failed.
        let _ = std::fs::remove_dir_all(&self.documents);
        let _ = self.records.as_ref().map(std::fs::remove_file);
    }
}

fn opening_time() -> DateTime<Utc> {
    "2026-11-22T01:00:00Z".parse().unwrap()
}

async fn claimed(folder: &Path) -> Documents {
    let documents = Documents::in_folder(folder.to_owned()).await.unwrap();
    documents.claim().await.unwrap();
    documents
}

fn unused_folder(dice: &Dice) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    parent.join(format!("kura_documents_{:032x}", u128::from_be_bytes(dice.bytes().unwrap())))
}
