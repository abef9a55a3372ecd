//! Clause 3-3 ア, as a customer sees it: what each picture should look like is drawn, and the
//! branches offered are the bank's own.

use std::fs;

use server::config::BankSettings;

use crate::kit::{Page, TestApp, Visitor, log, on_both_engines};

/// What each drawing says it shows.
fn drawings(page: &Page) -> Vec<String> {
    let document = scraper::Html::parse_document(&page.html());
    let drawing = scraper::Selector::parse(".picture .guide svg.drawing[role='img']").unwrap();
    let label =
        |svg: scraper::ElementRef<'_>| svg.attr("aria-label").unwrap_or_default().to_owned();
    document.select(&drawing).map(label).collect()
}

/// How many areas to be covered are drawn.
fn covers(page: &Page) -> usize {
    page.html().matches("<rect class=\"cover\"").count()
}

async fn asked(hanako: &Visitor, path: &str, kind: &str, other_side: Option<&str>) -> Page {
    hanako.choose_document(path, kind).await.assert_status(200);
    if let Some(answer) = other_side {
        hanako.tell_side(path, answer).await.assert_status(200);
    }
    hanako.get(&format!("{path}/pictures")).await
}

on_both_engines! {
    async fn r3_3a_each_side_that_is_asked_for_is_drawn(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let path = hanako.begin_application().await;
        hanako.declare_account(&path, crate::applying::ACCOUNT).await.assert_status(200);
        let page = asked(&hanako, &path, "driving-licence", Some("no")).await;
        assert_eq!((drawings(&page), covers(&page)), (vec!["運転免許証の表面の撮影例".to_owned()], 0));
        assert!(page.html().contains("<rect class=\"photo\""), "with the photograph");
        let page = asked(&hanako, &path, "driving-licence", Some("yes")).await;
        assert_eq!(drawings(&page), ["運転免許証の表面の撮影例", "運転免許証の裏面の撮影例"]);
        assert_eq!(covers(&page), 1, "the consent to organ donation on the back");
        // Of this card the back is never asked for, and so is not drawn.
        let page = asked(&hanako, &path, "my-number-card", None).await;
        assert_eq!(drawings(&page), ["マイナンバーカードの表面の撮影例"]);
        page.assert_sees("裏面は、絶対に送らないでください。").assert_sees("隠してから撮影してください");
        assert_eq!(covers(&page), 1);
    }

    async fn r3_3a_the_branches_offered_are_those_of_the_banks_own_file(db: TestDb) {
        let file = std::env::temp_dir().join(format!("kura-own-{:?}-{}.csv", db.engine, std::process::id()));
        fs::write(&file, "code,name,kana\n771,ひかり台支店,ヒカリダイ\n772,ひかり町支店,ヒカリマチ\n").unwrap();
        let settings = BankSettings { branches: Some(file.clone().into()), ..BankSettings::default() };
        let bank = server::bank::load(&settings).await.unwrap();
        fs::remove_file(file).unwrap();
        let app = TestApp::arranged(&db, |app| app.bank = bank).await;
        let hanako = app.registered_customer("hanako@example.jp").await;
        let path = hanako.begin_application().await;
        let page = hanako.declare_account(&path, ["ひかり", "ordinary", "1234", "ヤマダ ハナコ"]).await;
        page.assert_status(422).assert_sees("771 ひかり台支店").assert_sees("772 ひかり町支店");
        let form = page.form(&format!("{path}/account")).set("branch_code", "772");
        form.send(&hanako).await.assert_at(&format!("{path}/document"));
        hanako.get(&path).await.assert_sees("772 ひかり町支店");
        // Those of the invented bank are not this one's.
        let page = hanako.declare_account(&path, crate::applying::ACCOUNT).await;
        page.assert_status(422).assert_sees("この支店は見つかりません。");
    }
    async fn r6_6_a_bank_file_gone_wrong_keeps_nobody_out(db: TestDb) {
        let app = TestApp::start(&db).await;
        let (store, now) = (&app.app.db, app.app.clock.now());
        let name = format!("kura-wrong-{:?}-{}.csv", db.engine, std::process::id());
        let file = std::env::temp_dir().join(name);
        let settings = BankSettings { branches: Some(file.clone().into()), ..BankSettings::default() };
        let load = || server::bank::load_or_kept(&settings, store, now);
        fs::write(&file, "code,name,kana\n7,ひかり台支店,ヒカリダイ\n").unwrap();
        let first = load().await.unwrap_err().to_string();
        assert!(first.contains("line 2"), "nothing else was ever there: {first}");
        fs::write(&file, "code,name,kana\n771,ひかり台支店,ヒカリダイ\n").unwrap();
        let good = load().await.unwrap().branches;
        assert_eq!(good.all().count(), 1);

        fs::write(&file, "code,name,kana\n771,ひかり台支店,ヒカリダイ\n77\n").unwrap();
        assert_eq!(load().await.unwrap().branches, good);
        fs::remove_file(&file).unwrap();
        assert_eq!(load().await.unwrap().branches, good);
        let lines = String::from_utf8(log::text()).unwrap();
        let told = lines.lines().filter(|line| line.contains("the last that could be is"));
        let told: Vec<_> = told.filter(|line| line.contains(&*file.to_string_lossy())).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|line| line.contains("ERROR")) && told[0].contains("line 3"));
    }
}
