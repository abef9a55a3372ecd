-- The bank's data files as they last could be used, in SQLite's words. Whoever starts while a file is wrong or cannot
-- be had goes on with these.
CREATE TABLE bank_file (
    name TEXT PRIMARY KEY CHECK (name IN ('branches', 'holidays')),
    content BLOB NOT NULL,
    taken_at INTEGER NOT NULL
) STRICT;
