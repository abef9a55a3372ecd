-- Pictures of identity documents, incidents, and records whose time is over, in PostgreSQL's words.
CREATE TABLE document (
    id UUID PRIMARY KEY,
    application_id UUID NOT NULL REFERENCES application (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- Of which document, which side; codes of the program, for the law changes them.
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    -- It is announced (arriving) before its file is written, so that no file is ever without its row.
    state TEXT NOT NULL CHECK (state IN ('arriving', 'kept', 'held', 'refused', 'quarantined', 'replaced', 'removed',
        'purged', 'expired')),
    scan TEXT NOT NULL CHECK (scan IN ('awaited', 'clean', 'not-scanned', 'redrawn-clean', 'found')),
    -- Keyed hash of the bytes given, to know the same file again; NULL once the record's time is over.
    original_hash BYTEA,
    width BIGINT,
    height BIGINT,
    -- Of the sealed file; until it is drawn anew, of the file given.
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by UUID REFERENCES staff_member (id),
    ended_for TEXT,
    -- When its file was deleted, or seen not to be there.
    destroyed_at BIGINT,
    CONSTRAINT document_ended CHECK ((state IN ('arriving', 'kept', 'held')) = (ended_at IS NULL)),
    CONSTRAINT document_destroyed CHECK (destroyed_at IS NULL OR ended_at IS NOT NULL),
    CONSTRAINT document_size CHECK ((state IN ('kept', 'held')) <= (width IS NOT NULL AND height IS NOT NULL)),
    -- Nothing is opened before the scanner, if there is one, has said yes.
    CONSTRAINT document_looked_at CHECK ((state = 'kept') <= (scan IN ('clean', 'not-scanned', 'redrawn-clean'))),
    CONSTRAINT document_held CHECK ((state = 'held') <= (scan = 'awaited')),
    CONSTRAINT document_purged CHECK ((state = 'purged') <= (ended_for IS NOT NULL))
);
-- One living picture of each side.
CREATE UNIQUE INDEX document_living ON document (application_id, kind, side) WHERE state IN ('kept', 'held');
CREATE INDEX document_application ON document (application_id, created_at);
CREATE INDEX document_customer ON document (customer_id, created_at);
CREATE INDEX document_original ON document (original_hash) WHERE original_hash IS NOT NULL;
CREATE INDEX document_in_time ON document (created_at, id) WHERE state IN ('arriving', 'kept', 'held');
CREATE INDEX document_to_destroy ON document (ended_at, id) WHERE ended_at IS NOT NULL AND destroyed_at IS NULL;

CREATE TRIGGER document_begins BEFORE INSERT ON document FOR EACH ROW
WHEN (NEW.state <> 'arriving')
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_keeps_its_beginning BEFORE UPDATE ON document FOR EACH ROW
WHEN (NEW.id <> OLD.id OR NEW.application_id <> OLD.application_id OR NEW.customer_id <> OLD.customer_id
    OR NEW.kind <> OLD.kind OR NEW.side <> OLD.side OR NEW.created_at <> OLD.created_at
    OR (NEW.original_hash IS NOT NULL AND NEW.original_hash IS DISTINCT FROM OLD.original_hash))
EXECUTE FUNCTION refuse_change();
-- What has ended is never living again, and what was looked at is not unseen.
CREATE TRIGGER document_end_stands BEFORE UPDATE ON document FOR EACH ROW
WHEN ((NEW.state = 'arriving' AND OLD.state <> 'arriving') OR (NEW.state = 'held' AND OLD.state = 'kept')
    OR (OLD.ended_at IS NOT NULL AND (NEW.state <> OLD.state OR NEW.ended_at <> OLD.ended_at
    OR NEW.ended_by IS DISTINCT FROM OLD.ended_by OR NEW.ended_for IS DISTINCT FROM OLD.ended_for
    OR NEW.scan <> OLD.scan))
    OR (OLD.destroyed_at IS NOT NULL AND NEW.destroyed_at IS DISTINCT FROM OLD.destroyed_at))
EXECUTE FUNCTION refuse_change();
-- The fact that there was a picture stays as long as its customer.
CREATE FUNCTION refuse_document_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM data_key WHERE customer_id = OLD.customer_id) THEN
        RAISE EXCEPTION 'a picture''s row goes with its customer only';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_no_delete BEFORE DELETE ON document FOR EACH ROW EXECUTE FUNCTION refuse_document_delete();

-- What happened that somebody must look into. It holds no part of a file.
CREATE TABLE incident (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('malware')),
    customer_id UUID NOT NULL REFERENCES customer (id),
    -- The record it is about: a document's, which may be gone with its customer.
    subject_id UUID NOT NULL,
    -- The signature's name, as the scanner gives it.
    detail TEXT NOT NULL,
    original_hash BYTEA NOT NULL,
    closed_at BIGINT,
    closed_by UUID REFERENCES staff_member (id),
    CONSTRAINT incident_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX incident_open ON incident (at, id) WHERE closed_at IS NULL;

CREATE TRIGGER incident_stands BEFORE UPDATE ON incident FOR EACH ROW
WHEN (OLD.closed_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.customer_id <> OLD.customer_id OR NEW.subject_id <> OLD.subject_id OR NEW.detail <> OLD.detail
    OR NEW.original_hash <> OLD.original_hash)
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER incident_no_truncate BEFORE TRUNCATE ON incident FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A record whose time is over forgets what was declared and said (empty details); that it was decided, when and by
-- whom, stands.
CREATE INDEX application_record ON application (created_at, id)
    WHERE state IN ('approved', 'rejected', 'withdrawn', 'expired') AND length(details) > 0;
DROP TRIGGER application_decision_stands ON application;
CREATE TRIGGER application_decision_stands BEFORE UPDATE ON application FOR EACH ROW
WHEN (OLD.decided_by IS NOT NULL AND (NEW.state <> OLD.state
    OR (NEW.details <> OLD.details AND length(NEW.details) > 0)
    OR NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.decided_at IS DISTINCT FROM OLD.decided_at
    OR NEW.recommended_by IS DISTINCT FROM OLD.recommended_by OR NEW.claimed_by IS DISTINCT FROM OLD.claimed_by
    OR NEW.claimed_until IS DISTINCT FROM OLD.claimed_until OR NEW.returned_at IS DISTINCT FROM OLD.returned_at
    OR (NEW.account_index IS NOT NULL AND NEW.account_index IS DISTINCT FROM OLD.account_index)))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER application_forgotten_after_its_end BEFORE UPDATE ON application FOR EACH ROW
WHEN (length(NEW.details) = 0 AND length(OLD.details) > 0
    AND NEW.state NOT IN ('approved', 'rejected', 'withdrawn', 'expired'))
EXECUTE FUNCTION refuse_change();
DROP TRIGGER application_event_no_update ON application_event;
CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.application_id <> OLD.application_id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.staff_id IS DISTINCT FROM OLD.staff_id OR NEW.told IS NOT NULL OR NEW.noted IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM application WHERE id = OLD.application_id AND length(details) = 0) THEN
        RAISE EXCEPTION 'what happened is never changed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER application_event_no_update BEFORE UPDATE ON application_event FOR EACH ROW EXECUTE FUNCTION refuse_event_change();
