//! The bank's data files as they last could be used.

use chrono::{DateTime, Utc};

use crate::{Conn, StoreError, value::args};

/// A file as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankFile {
    /// All of it.
    pub content: Vec<u8>,
    /// When it was first used like this.
    pub taken_at: DateTime<Utc>,
}

/// Keeps a file in the place of the one before; the same again leaves it as it is.
///
/// # Errors
/// [`StoreError`].
pub async fn keep(
    conn: &mut Conn,
    name: &str,
    content: &[u8],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO bank_file (name, content, taken_at) VALUES ($1, $2, $3) \
               ON CONFLICT (name) DO UPDATE SET content = excluded.content, \
               taken_at = excluded.taken_at WHERE bank_file.content <> excluded.content";
    conn.execute(sql, args![name, content, at]).await?;
    Ok(())
}

/// A file as it was kept last.
///
/// # Errors
/// [`StoreError`].
pub async fn last(conn: &mut Conn, name: &str) -> Result<Option<BankFile>, StoreError> {
    let sql = "SELECT content, taken_at FROM bank_file WHERE name = $1";
    let row = conn.fetch_optional(sql, args![name]).await?;
    let kept = row.map(|row| {
        Ok(BankFile { content: row.bytes("content")?, taken_at: row.time("taken_at")? })
    });
    kept.transpose()
}
