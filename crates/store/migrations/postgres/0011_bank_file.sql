-- The bank's data files as they last could be used, in PostgreSQL's words. Whoever starts while a file is wrong or cannot
-- be had goes on with these.
CREATE TABLE bank_file (
    name TEXT PRIMARY KEY CHECK (name IN ('branches', 'holidays')),
    content BYTEA NOT NULL,
    taken_at BIGINT NOT NULL
);
