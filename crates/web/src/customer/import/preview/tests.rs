use super::*;

fn rendered(lang: Lang) -> Vec<String> {
    Page::samples(lang).iter().map(|page| page.render().unwrap()).collect()
}

#[test]
fn each_row_tells_what_becomes_of_it_and_why() {
    let pages = rendered(Lang::Ja);
    let page = &pages[0];
    for (class, times) in [("is-ok", 2), ("is-duplicate", 1), ("is-problem", 8)] {
        assert_eq!(page.matches(&format!("class=\"{class}\"")).count(), times, "{class}");
    }
    assert!(page.contains("class=\"state problem\"") && page.contains("ファイル名: 資産"));
    assert!(page.contains("2行目と金額が違います"));
    assert!(page.contains("「2026/13/1」"), "{page}");
    assert!(page.contains("給与&#60;口座&#62;") && !page.contains("<口座>"));
}

#[test]
fn problems_in_the_way_of_all_or_nothing_are_told_at_the_tick() {
    let page = &rendered(Lang::Ja)[0];
    assert!(page.contains("href=\"#all_or_nothing\""));
    assert!(page.contains("id=\"all_or_nothing-error\""));
}

#[test]
fn what_is_missing_is_asked_for_before_anything_can_be_confirmed() {
    let pages = rendered(Lang::Ja);
    assert!(pages[1].contains("name=\"label_text\"") && !pages[1].contains("/confirm\""));
    assert!(pages[2].contains("/confirm\"") && pages[2].contains("is-ok"));
}

#[test]
fn a_file_that_is_no_table_can_be_read_again_or_thrown_away_only() {
    let page = &rendered(Lang::En)[3];
    assert!(page.contains("/choose\"") && page.contains("/discard\""));
    assert!(!page.contains("/confirm\""));
}

#[test]
fn many_unreadable_lines_are_not_all_named() {
    let w = Words::new(Lang::Ja);
    assert_eq!(malformed(w, &[]), None);
    assert!(malformed(w, &[3, 7]).unwrap().contains("3、7行目"));
    let many = malformed(w, &(1..=11).collect::<Vec<_>>()).unwrap();
    assert!(many.contains("10行目など") && !many.contains("11"), "{many}");
}
