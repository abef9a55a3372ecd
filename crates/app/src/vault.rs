//! Sealing and opening what one customer entered.

use outside::{
    dice::Dice,
    keys::{DataKey, Place},
};
use serde::{Serialize, de::DeserializeOwned};
use store::{Conn, data_key::WrappedKey, staff_key::StaffKey};
use uuid::Uuid;

use crate::{App, AppError};

/// One customer's key, or one member of staff's.
#[derive(Debug)]
pub struct Vault {
    key: DataKey,
}

impl Vault {
    /// Opens the vault of a wrapped key.
    ///
    /// # Errors
    /// [`AppError::Key`].
    pub(crate) fn open(app: &App, key: &WrappedKey) -> Result<Self, AppError> {
        let key = app.keys.data_key(key.customer_id, &key.master, &key.wrapped)?;
        Ok(Self { key })
    }

    /// The vault of a customer; [`AppError::NotFound`] once erased.
    ///
    /// # Errors
    /// [`AppError`].
    pub(crate) async fn of(app: &App, conn: &mut Conn, customer: Uuid) -> Result<Self, AppError> {
        let key = store::data_key::find(conn, customer).await?.ok_or(AppError::NotFound)?;
        Self::open(app, &key)
    }

    /// Makes a new customer's vault and the key row to keep.
    ///
    /// # Errors
    /// [`AppError::Key`].
    pub(crate) fn create(app: &App, customer_id: Uuid) -> Result<(Self, WrappedKey), AppError> {
        let (key, master, wrapped) = app.keys.new_data_key(customer_id, &app.dice)?;
        Ok((Self { key }, WrappedKey { customer_id, master, wrapped }))
    }

    /// Opens the vault of a member of staff's wrapped key.
    ///
    /// # Errors
    /// [`AppError::Key`].
    pub(crate) fn open_staff(app: &App, key: &StaffKey) -> Result<Self, AppError> {
        let key = app.keys.data_key(key.staff_id, &key.master, &key.wrapped)?;
        Ok(Self { key })
    }

    /// The vault of a member of staff.
    ///
    /// # Errors
    /// [`AppError`].
    pub(crate) async fn of_staff(
        app: &App,
        conn: &mut Conn,
        staff: Uuid,
    ) -> Result<Self, AppError> {
        let key = store::staff_key::find(conn, staff).await?.ok_or(AppError::NotFound)?;
        Self::open_staff(app, &key)
    }

    /// Makes a new member of staff's vault and the key row to keep.
    ///
    /// # Errors
    /// [`AppError::Key`].
    pub(crate) fn create_for_staff(
        app: &App,
        staff_id: Uuid,
    ) -> Result<(Self, StaffKey), AppError> {
        let (key, master, wrapped) = app.keys.new_data_key(staff_id, &app.dice)?;
        Ok((Self { key }, StaffKey { staff_id, master, wrapped }))
    }

    /// Seals bytes for a column of a row.
    ///
    /// # Errors
    /// [`AppError::Key`].
    pub fn seal(
        &self,
        dice: &Dice,
        column: &'static str,
        row: Uuid,
        plain: &[u8],
    ) -> Result<Vec<u8>, AppError> {
        Ok(self.key.seal(Place { column, row }, plain, dice)?)
    }

    /// Opens bytes of a column of a row.
    ///
    /// # Errors
    /// [`AppError::Key`] when they were changed or moved.
    pub fn unseal(
        &self,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<zeroize::Zeroizing<Vec<u8>>, AppError> {
        Ok(self.key.open(Place { column, row }, sealed)?)
    }

    /// Seals a value as JSON: self-describing, so that later versions can read it.
    ///
    /// # Errors
    /// [`AppError`].
    pub fn seal_json<T: Serialize>(
        &self,
        dice: &Dice,
        column: &'static str,
        row: Uuid,
        value: &T,
    ) -> Result<Vec<u8>, AppError> {
        let plain = serde_json::to_vec(value).map_err(|_| AppError::Broken("cannot write JSON"))?;
        self.seal(dice, column, row, &zeroize::Zeroizing::new(plain))
    }

    /// Opens a value sealed as JSON.
    ///
    /// # Errors
    /// [`AppError::Broken`] when it is not what was sealed.
    pub fn unseal_json<T: DeserializeOwned>(
        &self,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<T, AppError> {
        let plain = self.unseal(column, row, sealed)?;
        serde_json::from_slice(&plain)
            .map_err(|_| AppError::Broken("a sealed value has another form"))
    }
}
