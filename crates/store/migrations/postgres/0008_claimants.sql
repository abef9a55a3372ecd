-- Whoever recommends or decides is whoever claimed it, in PostgreSQL's words: the row names them as claimant, and so does
-- an event since it was sent last, which nobody changes or deletes.
CREATE FUNCTION refuse_step_of_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.claimed_by IS DISTINCT FROM COALESCE(NEW.decided_by, NEW.recommended_by)
        OR NOT EXISTS (SELECT 1 FROM application_event e WHERE e.application_id = OLD.id AND e.kind = 'claimed'
            AND e.staff_id = COALESCE(NEW.decided_by, NEW.recommended_by)
            AND e.at >= COALESCE(OLD.returned_at, OLD.submitted_at)) THEN
        RAISE EXCEPTION 'only whoever claimed an application recommends or decides';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER application_step_is_its_claimants BEFORE UPDATE ON application FOR EACH ROW
WHEN ((OLD.recommended_by IS NULL AND NEW.recommended_by IS NOT NULL) OR (OLD.decided_by IS NULL AND NEW.decided_by IS NOT NULL))
EXECUTE FUNCTION refuse_step_of_another();
