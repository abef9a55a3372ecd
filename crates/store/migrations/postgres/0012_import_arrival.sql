-- Files given for import that are announced, in PostgreSQL's words.
-- The name of a file from before it is written until its import's row stands; so no file is ever without a row, and what
-- a crash left is found. It says nothing of whose the file is.
CREATE TABLE import_arrival (
    id UUID PRIMARY KEY,
    created_at BIGINT NOT NULL,
    -- Given up: no import is made of it any more, and its file is to be deleted.
    ended_at BIGINT
);
CREATE INDEX import_arrival_created ON import_arrival (created_at, id);
