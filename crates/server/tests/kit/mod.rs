//! What acceptance tests are made of: the service on a real database, people with
//! browsers, the pages they see, and the mail they get.
//!
//! ```ignore
//! let app = TestApp::start(&db).await;
//! let hanako = app.registered_customer("hanako@example.jp").await;
//! let page = hanako.get("/settings").await;
//! let page = page.form("/settings/profile").set("family", "佐藤").send(&hanako).await;
//! page.assert_sees("変更しました。");
//! ```
#![allow(dead_code, unused_imports, reason = "a kit offers more than the days told so far need")]

mod app;
mod application;
mod browser;
mod canary;
mod census;
mod commits;
mod disk;
mod form;
pub mod golden;
mod holding;
mod letter;
pub mod log;
mod page;
mod patience;
mod people;
pub mod route;
mod scanner;
mod smtp;
mod staff;
mod visitor;

pub use app::{ORIGIN, STAFF_ORIGIN, TestApp};
pub use application::{approves, rejects};
pub use canary::{Canary, Haystack, Pages};
pub use census::census;
pub use chrono::TimeDelta;
pub use disk::SmallDisk;
pub use form::FormFill;
pub use holding::HoldingForm;
pub use letter::Letter;
pub use page::Page;
pub use patience::{PATIENCE, in_time};
pub use people::{PASSWORD, Person};
pub use scanner::{Clamd, EICAR, FakeScanner, Manner};
pub use smtp::{Reply, SmtpSink};
pub use staff::Member;
pub use testdb::{Engine, PrivatePostgres, TestDb, on_both_engines};
pub use visitor::Visitor;
pub use web::kit::words::{Lang, Words};
