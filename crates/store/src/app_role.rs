//! The role the program works as on a server: less than the owner of the tables, who migrates.
//! What it may do stands in `migrations/app_role.sql`.

use crate::{db::Db, error::StoreError, value::args};

const APP_ROLE: &str = include_str!("../migrations/app_role.sql");

/// One process at a time; the number is nobody else's.
const ONE_AT_A_TIME: &str = "VALUES (pg_advisory_xact_lock(5286417203))";

impl Db {
    /// Makes the role `kura_app`, or mends it, so that it may do what this program's queries do
    /// and nothing else, and sets its password to the one a verifier was reckoned from
    /// (SCRAM-SHA-256, as PostgreSQL keeps it). To be called by the owner of the tables.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for a role that could do more all the same, and for a file, which
    /// has no roles; [`StoreError::Forbidden`] when the owner may make no roles.
    pub async fn keep_app_role(&self, verifier: &str) -> Result<(), StoreError> {
        let Self::Postgres { writers, .. } = self else {
            let why = sqlx::Error::Configuration("a file has no roles".into());
            return Err(StoreError::Refused(why));
        };
        let mut transaction = writers.begin().await?;
        sqlx::query(ONE_AT_A_TIME).execute(&mut *transaction).await?;
        // Bound, and no verifier stands in a statement's text, which the server may log.
        let told = sqlx::query("VALUES (set_config('kura.verifier', $1, true))").bind(verifier);
        told.execute(&mut *transaction).await?;
        sqlx::raw_sql(APP_ROLE).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    /// Whether the user this database is opened as could change the audit trail's table or its
    /// rules; `None` for a file, where whoever has it can.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn could_change_trail(&self) -> Result<Option<bool>, StoreError> {
        let Self::Postgres { .. } = self else { return Ok(None) };
        // Also by a column alone, and as a role that it may become.
        let sql = "VALUES ((SELECT COUNT(*) FROM pg_roles WHERE \
                   pg_has_role(current_user, oid, 'MEMBER') AND (rolsuper \
                   OR has_any_column_privilege(oid, 'audit_entry', 'UPDATE') \
                   OR has_table_privilege(oid, 'audit_entry', 'UPDATE, DELETE, TRUNCATE, TRIGGER'))))";
        let row = self.read().await?.fetch_optional(sql, args![]).await?;
        Ok(row.map(|row| row.int("column1")).transpose()?.map(|able| able > 0))
    }
}
