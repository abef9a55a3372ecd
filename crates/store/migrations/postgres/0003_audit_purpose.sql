-- What a look at personal data was said to be for, and what the bank's people looked at, in PostgreSQL's words.
ALTER TABLE audit_entry ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_entry_staff ON audit_entry (subject_id, at) WHERE actor_kind = 'staff';
