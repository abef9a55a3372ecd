-- Ways to rows that sweeps and statistics took by reading whole tables, in SQLite's words. A partial index serves only
-- a query that says its condition word for word: crates/store/tests/plan.rs asks for every query.
-- What waits: for the scanner (held), for whoever brings it (arriving).
CREATE INDEX IF NOT EXISTS document_state ON document (state, created_at, id) WHERE ended_at IS NULL;
-- Records not forgotten yet, by their age. application_record is not used any more; it goes a version later.
CREATE INDEX IF NOT EXISTS application_remembered ON application (created_at, id) WHERE length(details) > 0;
CREATE INDEX IF NOT EXISTS application_submitted ON application (submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS application_decided ON application (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS application_event_reasoned ON application_event (at, id) WHERE kind IN ('returned', 'rejected');
CREATE INDEX IF NOT EXISTS incident_customer ON incident (customer_id);
CREATE INDEX IF NOT EXISTS customer_verified ON customer (verified_at) WHERE verified_at IS NOT NULL;
-- All that is counted of customers, beside their sealed profiles.
CREATE INDEX IF NOT EXISTS customer_standing ON customer (status, suspended_at, last_login_at);
-- Whoever is erased has no name.
CREATE INDEX IF NOT EXISTS customer_unnamed ON customer (created_at, id) WHERE name_index IS NULL AND profile IS NOT NULL;
CREATE INDEX IF NOT EXISTS outbox_message_customer ON outbox_message (customer_id);
CREATE INDEX IF NOT EXISTS import_status ON import (status, created_at);
CREATE INDEX IF NOT EXISTS holding_import ON holding (import_id) WHERE import_id IS NOT NULL;
