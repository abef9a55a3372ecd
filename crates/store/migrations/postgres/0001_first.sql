-- The first schema, in PostgreSQL's words. Times are microseconds since 1970 (UTC); days are YYYY-MM-DD.
-- A person who registered. Unverified rows may share an address; verified may not.
CREATE TABLE customer (
    id UUID PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('unverified', 'active', 'closing', 'closed')),
    -- Keyed hash of the e-mail address; NULL once the account is erased.
    email_index BYTEA,
    -- Sealed JSON: names, kana, birth date, e-mail address.
    profile BYTEA,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    terms_version TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    verified_at BIGINT,
    -- When a closed account's key will be destroyed.
    erase_at BIGINT,
    last_login_at BIGINT,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX customer_email ON customer (email_index) WHERE verified_at IS NOT NULL AND email_index IS NOT NULL;
CREATE INDEX customer_erase ON customer (erase_at) WHERE erase_at IS NOT NULL;
CREATE INDEX customer_unverified ON customer (created_at) WHERE status = 'unverified';

-- Each customer's own key, wrapped by the master key named. Deleting it is erasure.
CREATE TABLE data_key (
    customer_id UUID PRIMARY KEY REFERENCES customer (id),
    master TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX data_key_master ON data_key (master);

CREATE TABLE credential (
    customer_id UUID PRIMARY KEY REFERENCES customer (id),
    -- Argon2id, PHC string.
    password_hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- A proof asked for by mail: of an address, or to replace a lost password.
CREATE TABLE challenge (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'recover')),
    -- Keyed hashes of the browser's token, the six digits and the link's token.
    browser_hash BYTEA NOT NULL UNIQUE,
    code_hash BYTEA NOT NULL,
    link_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX challenge_customer ON challenge (customer_id);
CREATE INDEX challenge_expiry ON challenge (expires_at);

CREATE TABLE session (
    id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    customer_id UUID NOT NULL REFERENCES customer (id),
    device_id UUID NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- Sealed JSON: browser, address.
    origin BYTEA NOT NULL
);
CREATE INDEX session_customer ON session (customer_id);
CREATE INDEX session_seen ON session (seen_at);

-- A browser the customer has logged in with before.
CREATE TABLE device (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    token_hash BYTEA NOT NULL,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    UNIQUE (customer_id, token_hash)
);

-- Failed tries per bucket (keyed hash of an account, a device or a network).
CREATE TABLE throttle (
    bucket BYTEA PRIMARY KEY,
    failures BIGINT NOT NULL,
    window_started_at BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
CREATE INDEX throttle_window ON throttle (window_started_at);

-- A file given for import. Rows it brings are unseen until status is 'confirmed'.
CREATE TABLE import (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    status TEXT NOT NULL CHECK (status IN ('uploaded', 'running', 'confirmed', 'undone', 'discarded', 'failed')),
    -- Keyed hash of the file, to recognise it when it comes again.
    file_hash BYTEA NOT NULL,
    -- Sealed JSON: file name, encoding, format, mapping, choices, counts.
    details BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    undone_at BIGINT,
    rows_total BIGINT NOT NULL,
    rows_done BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX import_customer ON import (customer_id, created_at);
CREATE INDEX import_created ON import (created_at);
CREATE INDEX import_running ON import (lease_until) WHERE status = 'running';

CREATE TABLE holding (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    version BIGINT NOT NULL,
    -- Sealed JSON: kind, wrapper, currency, label, institution, note, linked property.
    details BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT,
    import_id UUID REFERENCES import (id)
);
CREATE INDEX holding_customer ON holding (customer_id);

-- Never updated: a correction is a new row of the same day.
CREATE TABLE valuation (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    holding_id UUID NOT NULL REFERENCES holding (id),
    as_of TEXT NOT NULL CHECK (length(as_of) = 10),
    recorded_at BIGINT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('form', 'unchanged', 'import', 'correction')),
    -- Sealed: minor units, and how much of the change was money moved.
    figure BYTEA NOT NULL,
    import_id UUID REFERENCES import (id)
);
CREATE INDEX valuation_holding ON valuation (holding_id);
CREATE INDEX valuation_customer ON valuation (customer_id);
CREATE INDEX valuation_import ON valuation (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE rate (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    as_of TEXT NOT NULL CHECK (length(as_of) = 10),
    recorded_at BIGINT NOT NULL,
    -- Sealed JSON: currency, yen for one unit.
    quote BYTEA NOT NULL
);
CREATE INDEX rate_customer ON rate (customer_id);

-- The whole portfolio in one sealed row, written in each verb's transaction, so
-- that a page reads one row. Always equal to what the rows above say.
CREATE TABLE portfolio (
    customer_id UUID PRIMARY KEY REFERENCES customer (id),
    sealed BYTEA NOT NULL
);

-- Appended in the transaction of the change; never updated, never deleted.
CREATE TABLE audit_entry (
    sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    action TEXT NOT NULL,
    subject_id UUID,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
    reason TEXT NOT NULL,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at);

CREATE TABLE outbox_message (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customer (id),
    letter TEXT NOT NULL,
    -- Sealed JSON of the whole mail; NULL once delivered.
    sealed BYTEA,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    sent_at BIGINT,
    failed_at BIGINT
);
CREATE INDEX outbox_message_due ON outbox_message (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;

-- What a form's key led to, so that a double click or a retry makes one record.
CREATE TABLE idempotency (
    owner_id UUID NOT NULL,
    key UUID NOT NULL,
    action TEXT NOT NULL,
    result UUID NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (owner_id, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: rows are only ever added', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER valuation_no_update BEFORE UPDATE ON valuation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
