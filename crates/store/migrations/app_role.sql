-- The role the program works as on a server, and what it may do there. `kura migrate` runs all of it each time, as the
-- tables' owner and in one transaction. The role may do what the program's queries do: crates/store/tests/right.rs holds
-- each line below against them, and fails for a table that has none.
-- The verifier of its password comes as a setting of the transaction, so that no statement's text shows it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'kura_app') THEN
        CREATE ROLE kura_app;
    END IF;
    EXECUTE format('ALTER ROLE kura_app LOGIN PASSWORD %L', current_setting('kura.verifier'));
    -- A table of a session's own is found before the real one, also by the triggers that look into another table.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, kura_app', current_database());
    EXECUTE format('REVOKE CREATE ON DATABASE %I FROM PUBLIC, kura_app', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO kura_app', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC, kura_app;
GRANT USAGE ON SCHEMA public TO kura_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, kura_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, kura_app;

GRANT SELECT, INSERT, UPDATE ON application TO kura_app;
GRANT SELECT, INSERT, UPDATE ON application_event TO kura_app;
GRANT SELECT, INSERT ON audit_entry TO kura_app;
GRANT SELECT, INSERT, UPDATE ON bank_file TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON challenge TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON credential TO kura_app;
GRANT SELECT, INSERT, UPDATE ON customer TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON data_key TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON device TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON document TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON holding TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON import TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON import_arrival TO kura_app;
GRANT SELECT, INSERT, UPDATE ON incident TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_message TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON portfolio TO kura_app;
GRANT SELECT, INSERT, DELETE ON rate TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_credential TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_invitation TO kura_app;
GRANT SELECT, INSERT, UPDATE ON staff_key TO kura_app;
GRANT SELECT, INSERT, UPDATE ON staff_member TO kura_app;
GRANT SELECT, INSERT, DELETE ON staff_role TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON staff_session TO kura_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON throttle TO kura_app;
GRANT SELECT, INSERT, DELETE ON valuation TO kura_app;
-- The migrator's.
GRANT SELECT ON _sqlx_migrations TO kura_app;

-- Whoever made the role before, or gave it to others: it is held to the lines above, or nothing of this stands.
DO $$
DECLARE
    app CONSTANT pg_roles%ROWTYPE := (SELECT r FROM pg_roles r WHERE rolname = 'kura_app');
BEGIN
    IF app.rolsuper OR app.rolcreaterole OR app.rolcreatedb OR app.rolreplication OR app.rolbypassrls
        OR EXISTS (SELECT 1 FROM pg_auth_members WHERE member = app.oid) THEN
        RAISE EXCEPTION 'the role kura_app has rights of its own, or those of another role: take them away';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_class WHERE relowner = app.oid) OR EXISTS (SELECT 1 FROM pg_proc WHERE proowner = app.oid)
        OR EXISTS (SELECT 1 FROM pg_namespace WHERE nspowner = app.oid) THEN
        RAISE EXCEPTION 'the role kura_app owns something here: give it to whoever migrates';
    END IF;
    IF has_schema_privilege('kura_app', 'public', 'CREATE')
        OR has_database_privilege('kura_app', current_database(), 'CREATE, TEMPORARY') THEN
        RAISE EXCEPTION 'the role kura_app could make tables: whoever migrates must own the database and its schema public';
    END IF;
    IF has_table_privilege('kura_app', 'audit_entry', 'UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege('kura_app', 'audit_entry', 'UPDATE, REFERENCES') THEN
        RAISE EXCEPTION 'the role kura_app could change the audit trail: take away what somebody else granted';
    END IF;
END $$;
