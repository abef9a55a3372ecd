//! The generator on tiny inputs.

use super::{Source, generate};

fn file(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

fn outcome(japanese: &str, english: &str) -> Result<String, Vec<String>> {
    generate(&[file("ja/a.ftl", japanese)], &[file("en/a.ftl", english)])
}

/// The code for texts that must be accepted.
fn code(japanese: &str, english: &str) -> String {
    outcome(japanese, english).unwrap()
}

/// The problems of texts that must be refused, one per line.
fn problems(japanese: &str, english: &str) -> String {
    outcome(japanese, english).unwrap_err().join("\n")
}

/// The problems when both languages hold the same text.
fn refused(text: &str) -> String {
    problems(text, text)
}

#[test]
fn a_constant_text_is_a_match_of_two_literals() {
    let code = code("holding-add = 追加\n", "holding-add = Add\n");
    assert!(code.contains("pub fn holding_add(&self) -> &'static str {"), "{code}");
    assert!(code.contains("Lang::Ja => \"追加\",") && code.contains("Lang::En => \"Add\","));
    assert!(code.contains("\"holding-add\" => Some(self.holding_add()),"));
    assert!(code.contains("/// holding-add = 追加\n"));
}

#[test]
fn references_and_string_literals_are_resolved_at_build_time() {
    let text = "-bank = Kura\nname = { -bank }\na = {\"\\u0020\"}{ name }{\"{\"} \\ { { name } }\n";
    let code = code(text, text);
    assert!(code.contains(r#"Lang::Ja => " Kura{ \\ Kura","#), "{code}");
}

#[test]
fn a_multi_line_text_keeps_its_lines_but_not_its_indent() {
    let text = "a =\n    one\n      two\n\n    three\n";
    assert!(code(text, text).contains(r#"Lang::En => "one\n  two\n\nthree","#));
    let windows = text.replace('\n', "\r\n");
    assert!(code(&windows, &windows).contains(r#"Lang::En => "one\n  two\n\nthree","#));
}

#[test]
fn plain_variables_become_one_format_in_the_order_of_the_japanese_text() {
    let code = code("a = { $day }日{ $hour }時 {\"{\"}\n", "a = { $hour } on { $day }\n");
    let signature = "fn a(&self, day: impl ::std::fmt::Display, hour: impl ::std::fmt::Display)";
    assert!(code.contains(signature), "{code}");
    assert!(code.contains(r#"Lang::Ja => format!("{}日{}時 {{", day, hour),"#), "{code}");
    assert!(code.contains(r#"Lang::En => format!("{} on {}", hour, day),"#));
    assert!(!code.contains("\"a\" => Some"), "only constant texts are looked up");
}

#[test]
fn a_message_takes_the_variables_of_the_message_it_refers_to() {
    let text = "a = { b }!\nb = Hello { $name }\n";
    assert!(code(text, text).contains(r#"format!("Hello {}!", name)"#));
}

#[test]
fn a_variable_that_selects_in_one_language_is_a_number_in_both() {
    let japanese = "days = { $n }日\n";
    let english = "days = { $n -> \n [one] a day\n *[other] { $n } days\n }\n";
    let code = code(japanese, english);
    assert!(code.contains("fn days(&self, n: impl Count) -> String"), "{code}");
    assert!(code.contains(r#"Lang::Ja => format!("{}日", n),"#));
    assert!(code.contains(
        r#"Lang::En => self::select(Lang::En, "days", [("n", FluentValue::from(n)), ]),"#
    ));
    assert!(code.contains("SELECTING_JA: &str = \"\""), "what Fluent need not run is left out");
}

#[test]
fn a_selecting_text_brings_along_all_it_refers_to() {
    let text = "-t = term\nother = { -t }\nspare = spare\n\
                a = { NUMBER($n, type: \"ordinal\") ->\n [one] { other }\n *[other] { $x }\n }\n";
    let code = code(text, text);
    let run_time = code.split_once("SELECTING_JA").unwrap().1;
    assert!(run_time.contains("-t = term") && run_time.contains("other = { -t }"), "{run_time}");
    assert!(!run_time.contains("spare"), "{run_time}");
    assert!(code.contains("FluentValue::from(x.to_string())"));
}

#[test]
fn keywords_become_raw_names() {
    let code = code("type = { $fn }\n", "type = { $fn }\n");
    assert!(code.contains("pub fn r#type(&self, r#fn: impl"), "{code}");
}

#[test]
fn a_key_missing_in_a_language_is_named_with_its_place() {
    assert_eq!(
        problems("a = x\n\nb = x\n", "a = x\nc = x\n"),
        "ja/a.ftl:3: `b` has no text in language `en`\nen/a.ftl:2: `c` has no text in language `ja`"
    );
}

#[test]
fn variables_that_differ_are_named_in_the_language_that_lacks_them() {
    assert_eq!(
        problems("a = { $x }\n", "a = { $y }\n"),
        "ja/a.ftl:1: `a` lacks $y, which `en` uses\nen/a.ftl:1: `a` lacks $x, which `ja` uses"
    );
}

#[test]
fn a_key_may_not_be_repeated_even_in_another_file() {
    let japanese = [file("ja/a.ftl", "a = x\n"), file("ja/b.ftl", "# c\n\na = y\n")];
    let refused = generate(&japanese, &[file("en/a.ftl", "a = x\n")]).unwrap_err();
    assert_eq!(refused, ["ja/b.ftl:3: `a` is already defined at ja/a.ftl:1"]);
    assert!(problems("-t = x\n-t = y\n", "").contains("`t` is already defined at ja/a.ftl:1"));
}

#[test]
fn a_syntax_error_is_named_with_its_line_and_nothing_else_is_said() {
    let problems = problems("a = x\nb = { $\n", "");
    assert!(problems.starts_with("ja/a.ftl:2: syntax:"), "{problems}");
    assert!(!problems.contains("no text in language"), "{problems}");
}

#[test]
fn attributes_are_refused() {
    assert!(refused("a = x\n    .title = y\n").contains("attribute `.title` is not supported"));
    assert!(refused("a =\n    .title = y\n").contains("`a` has no text"));
    assert!(refused("b = x\na = { b.title }\n").contains("attribute of `b` is not supported"));
}

#[test]
fn references_must_lead_somewhere_and_not_in_circles() {
    assert!(refused("a = { b }\n").contains("`b` is not defined in `ja`"));
    assert!(refused("a = { -b }\n").contains("`-b` is not defined in `en`"));
    assert!(refused("a = { b }\nb = { a }\n").contains("`a` refers to itself"));
}

#[test]
fn what_would_have_no_effect_is_refused() {
    assert!(refused("a = { NUMBER($n, useGrouping: \"true\") }\n").contains("has no effect"));
    assert!(refused("a = { DATETIME($n) }\n").contains("only NUMBER() does"));
    assert!(refused("a = { $n ->\n *[cash] x\n }\n").contains("[cash] is not a plural category"));
    assert!(refused("-t = { $x }\na = { -t }\n").contains("term `-t` must be constant"));
    assert!(refused("-t = x\na = { -t(x: 1) }\n").contains("takes no arguments"));
    assert!(refused("a = { 5 }\n").contains("as plain text"));
    assert!(refused("a = { \"x\" ->\n *[one] x\n }\n").contains("a selector must be"));
}

#[test]
fn names_that_rust_cannot_take_are_refused() {
    for key in ["Abc", "a--b", "a-", "a_b"] {
        assert!(refused(&format!("{key} = x\n")).contains("must be lower-case words"), "{key}");
    }
    assert!(refused("lookup = x\n").contains("the name of a method of Words"));
    assert!(refused("self = x\n").contains("cannot be a name in Rust"));
    assert!(refused("a = { $userName }\n").contains("must be lower-case"));
    assert!(refused("a = { $a-b }{ $a_b }\n").contains("$a-b and $a_b are one name in Rust"));
}
