//! Who the program is to AWS. Not a setting of ours: the machine says it, in AWS's own variables,
//! and a bucket's library renews it.

use outside::bucket::Credentials;

/// As the environment says.
#[expect(clippy::disallowed_methods, reason = "this is where settings are read")]
pub fn credentials() -> Credentials {
    Credentials::of(|name| std::env::var(name).ok())
}
