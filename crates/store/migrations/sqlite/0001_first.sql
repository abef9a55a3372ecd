-- The first schema, in SQLite's words. Times are microseconds since 1970 (UTC); days are YYYY-MM-DD.
-- A person who registered. Unverified rows may share an address; verified may not.
CREATE TABLE customer (
    id BLOB PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('unverified', 'active', 'closing', 'closed')),
    -- Keyed hash of the e-mail address; NULL once the account is erased.
    email_index BLOB,
    -- Sealed JSON: names, kana, birth date, e-mail address.
    profile BLOB,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    terms_version TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    verified_at INTEGER,
    -- When a closed account's key will be destroyed.
    erase_at INTEGER,
    last_login_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX customer_email ON customer (email_index) WHERE verified_at IS NOT NULL AND email_index IS NOT NULL;
CREATE INDEX customer_erase ON customer (erase_at) WHERE erase_at IS NOT NULL;
CREATE INDEX customer_unverified ON customer (created_at) WHERE status = 'unverified';

-- Each customer's own key, wrapped by the master key named. Deleting it is erasure.
CREATE TABLE data_key (
    customer_id BLOB PRIMARY KEY REFERENCES customer (id),
    master TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX data_key_master ON data_key (master);

CREATE TABLE credential (
    customer_id BLOB PRIMARY KEY REFERENCES customer (id),
    -- Argon2id, PHC string.
    password_hash TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

-- A proof asked for by mail: of an address, or to replace a lost password.
CREATE TABLE challenge (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'recover')),
    -- Keyed hashes of the browser's token, the six digits and the link's token.
    browser_hash BLOB NOT NULL UNIQUE,
    code_hash BLOB NOT NULL,
    link_hash BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX challenge_customer ON challenge (customer_id);
CREATE INDEX challenge_expiry ON challenge (expires_at);

CREATE TABLE session (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    device_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER,
    -- Sealed JSON: browser, address.
    origin BLOB NOT NULL
) STRICT;
CREATE INDEX session_customer ON session (customer_id);
CREATE INDEX session_seen ON session (seen_at);

-- A browser the customer has logged in with before.
CREATE TABLE device (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    token_hash BLOB NOT NULL,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    UNIQUE (customer_id, token_hash)
) STRICT;

-- Failed tries per bucket (keyed hash of an account, a device or a network).
CREATE TABLE throttle (
    bucket BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    window_started_at INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL
) STRICT;
CREATE INDEX throttle_window ON throttle (window_started_at);

-- A file given for import. Rows it brings are unseen until status is 'confirmed'.
CREATE TABLE import (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    status TEXT NOT NULL CHECK (status IN ('uploaded', 'running', 'confirmed', 'undone', 'discarded', 'failed')),
    -- Keyed hash of the file, to recognise it when it comes again.
    file_hash BLOB NOT NULL,
    -- Sealed JSON: file name, encoding, format, mapping, choices, counts.
    details BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    undone_at INTEGER,
    rows_total INTEGER NOT NULL,
    rows_done INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX import_customer ON import (customer_id, created_at);
CREATE INDEX import_created ON import (created_at);
CREATE INDEX import_running ON import (lease_until) WHERE status = 'running';

CREATE TABLE holding (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    version INTEGER NOT NULL,
    -- Sealed JSON: kind, wrapper, currency, label, institution, note, linked property.
    details BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    import_id BLOB REFERENCES import (id)
) STRICT;
CREATE INDEX holding_customer ON holding (customer_id);

-- Never updated: a correction is a new row of the same day.
CREATE TABLE valuation (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    holding_id BLOB NOT NULL REFERENCES holding (id),
    as_of TEXT NOT NULL CHECK (length(as_of) = 10),
    recorded_at INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('form', 'unchanged', 'import', 'correction')),
    -- Sealed: minor units, and how much of the change was money moved.
    figure BLOB NOT NULL,
    import_id BLOB REFERENCES import (id)
) STRICT;
CREATE INDEX valuation_holding ON valuation (holding_id);
CREATE INDEX valuation_customer ON valuation (customer_id);
CREATE INDEX valuation_import ON valuation (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE rate (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    as_of TEXT NOT NULL CHECK (length(as_of) = 10),
    recorded_at INTEGER NOT NULL,
    -- Sealed JSON: currency, yen for one unit.
    quote BLOB NOT NULL
) STRICT;
CREATE INDEX rate_customer ON rate (customer_id);

-- The whole portfolio in one sealed row, written in each verb's transaction, so
-- that a page reads one row. Always equal to what the rows above say.
CREATE TABLE portfolio (
    customer_id BLOB PRIMARY KEY REFERENCES customer (id),
    sealed BLOB NOT NULL
) STRICT;

-- Appended in the transaction of the change; never updated, never deleted.
CREATE TABLE audit_entry (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB,
    action TEXT NOT NULL,
    subject_id BLOB,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
    reason TEXT NOT NULL,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT;
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at);

CREATE TABLE outbox_message (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    letter TEXT NOT NULL,
    -- Sealed JSON of the whole mail; NULL once delivered.
    sealed BLOB,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    sent_at INTEGER,
    failed_at INTEGER
) STRICT;
CREATE INDEX outbox_message_due ON outbox_message (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;

-- What a form's key led to, so that a double click or a retry makes one record.
CREATE TABLE idempotency (
    owner_id BLOB NOT NULL,
    key BLOB NOT NULL,
    action TEXT NOT NULL,
    result BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (owner_id, key)
) STRICT;
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
CREATE TRIGGER valuation_no_update BEFORE UPDATE ON valuation BEGIN SELECT RAISE(ABORT, 'a valuation is never overwritten'); END;
-- INSERT OR REPLACE would pass the triggers above.
CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id OR sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'audit entries are never replaced'); END;
CREATE TRIGGER valuation_no_replace BEFORE INSERT ON valuation
WHEN EXISTS (SELECT 1 FROM valuation WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a valuation is never overwritten'); END;
