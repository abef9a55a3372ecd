-- A claim counts for the look it was made for, in SQLite's words. The newest of an application's events is the
-- claim of whoever recommends or decides. What is decided was recommended since it was sent last: by an event of whom the
-- row names, at the time it names, after which there are claims and releases only. Two events of one moment have no
-- order and prove nothing.
DROP TRIGGER application_step_is_its_claimants;
CREATE TRIGGER application_step_is_its_claimants BEFORE UPDATE ON application
WHEN ((OLD.recommended_by IS NULL AND NEW.recommended_by IS NOT NULL) OR (OLD.decided_by IS NULL AND NEW.decided_by IS NOT NULL))
    AND (OLD.claimed_by IS DISTINCT FROM COALESCE(NEW.decided_by, NEW.recommended_by)
    OR NOT EXISTS (SELECT 1 FROM application_event c WHERE c.application_id = OLD.id AND c.kind = 'claimed'
        AND c.staff_id = COALESCE(NEW.decided_by, NEW.recommended_by)
        AND NOT EXISTS (SELECT 1 FROM application_event e WHERE e.application_id = OLD.id
            AND e.id <> c.id AND e.at >= c.at))
    OR (NEW.decided_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM application_event r WHERE r.application_id = OLD.id
        AND r.kind = 'recommended' AND r.staff_id = OLD.recommended_by AND r.at = OLD.recommended_at
        AND NOT EXISTS (SELECT 1 FROM application_event e WHERE e.application_id = OLD.id AND e.id <> r.id
            AND e.at >= r.at AND e.kind NOT IN ('claimed', 'released')))))
BEGIN SELECT RAISE(ABORT, 'only whoever claimed an application recommends or decides'); END;

-- Records a sweep may forget, by their age. What was approved is not forgotten while it serves: application_remembered,
-- which holds it too, goes a version later.
CREATE INDEX IF NOT EXISTS application_forgettable ON application (created_at, id)
    WHERE length(details) > 0 AND state <> 'approved';
-- What ended without a decision, for the statistics.
CREATE INDEX IF NOT EXISTS application_event_ended ON application_event (at, id) WHERE kind IN ('withdrawn', 'expired');
