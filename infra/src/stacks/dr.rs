//! The distant place: in Osaka a vault for copies of the daily backups, under a key of its own, so
//! that neither a disaster in Tokyo nor the loss of a key there takes them.

use crate::{
    keys,
    params::Environment,
    stacks::data::backup::vault,
    template::{OSAKA, Stack},
};

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let purpose = "the vault in Osaka that daily backups are copied to, and its key";
    let mut stack = Stack::new(env, "dr", OSAKA, purpose);
    let why = "Copies of backups in Osaka";
    let key = keys::key(&mut stack, env, "DistantKey", "distant", why, Vec::new());
    let vault =
        stack.add("DistantVault", vault(env, "distant", &key.arn(), env.keeping.distant_backups));
    stack.export("distant-vault", "The vault in Osaka", &vault.get("BackupVaultArn"));
    stack
}
