-- Pictures of identity documents, incidents, and records whose time is over, in SQLite's words.
CREATE TABLE document (
    id BLOB PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES application (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    -- Of which document, which side; codes of the program, for the law changes them.
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    -- It is announced (arriving) before its file is written, so that no file is ever without its row.
    state TEXT NOT NULL CHECK (state IN ('arriving', 'kept', 'held', 'refused', 'quarantined', 'replaced', 'removed',
        'purged', 'expired')),
    scan TEXT NOT NULL CHECK (scan IN ('awaited', 'clean', 'not-scanned', 'redrawn-clean', 'found')),
    -- Keyed hash of the bytes given, to know the same file again; NULL once the record's time is over.
    original_hash BLOB,
    width INTEGER,
    height INTEGER,
    -- Of the sealed file; until it is drawn anew, of the file given.
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by BLOB REFERENCES staff_member (id),
    ended_for TEXT,
    -- When its file was deleted, or seen not to be there.
    destroyed_at INTEGER,
    CONSTRAINT document_ended CHECK ((state IN ('arriving', 'kept', 'held')) = (ended_at IS NULL)),
    CONSTRAINT document_destroyed CHECK (destroyed_at IS NULL OR ended_at IS NOT NULL),
    CONSTRAINT document_size CHECK ((state IN ('kept', 'held')) <= (width IS NOT NULL AND height IS NOT NULL)),
    -- Nothing is opened before the scanner, if there is one, has said yes.
    CONSTRAINT document_looked_at CHECK ((state = 'kept') <= (scan IN ('clean', 'not-scanned', 'redrawn-clean'))),
    CONSTRAINT document_held CHECK ((state = 'held') <= (scan = 'awaited')),
    CONSTRAINT document_purged CHECK ((state = 'purged') <= (ended_for IS NOT NULL))
) STRICT;
-- One living picture of each side.
CREATE UNIQUE INDEX document_living ON document (application_id, kind, side) WHERE state IN ('kept', 'held');
CREATE INDEX document_application ON document (application_id, created_at);
CREATE INDEX document_customer ON document (customer_id, created_at);
CREATE INDEX document_original ON document (original_hash) WHERE original_hash IS NOT NULL;
CREATE INDEX document_in_time ON document (created_at, id) WHERE state IN ('arriving', 'kept', 'held');
CREATE INDEX document_to_destroy ON document (ended_at, id) WHERE ended_at IS NOT NULL AND destroyed_at IS NULL;

CREATE TRIGGER document_begins BEFORE INSERT ON document WHEN NEW.state <> 'arriving'
BEGIN SELECT RAISE(ABORT, 'a picture is announced first'); END;
CREATE TRIGGER document_no_replace BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a picture''s row is never replaced'); END;
CREATE TRIGGER document_living_no_replace BEFORE UPDATE ON document
WHEN NEW.state IN ('kept', 'held') AND EXISTS (SELECT 1 FROM document WHERE application_id = NEW.application_id
    AND kind = NEW.kind AND side = NEW.side AND state IN ('kept', 'held') AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'a living picture is never replaced away'); END;
CREATE TRIGGER document_keeps_its_beginning BEFORE UPDATE ON document
WHEN NEW.id <> OLD.id OR NEW.application_id <> OLD.application_id OR NEW.customer_id <> OLD.customer_id
    OR NEW.kind <> OLD.kind OR NEW.side <> OLD.side OR NEW.created_at <> OLD.created_at
    OR (NEW.original_hash IS NOT NULL AND NEW.original_hash IS DISTINCT FROM OLD.original_hash)
BEGIN SELECT RAISE(ABORT, 'whose a picture is, and of what, stands'); END;
-- What has ended is never living again, and what was looked at is not unseen.
CREATE TRIGGER document_end_stands BEFORE UPDATE ON document
WHEN (NEW.state = 'arriving' AND OLD.state <> 'arriving') OR (NEW.state = 'held' AND OLD.state = 'kept')
    OR (OLD.ended_at IS NOT NULL AND (NEW.state <> OLD.state OR NEW.ended_at <> OLD.ended_at
    OR NEW.ended_by IS DISTINCT FROM OLD.ended_by OR NEW.ended_for IS DISTINCT FROM OLD.ended_for
    OR NEW.scan <> OLD.scan))
    OR (OLD.destroyed_at IS NOT NULL AND NEW.destroyed_at IS DISTINCT FROM OLD.destroyed_at)
BEGIN SELECT RAISE(ABORT, 'an ended picture stays ended'); END;
-- The fact that there was a picture stays as long as its customer.
CREATE TRIGGER document_no_delete BEFORE DELETE ON document
WHEN EXISTS (SELECT 1 FROM data_key WHERE customer_id = OLD.customer_id)
BEGIN SELECT RAISE(ABORT, 'a picture''s row goes with its customer only'); END;

-- What happened that somebody must look into. It holds no part of a file.
CREATE TABLE incident (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('malware')),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    -- The record it is about: a document's, which may be gone with its customer.
    subject_id BLOB NOT NULL,
    -- The signature's name, as the scanner gives it.
    detail TEXT NOT NULL,
    original_hash BLOB NOT NULL,
    closed_at INTEGER,
    closed_by BLOB REFERENCES staff_member (id),
    CONSTRAINT incident_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE INDEX incident_open ON incident (at, id) WHERE closed_at IS NULL;

CREATE TRIGGER incident_no_replace BEFORE INSERT ON incident
WHEN EXISTS (SELECT 1 FROM incident WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an incident is never replaced'); END;
CREATE TRIGGER incident_stands BEFORE UPDATE ON incident
WHEN OLD.closed_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.customer_id <> OLD.customer_id OR NEW.subject_id <> OLD.subject_id OR NEW.detail <> OLD.detail
    OR NEW.original_hash <> OLD.original_hash
BEGIN SELECT RAISE(ABORT, 'an incident is closed once, and nothing else of it changes'); END;
CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'an incident is never deleted'); END;

-- A record whose time is over forgets what was declared and said (empty details); that it was decided, when and by
-- whom, stands.
CREATE INDEX application_record ON application (created_at, id)
    WHERE state IN ('approved', 'rejected', 'withdrawn', 'expired') AND length(details) > 0;
DROP TRIGGER application_decision_stands;
CREATE TRIGGER application_decision_stands BEFORE UPDATE ON application
WHEN OLD.decided_by IS NOT NULL AND (NEW.state <> OLD.state
    OR (NEW.details <> OLD.details AND length(NEW.details) > 0)
    OR NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.decided_at IS DISTINCT FROM OLD.decided_at
    OR NEW.recommended_by IS DISTINCT FROM OLD.recommended_by OR NEW.claimed_by IS DISTINCT FROM OLD.claimed_by
    OR NEW.claimed_until IS DISTINCT FROM OLD.claimed_until OR NEW.returned_at IS DISTINCT FROM OLD.returned_at
    OR (NEW.account_index IS NOT NULL AND NEW.account_index IS DISTINCT FROM OLD.account_index))
BEGIN SELECT RAISE(ABORT, 'a decision stands'); END;
CREATE TRIGGER application_forgotten_after_its_end BEFORE UPDATE ON application
WHEN length(NEW.details) = 0 AND length(OLD.details) > 0
    AND NEW.state NOT IN ('approved', 'rejected', 'withdrawn', 'expired')
BEGIN SELECT RAISE(ABORT, 'an application under way is not forgotten'); END;
DROP TRIGGER application_event_no_update;
CREATE TRIGGER application_event_no_update BEFORE UPDATE ON application_event
WHEN NEW.id <> OLD.id OR NEW.application_id <> OLD.application_id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.staff_id IS DISTINCT FROM OLD.staff_id OR NEW.told IS NOT NULL OR NEW.noted IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM application WHERE id = OLD.application_id AND length(details) = 0)
BEGIN SELECT RAISE(ABORT, 'what happened is never changed'); END;
