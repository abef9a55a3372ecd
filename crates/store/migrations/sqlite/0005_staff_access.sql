-- How the bank's people get in, in SQLite's words.
-- Sealed JSON under the member's own key: name, e-mail address.
ALTER TABLE staff_member ADD COLUMN profile BLOB;
ALTER TABLE staff_member ADD COLUMN last_login_at INTEGER;

-- Each member's own key, wrapped by the master key named.
CREATE TABLE staff_key (
    staff_id BLOB PRIMARY KEY REFERENCES staff_member (id),
    master TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_key_master ON staff_key (master);

-- Password and second factor. Before the second factor was shown to work, nobody logs in by them.
CREATE TABLE staff_credential (
    staff_id BLOB PRIMARY KEY REFERENCES staff_member (id),
    -- Argon2id, PHC string.
    password_hash TEXT NOT NULL,
    -- The secret of the second factor (RFC 6238), sealed under the member's own key.
    second_factor BLOB NOT NULL,
    -- The last 30 seconds a code was used of; a code is used once.
    last_step INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;

-- An invitation a member has not accepted yet.
CREATE TABLE staff_invitation (
    staff_id BLOB PRIMARY KEY REFERENCES staff_member (id),
    -- Keyed hash of the code handed over.
    code_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_session (
    id BLOB PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    staff_id BLOB NOT NULL REFERENCES staff_member (id),
    -- What is done: the code of an invitation, the password, or all.
    stage TEXT NOT NULL CHECK (stage IN ('invitation', 'password', 'full')),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER,
    -- The log-in before this one.
    previous_at INTEGER
) STRICT;
CREATE INDEX staff_session_staff ON staff_session (staff_id);
CREATE INDEX staff_session_seen ON staff_session (seen_at);

-- A step of the second factor is never given back: a code once used stays used.
CREATE TRIGGER staff_credential_step_stands BEFORE UPDATE ON staff_credential
WHEN NEW.second_factor = OLD.second_factor AND NEW.last_step < OLD.last_step
BEGIN SELECT RAISE(ABORT, 'a used code stays used'); END;
-- A session never becomes more than it was: each stage is a new one with a new secret.
CREATE TRIGGER staff_session_stage_stands BEFORE UPDATE ON staff_session
WHEN NEW.stage <> OLD.stage OR NEW.staff_id <> OLD.staff_id OR NEW.token_hash <> OLD.token_hash
    OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
BEGIN SELECT RAISE(ABORT, 'a session stays what it is'); END;
