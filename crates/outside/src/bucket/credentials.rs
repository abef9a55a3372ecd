//! Who the program is to a bucket.

use std::fmt;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};

/// What AWS's own variables say of who the program is. None of them: whom the machine's own
/// address for such questions (IMDSv2) says, as on EC2.
#[derive(Clone, Default)]
pub struct Credentials(Vec<(AmazonS3ConfigKey, String)>);

/// The variables that are asked. Others of AWS's, such as those that name an endpoint or turn
/// signatures off, say nothing here: the setting does.
const VARIABLES: [&str; 9] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    // Fargate's: whom the task's role says, new ones every few hours.
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
];

impl Credentials {
    /// As a variable of a name says.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let said = VARIABLES.iter().filter_map(|name| {
            let key = name.to_ascii_lowercase().parse().ok()?;
            Some((key, variable(name).filter(|value| !value.is_empty())?))
        });
        Self(said.collect())
    }

    pub(super) fn told_to(&self, builder: AmazonS3Builder) -> AmazonS3Builder {
        let said = self.0.iter().cloned();
        said.fold(builder, |builder, (key, value)| builder.with_config(key, value))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.0.iter().map(|said| said.0)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_is_one_the_library_knows_and_no_value_is_shown() {
        let all = Credentials::of(|name| Some(format!("geheim {name}")));
        assert_eq!(all.0.len(), VARIABLES.len());
        let shown = format!("{all:?}");
        assert!(shown.contains("SecretAccessKey") && !shown.contains("geheim"), "{shown}");
        assert!(Credentials::of(|_| Some(String::new())).0.is_empty());
    }
}
