//! From Fluent's names to Rust's.

/// What `kit/words.rs` or `derive` already defines on `Words`.
const TAKEN: [&str; 6] = ["clone", "eq", "fmt", "lang", "lookup", "new"];

/// Rust 2024 keywords that may be names when written `r#…`; askama adds the `r#`
/// itself.
const KEYWORDS: &str = "abstract as async await become box break const continue do dyn else enum \
    extern false final fn for gen if impl in let loop macro match mod move mut override priv pub \
    ref return static struct trait true try type typeof unsafe unsized use virtual where while \
    yield";

/// Keywords that cannot be names in any form.
const FORBIDDEN: [&str; 3] = ["self", "super", "crate"];

/// The method of a message: `holding-add` becomes `holding_add`.
///
/// # Errors
/// A key that is not lower-case words joined by single hyphens, or is taken.
pub fn method_name(id: &str) -> Result<String, String> {
    let proper = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
    if !proper {
        return Err(format!("key `{id}` must be lower-case words joined by single hyphens"));
    }
    if TAKEN.contains(&id) {
        return Err(format!("key `{id}` is the name of a method of Words: choose another"));
    }
    rust_name(id)
}

/// The parameter of a variable; hyphens and underscores are both welcome.
///
/// # Errors
/// A name with capitals, or one that Rust cannot take.
pub fn parameter_name(name: &str) -> Result<String, String> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(format!("variable ${name} must be lower-case"));
    }
    rust_name(name)
}

fn rust_name(name: &str) -> Result<String, String> {
    if FORBIDDEN.contains(&name) {
        return Err(format!("`{name}` cannot be a name in Rust: choose another"));
    }
    let prefix = if KEYWORDS.split(' ').any(|keyword| keyword == name) { "r#" } else { "" };
    Ok(format!("{prefix}{}", name.replace('-', "_")))
}
