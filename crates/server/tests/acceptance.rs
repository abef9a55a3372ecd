//! What the brief asks, shown clause by clause: each test's name begins with its clause.
//! All tests are one program, so that the service is linked once.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests are documented by their names, and one that cannot go on stops, saying why"
)]

mod kit;

#[path = "picture_gate/corpus.rs"]
mod corpus;
#[allow(dead_code, reason = "the picture gate's own tests need more of it")]
#[path = "picture_gate/forge.rs"]
mod forge;

#[path = "acceptance/application.rs"]
mod application;
#[path = "acceptance/apply.rs"]
mod apply;
#[path = "acceptance/apply_life.rs"]
mod apply_life;
#[path = "acceptance/apply_shown.rs"]
mod apply_shown;
#[path = "acceptance/applying.rs"]
mod applying;
#[path = "acceptance/audit_done.rs"]
mod audit_done;
#[path = "acceptance/bad_day.rs"]
mod bad_day;
#[path = "acceptance/bad_request.rs"]
mod bad_request;
#[path = "acceptance/bank_records.rs"]
mod bank_records;
#[path = "acceptance/close.rs"]
mod close;
#[path = "acceptance/crawl.rs"]
mod crawl;
#[path = "acceptance/desk.rs"]
mod desk;
#[path = "acceptance/desk_case.rs"]
mod desk_case;
#[path = "acceptance/desk_seen.rs"]
mod desk_seen;
#[path = "acceptance/document.rs"]
mod document;
#[path = "acceptance/document_bucket.rs"]
mod document_bucket;
#[path = "acceptance/document_end.rs"]
mod document_end;
#[path = "acceptance/document_retention.rs"]
mod document_retention;
#[path = "acceptance/document_scanned.rs"]
mod document_scanned;
#[path = "acceptance/document_sealed.rs"]
mod document_sealed;
#[path = "acceptance/document_swapped.rs"]
mod document_swapped;
#[path = "acceptance/document_time.rs"]
mod document_time;
#[path = "acceptance/export.rs"]
mod export;
#[path = "acceptance/foreign_page.rs"]
mod foreign_page;
#[path = "acceptance/form_key.rs"]
mod form_key;
#[path = "acceptance/hidden_amounts.rs"]
mod hidden_amounts;
#[path = "acceptance/holding.rs"]
mod holding;
#[path = "acceptance/household.rs"]
mod household;
#[path = "acceptance/import.rs"]
mod import;
#[path = "acceptance/import_arriving.rs"]
mod import_arriving;
#[path = "acceptance/import_hostile.rs"]
mod import_hostile;
#[path = "acceptance/import_large.rs"]
mod import_large;
#[path = "acceptance/import_reading.rs"]
mod import_reading;
#[path = "acceptance/import_steps.rs"]
mod import_steps;
#[path = "acceptance/log_in.rs"]
mod log_in;
#[path = "acceptance/mail.rs"]
mod mail;
#[path = "acceptance/matrix.rs"]
mod matrix;
#[path = "acceptance/matrix_visitors.rs"]
mod matrix_visitors;
#[path = "acceptance/net_worth.rs"]
mod net_worth;
#[path = "acceptance/net_worth_past.rs"]
mod net_worth_past;
#[path = "acceptance/other_customer.rs"]
mod other_customer;
#[path = "acceptance/password.rs"]
mod password;
#[path = "acceptance/profile.rs"]
mod profile;
#[path = "acceptance/rate.rs"]
mod rate;
#[path = "acceptance/recover.rs"]
mod recover;
#[path = "acceptance/register.rs"]
mod register;
#[path = "acceptance/register_form.rs"]
mod register_form;
#[path = "acceptance/register_secrecy.rs"]
mod register_secrecy;
#[path = "acceptance/review.rs"]
mod review;
#[path = "acceptance/review_queue.rs"]
mod review_queue;
#[path = "acceptance/roster.rs"]
mod roster;
#[path = "acceptance/rotate_keys.rs"]
mod rotate_keys;
#[path = "acceptance/routes.rs"]
mod routes;
#[path = "acceptance/sealed.rs"]
mod sealed;
#[path = "acceptance/sealed_holding.rs"]
mod sealed_holding;
#[path = "acceptance/session_end.rs"]
mod session_end;
#[path = "acceptance/sessions.rs"]
mod sessions;
#[path = "acceptance/staff_access.rs"]
mod staff_access;
#[path = "acceptance/staff_audit.rs"]
mod staff_audit;
#[path = "acceptance/staff_customers.rs"]
mod staff_customers;
#[path = "acceptance/staff_left_behind.rs"]
mod staff_left_behind;
#[path = "acceptance/staff_matrix.rs"]
mod staff_matrix;
#[path = "acceptance/staff_matrix_record.rs"]
mod staff_matrix_record;
#[path = "acceptance/staff_meanwhile.rs"]
mod staff_meanwhile;
#[path = "acceptance/staff_members.rs"]
mod staff_members;
#[path = "acceptance/staff_networks.rs"]
mod staff_networks;
#[path = "acceptance/staff_routes.rs"]
mod staff_routes;
#[path = "acceptance/staff_sealed.rs"]
mod staff_sealed;
#[path = "acceptance/staff_session_end.rs"]
mod staff_session_end;
#[path = "acceptance/staff_site.rs"]
mod staff_site;
#[path = "acceptance/staff_statistics.rs"]
mod staff_statistics;
#[path = "acceptance/statistics.rs"]
mod statistics;
#[path = "acceptance/summary.rs"]
mod summary;
#[path = "acceptance/suspend.rs"]
mod suspend;
#[path = "acceptance/sweep.rs"]
mod sweep;
#[path = "acceptance/sweep_hanging.rs"]
mod sweep_hanging;
#[path = "acceptance/total.rs"]
mod total;
#[path = "acceptance/two_tabs.rs"]
mod two_tabs;
#[path = "acceptance/update_all.rs"]
mod update_all;
#[path = "acceptance/valuation.rs"]
mod valuation;
