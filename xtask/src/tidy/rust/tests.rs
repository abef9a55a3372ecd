use super::Rust;

fn read(text: &str) -> Rust {
    Rust::read(text).unwrap()
}

fn test_words(text: &str) -> Vec<String> {
    let tokens = read(text).tokens.into_iter().filter(|token| token.in_test);
    tokens.map(|token| token.text).collect()
}

#[test]
fn comments_are_no_tokens_and_strings_keep_their_meaning() {
    let rust = read("/// \"no\"\n//! no\nconst A: &str = \"\\u{5186}\"; // \"no\"");
    let values: Vec<_> = rust.tokens.iter().filter_map(|token| token.value.as_deref()).collect();
    assert_eq!(values, ["円"]);
}

#[test]
fn a_test_module_is_test_code_and_what_follows_is_not() {
    let words = test_words("#[cfg(test)]\nmod tests { fn inner() {} }\nfn after() {}");
    assert!(words.contains(&"inner".to_owned()));
    assert!(!words.contains(&"after".to_owned()));
}

#[test]
fn a_test_only_field_ends_at_its_comma() {
    let words = test_words("struct A { #[cfg(test)] pub(crate) seen: u8, kept: u8 }");
    assert!(words.contains(&"seen".to_owned()));
    assert!(!words.contains(&"kept".to_owned()));
}

#[test]
fn only_a_condition_that_needs_test_makes_test_code() {
    assert!(!test_words("#[cfg(all(test, unix))] fn a() {}").is_empty());
    assert!(!test_words("#[tokio::test(flavor = \"x\")] async fn a() {}").is_empty());
    assert!(test_words("#[cfg(not(test))] fn a() {}").is_empty());
    assert!(test_words("#[cfg(any(test, feature = \"demo\"))] fn a() {}").is_empty());
    assert!(!test_words("#![cfg(test)]\nfn a() {}").is_empty());
}

#[test]
fn functions_are_measured_from_signature_to_closing_brace() {
    let rust = read("/// Why.\n#[must_use]\npub fn a(\n    b: u8,\n) -> u8 {\n    b\n}\n");
    let [function] = rust.functions.as_slice() else { panic!("{:?}", rust.functions) };
    assert_eq!((function.name.as_str(), function.line, function.length), ("a", 3, 5));
}

#[test]
fn declarations_and_function_types_have_no_length() {
    assert!(read("trait A { fn b(&self); } type C = fn(u8) -> u8;").functions.is_empty());
}

#[test]
fn functions_inside_macros_are_seen() {
    let rust = read("proptest! { #[test] fn sums_agree(a in 0..9) { assert!(a < 9); } }");
    assert_eq!(rust.functions.len(), 1);
    assert!(rust.functions[0].in_test);
}

#[test]
fn lines_of_test_items_are_counted_and_modules_in_other_files_named() {
    let rust = read("fn a() {}\n#[cfg(test)]\nmod kit;\n#[cfg(test)]\nmod tests {\n}\n");
    assert_eq!(rust.test_lines, 5);
    assert_eq!(rust.test_modules, ["kit"]);
}
