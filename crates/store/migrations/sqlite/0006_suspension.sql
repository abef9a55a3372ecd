-- Customers suspended, found by name, and counted; and the queue by look and by person, in SQLite's words.
ALTER TABLE customer ADD COLUMN suspended_at INTEGER;
ALTER TABLE customer ADD COLUMN suspended_by BLOB REFERENCES staff_member (id)
    CONSTRAINT suspended_by CHECK ((suspended_by IS NULL) = (suspended_at IS NULL));
-- Keyed hashes of the name's reading, and of it with the birth date; NULL until reckoned and once erased.
ALTER TABLE customer ADD COLUMN name_index BLOB;
ALTER TABLE customer ADD COLUMN person_index BLOB;
CREATE INDEX customer_name ON customer (name_index) WHERE name_index IS NOT NULL;
CREATE INDEX customer_person ON customer (person_index) WHERE person_index IS NOT NULL;
CREATE INDEX customer_created ON customer (created_at);
CREATE INDEX application_state ON application (state, submitted_at, id);
CREATE INDEX application_claimed ON application (claimed_by, submitted_at, id) WHERE claimed_by IS NOT NULL;
-- Who sent a registration form, told apart from rows made so that time tells nothing.
CREATE INDEX audit_entry_register ON audit_entry (subject_id) WHERE action = 'register';
