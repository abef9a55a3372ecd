-- Drafts nobody touches any more, and what incidents must not remember, in SQLite's words.
-- When its customer last said something of a draft; NULL in what was begun before this column and never touched.
ALTER TABLE application ADD COLUMN touched_at INTEGER;
-- Drafts from before count from today.
UPDATE application SET touched_at = CAST(unixepoch() AS INTEGER) * 1000000 WHERE state = 'draft';
CREATE INDEX application_draft ON application (created_at, id) WHERE state = 'draft';

-- The hash of a file goes with its customer; an empty one is no hash. Nothing else of an incident changes.
DROP TRIGGER incident_stands;
CREATE TRIGGER incident_stands BEFORE UPDATE ON incident
WHEN NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.customer_id <> OLD.customer_id OR NEW.subject_id <> OLD.subject_id OR NEW.detail <> OLD.detail
    OR (NEW.original_hash <> OLD.original_hash AND length(NEW.original_hash) > 0)
    OR (OLD.closed_at IS NOT NULL AND (NEW.closed_at IS DISTINCT FROM OLD.closed_at
    OR NEW.closed_by IS DISTINCT FROM OLD.closed_by OR NEW.original_hash = OLD.original_hash))
BEGIN SELECT RAISE(ABORT, 'an incident is closed once, and nothing else of it changes'); END;
