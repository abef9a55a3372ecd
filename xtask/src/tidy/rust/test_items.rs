//! Which tokens belong to an item that only test builds compile.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Whether this is `{ … }`.
pub fn is_brace(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Whether this is the one sign, such as `;`.
pub fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(found) if found.as_char() == sign)
}

/// How many of these trees make up an item for tests only, if one starts here.
pub fn test_item(trees: &[TokenTree]) -> Option<usize> {
    match trees {
        [hash, TokenTree::Group(attribute), ..] if is_sign(hash, '#') => {
            is_test_attribute(attribute).then(|| item_length(trees))
        }
        [hash, bang, TokenTree::Group(attribute), ..]
            if is_sign(hash, '#') && is_sign(bang, '!') =>
        {
            is_test_attribute(attribute).then_some(trees.len())
        }
        _ => None,
    }
}

const ITEM_WORDS: &[&str] = &[
    "fn",
    "mod",
    "use",
    "impl",
    "struct",
    "enum",
    "const",
    "static",
    "trait",
    "type",
    "async",
    "unsafe",
    "extern",
    "macro_rules",
    "let",
    "union",
];

/// Up to the item's `;` or closing brace; a field, variant or match arm ends at its comma.
fn item_length(trees: &[TokenTree]) -> usize {
    let mut at = 0;
    while trees.get(at).is_some_and(|tree| is_sign(tree, '#')) {
        at += 2;
    }
    if matches!(trees.get(at), Some(TokenTree::Ident(word)) if word == "pub") {
        at += 1;
        let scope = |tree: &TokenTree| matches!(tree, TokenTree::Group(_));
        at += usize::from(trees.get(at).is_some_and(scope));
    }
    let is_item = matches!(trees.get(at), Some(TokenTree::Ident(word))
        if ITEM_WORDS.contains(&word.to_string().as_str()));
    let ends =
        |tree: &TokenTree| is_brace(tree) || is_sign(tree, ';') || (!is_item && is_sign(tree, ','));
    let end = trees.iter().enumerate().skip(at).find(|(_, tree)| ends(tree));
    end.map_or(trees.len(), |(index, _)| index + 1)
}

/// `test`, `tokio::test(…)`, or a `cfg` that holds in test builds alone.
fn is_test_attribute(attribute: &Group) -> bool {
    let trees: Vec<TokenTree> = attribute.stream().into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Ident(word), TokenTree::Group(condition)] if word == "cfg" => {
            needs_test(condition.stream())
        }
        [.., TokenTree::Ident(word)] => word == "test",
        [.., TokenTree::Ident(word), TokenTree::Group(_)] => word == "test",
        _ => false,
    }
}

fn needs_test(condition: TokenStream) -> bool {
    let trees: Vec<TokenTree> = condition.into_iter().collect();
    let parts = |group: &Group| -> Vec<bool> {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let parts = inner.split(|tree| is_sign(tree, ',')).filter(|part| !part.is_empty());
        parts.map(|part| needs_test(part.iter().cloned().collect())).collect()
    };
    match trees.as_slice() {
        [TokenTree::Ident(word)] => word == "test",
        [TokenTree::Ident(word), TokenTree::Group(group)] if word == "all" => {
            parts(group).contains(&true)
        }
        [TokenTree::Ident(word), TokenTree::Group(group)] if word == "any" => {
            let parts = parts(group);
            !parts.is_empty() && !parts.contains(&false)
        }
        _ => false,
    }
}
