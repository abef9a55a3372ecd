-- Applications for the additional service, and the bank's people who decide them, in SQLite's words.
CREATE TABLE staff_member (
    id BLOB PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'suspended', 'left')),
    -- Keyed hash of the e-mail address, as a customer's: whoever is both is found.
    email_index BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_role (
    staff_id BLOB NOT NULL REFERENCES staff_member (id),
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'approver', 'supervisor', 'auditor', 'administrator')),
    PRIMARY KEY (staff_id, role)
) STRICT;

-- Four eyes: whoever decides is not whoever recommended, whatever program writes the row.
CREATE TABLE application (
    id BLOB PRIMARY KEY,
    customer_id BLOB NOT NULL REFERENCES customer (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'in-review', 'awaiting-customer', 'recommended',
        'approved', 'rejected', 'withdrawn', 'expired')),
    -- Sealed JSON: branch, deposit type, account number, holder's kana, purpose, kind of document.
    details BLOB NOT NULL,
    -- Keyed hash of branch, type and number, to find who else gave the same account; NULL in a draft
    -- without an account, and once the customer is erased.
    account_index BLOB,
    created_at INTEGER NOT NULL,
    submitted_at INTEGER,
    returned_at INTEGER,
    claimed_by BLOB REFERENCES staff_member (id),
    claimed_until INTEGER,
    recommended_by BLOB REFERENCES staff_member (id),
    recommended_at INTEGER,
    recommendation TEXT CHECK (recommendation IN ('approve', 'reject')),
    decided_by BLOB REFERENCES staff_member (id),
    decided_at INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT four_eyes CHECK (decided_by IS NULL OR (recommended_by IS NOT NULL AND decided_by <> recommended_by)),
    CONSTRAINT decided_when CHECK ((state IN ('approved', 'rejected')) = (decided_by IS NOT NULL)),
    CONSTRAINT decided_at CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CONSTRAINT recommended_what CHECK ((recommended_by IS NULL) = (recommendation IS NULL)),
    CONSTRAINT recommended_at CHECK ((recommended_by IS NULL) = (recommended_at IS NULL)),
    CONSTRAINT recommended_when CHECK ((state IN ('recommended', 'approved', 'rejected')) = (recommended_by IS NOT NULL)),
    CONSTRAINT claimed_until CHECK ((claimed_by IS NULL) = (claimed_until IS NULL)),
    CONSTRAINT claimed_when CHECK ((state = 'in-review') <= (claimed_by IS NOT NULL)),
    CONSTRAINT submitted_when CHECK ((state IN ('draft', 'withdrawn')) OR submitted_at IS NOT NULL),
    CONSTRAINT returned_when CHECK ((state IN ('awaiting-customer', 'expired')) <= (returned_at IS NOT NULL))
) STRICT;
-- A customer has one application under way.
CREATE UNIQUE INDEX application_open ON application (customer_id)
    WHERE state IN ('draft', 'submitted', 'in-review', 'awaiting-customer', 'recommended');
CREATE INDEX application_customer ON application (customer_id, created_at);
CREATE INDEX application_queue ON application (submitted_at, id) WHERE state IN ('submitted', 'in-review', 'recommended');
CREATE INDEX application_returned ON application (returned_at) WHERE state = 'awaiting-customer';
CREATE INDEX application_account ON application (account_index) WHERE account_index IS NOT NULL;

-- What happened to an application, for its customer's and the bank's timeline. Only ever added.
CREATE TABLE application_event (
    id BLOB PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES application (id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('begun', 'submitted', 'claimed', 'released', 'returned', 'recommended',
        'approved', 'rejected', 'withdrawn', 'expired', 'picture-purged')),
    staff_id BLOB REFERENCES staff_member (id),
    -- Sealed JSON under the customer's key: reasons and what the customer reads.
    told BLOB,
    -- Sealed JSON under the customer's key: what staff note for themselves.
    noted BLOB
) STRICT;
CREATE INDEX application_event_of ON application_event (application_id, at);

CREATE TRIGGER application_event_no_update BEFORE UPDATE ON application_event BEGIN SELECT RAISE(ABORT, 'what happened is never changed'); END;
CREATE TRIGGER application_event_no_delete BEFORE DELETE ON application_event BEGIN SELECT RAISE(ABORT, 'what happened is never deleted'); END;
CREATE TRIGGER application_event_no_replace BEFORE INSERT ON application_event
WHEN EXISTS (SELECT 1 FROM application_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'what happened is never replaced'); END;
CREATE TRIGGER application_no_replace BEFORE INSERT ON application
WHEN EXISTS (SELECT 1 FROM application WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an application is never replaced'); END;
CREATE TRIGGER application_no_delete BEFORE DELETE ON application WHEN OLD.submitted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an application that was sent is never deleted'); END;
CREATE TRIGGER application_begins_as_draft BEFORE INSERT ON application
WHEN NEW.state <> 'draft' OR NEW.submitted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an application begins as a draft'); END;
CREATE TRIGGER application_keeps_its_beginning BEFORE UPDATE ON application
WHEN NEW.id <> OLD.id OR NEW.customer_id <> OLD.customer_id OR NEW.created_at <> OLD.created_at
    OR (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS DISTINCT FROM OLD.submitted_at)
BEGIN SELECT RAISE(ABORT, 'whose an application is and when it was sent stands'); END;
-- A recommendation is taken back, never put into another person's name.
CREATE TRIGGER application_recommendation_stands BEFORE UPDATE ON application
WHEN OLD.recommended_by IS NOT NULL AND NEW.recommended_by IS NOT NULL
    AND (NEW.recommended_by <> OLD.recommended_by OR NEW.recommended_at <> OLD.recommended_at
    OR NEW.recommendation <> OLD.recommendation)
BEGIN SELECT RAISE(ABORT, 'a recommendation stands'); END;
CREATE TRIGGER application_decided_once_recommended BEFORE UPDATE ON application
WHEN OLD.decided_by IS NULL AND NEW.decided_by IS NOT NULL AND OLD.state <> 'recommended'
BEGIN SELECT RAISE(ABORT, 'only what was recommended is decided'); END;
-- The bank's people have no part in an application of their own.
CREATE TRIGGER application_of_ones_own BEFORE UPDATE ON application
WHEN EXISTS (SELECT 1 FROM staff_member s JOIN customer c ON c.email_index = s.email_index
    WHERE c.id = NEW.customer_id AND s.id IN (NEW.claimed_by, NEW.recommended_by, NEW.decided_by))
BEGIN SELECT RAISE(ABORT, 'an application of one''s own'); END;
-- A decision stands, and so does what was decided upon. The account may be forgotten.
CREATE TRIGGER application_decision_stands BEFORE UPDATE ON application
WHEN OLD.decided_by IS NOT NULL AND (NEW.state <> OLD.state OR NEW.details <> OLD.details
    OR NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.decided_at IS DISTINCT FROM OLD.decided_at
    OR NEW.recommended_by IS DISTINCT FROM OLD.recommended_by OR NEW.claimed_by IS DISTINCT FROM OLD.claimed_by
    OR NEW.claimed_until IS DISTINCT FROM OLD.claimed_until OR NEW.returned_at IS DISTINCT FROM OLD.returned_at
    OR (NEW.account_index IS NOT NULL AND NEW.account_index IS DISTINCT FROM OLD.account_index))
BEGIN SELECT RAISE(ABORT, 'a decision stands'); END;
