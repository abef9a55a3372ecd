-- What came of an incident, and what was found, in PostgreSQL's words.
-- NULL in what was closed before these columns, or by the version before.
ALTER TABLE incident ADD COLUMN outcome TEXT;
-- Sealed, under the key of the customer it is about; NULL where that was destroyed before.
ALTER TABLE incident ADD COLUMN note BYTEA;
-- What was closed last is shown.
CREATE INDEX IF NOT EXISTS incident_closed_last ON incident (closed_at, id) WHERE closed_at IS NOT NULL;

-- Both come with the closing and stand from then on.
DROP TRIGGER incident_stands ON incident;
CREATE TRIGGER incident_stands BEFORE UPDATE ON incident FOR EACH ROW
WHEN (NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind
    OR NEW.customer_id <> OLD.customer_id OR NEW.subject_id <> OLD.subject_id OR NEW.detail <> OLD.detail
    OR (NEW.original_hash <> OLD.original_hash AND length(NEW.original_hash) > 0)
    OR (NEW.closed_at IS NULL AND (NEW.outcome IS NOT NULL OR NEW.note IS NOT NULL))
    OR (OLD.closed_at IS NOT NULL AND (NEW.closed_at IS DISTINCT FROM OLD.closed_at
    OR NEW.closed_by IS DISTINCT FROM OLD.closed_by OR NEW.outcome IS DISTINCT FROM OLD.outcome
    OR NEW.note IS DISTINCT FROM OLD.note OR NEW.original_hash = OLD.original_hash)))
EXECUTE FUNCTION refuse_change();
