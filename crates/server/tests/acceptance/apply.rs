//! Clause 3-3 ア: a customer applies for the additional service with an account number and
//! pictures of an identity document, page by page.

use tokio::task::JoinSet;

use super::applying::{ACCOUNT, LICENCE, licence, own_picture};
use crate::kit::{PASSWORD, TestApp, Visitor, on_both_engines};

const HANAKO: &str = "hanako@example.jp";
const SENT: &str = "SELECT COUNT(*) AS n FROM application_event WHERE kind = 'submitted'";
const APPLICATIONS: &str = "SELECT COUNT(*) AS n FROM application";
const PICTURES: &str = "SELECT COUNT(*) AS n FROM document WHERE state IN ('kept', 'held')";

/// A customer, and the service.
async fn hanako(db: &testdb::TestDb) -> (TestApp, Visitor) {
    let app = TestApp::start(db).await;
    let hanako = app.registered_customer(HANAKO).await;
    (app, hanako)
}

on_both_engines! {
    async fn r3_3a_a_draft_is_kept_over_a_log_out_and_sent_another_day(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        hanako.get("/").await.assert_sees("追加サービス");
        let path = hanako.begin_application().await;
        let page = hanako.declare_account(&path, ACCOUNT).await;
        page.assert_at(&format!("{path}/document"));
        hanako.log_out().await;
        hanako.log_in(HANAKO, PASSWORD).await;
        let page = hanako.get("/applications").await;
        assert_eq!(page.link("続きを入力する"), path);
        let status = hanako.get(&path).await;
        status.assert_sees("010 みどり台支店").assert_sees("****345").assert_sees("ヤマダ ハナコ");
        assert_eq!(status.link("続きを入力する"), format!("{path}/document"));
        let page = hanako.choose_document(&path, "driving-licence").await;
        page.assert_at(&format!("{path}/side")).assert_sees("変更が書かれていますか");
        hanako.tell_side(&path, "no").await.assert_at(&format!("{path}/pictures"));
        let page = hanako.give_picture(&path, LICENCE, "IMG_0001.JPG", &licence()).await;
        page.assert_sees("お預かりしています").assert_sees("画像を受け取りました");
        let page = hanako.send_application(&path).await;
        page.assert_sees("お申込みを銀行へ送りました。").assert_sees("受付済み");
        assert_eq!(app.count(SENT).await, 1);
        assert_eq!(app.audited("submit-application", "done").await, 1);
    }

    async fn r3_3a_nothing_is_sent_before_it_is_whole(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.begin_application().await;
        let check = format!("{path}/check");
        let page = hanako.get(&check).await;
        page.assert_sees("まだ足りないものがあります").assert_sees("口座を入力してください。");
        assert!(!page.has_form(&check));
        // Sent all the same.
        let key = "019ab000-0000-7000-8000-000000000001";
        let terms = app.app.service_terms_version();
        let wish = [("purpose", "other"), ("consent", "yes"), ("terms", terms.as_str())];
        let fields = [&[("form_key", key), ("version", "1")][..], &wish[..]].concat();
        let page = hanako.post(&check, &fields).await;
        assert_eq!(page.location().as_deref(), Some(check.as_str()));
        assert_eq!((app.count(SENT).await, app.audited("submit-application", "incomplete").await), (0, 1));
        // With all but purpose and consent.
        hanako.fill_in(&path).await;
        let form = hanako.get(&format!("{path}/check")).await.form(&format!("{path}/check"));
        let page = form.send(&hanako).await;
        page.assert_status(422);
        assert!(page.field_error("purpose").is_some() && page.field_error("consent").is_some());
        assert_eq!(app.count(SENT).await, 0);
    }

    async fn r3_3a_terms_that_changed_meanwhile_are_read_and_agreed_to_anew(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.complete_application().await;
        let check = format!("{path}/check");
        hanako.get(&check).await.assert_sees("お申込みが終わってから90日後に消去します");
        let form = hanako.sending_form(&path).await.set("purpose", "prepare-retirement");
        let page = form.set("terms", "2001-01-01").send(&hanako).await;
        let told = page.assert_status(422).field_error("consent").unwrap_or_default();
        assert!(told.contains("利用規約が新しくなりました"), "{told}");
        page.assert_not_sees("別の画面");
        assert_eq!((app.count(SENT).await, app.audited("submit-application", "old-terms").await), (0, 1));
        let form = page.form(&check);
        assert_eq!(form.value("purpose"), Some("prepare-retirement"));
        assert_eq!(form.value("consent"), None, "nobody agrees to what is new by an old tick");
        form.clone().send(&hanako).await.assert_status(422);
        form.set("consent", "yes").send(&hanako).await.assert_sees("受付済み");
        assert_eq!(app.count(SENT).await, 1);
    }

    async fn r3_3a_terms_that_say_other_days_are_other_terms(db: TestDb) {
        let arrange = |app: &mut app::App| app.settings.retention.images_days = 10;
        let app = TestApp::arranged(&db, arrange).await;
        let hanako = app.registered_customer(HANAKO).await;
        let path = hanako.complete_application().await;
        let check = format!("{path}/check");
        hanako.get(&check).await.assert_sees("お申込みが終わってから10日後に消去します");
        let form = hanako.sending_form(&path).await.set("purpose", "prepare-retirement");
        let version = form.value("terms").unwrap().to_owned();
        let (text, days) = version.split_once('/').unwrap();
        assert_eq!(days, "10");
        let other_days = form.clone().set("terms", &format!("{text}/90"));
        let page = other_days.send(&hanako).await;
        let told = page.assert_status(422).field_error("consent").unwrap_or_default();
        assert!(told.contains("利用規約が新しくなりました"), "{told}");
        assert_eq!(app.count(SENT).await, 0);
        form.send(&hanako).await.assert_sees("受付済み");
    }

    async fn r3_3a_a_form_sent_twenty_times_at_once_is_sent_once(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.complete_application().await;
        let form = hanako.sending_form(&path).await;
        let mut race = JoinSet::new();
        for _ in 0..20 {
            let (form, hanako) = (form.clone(), hanako.copy());
            race.spawn(async move { form.send_only(&hanako).await });
        }
        for page in race.join_all().await {
            assert_eq!(page.status.as_u16(), 303, "{page}");
        }
        assert_eq!((app.count(SENT).await, app.audited("submit-application", "done").await), (1, 1));
        let received = app.mails_to(HANAKO).await;
        let received = received.iter().filter(|mail| mail.subject.contains("受け付けました"));
        assert_eq!(received.count(), 1);
        // A form of the same page in another tab, with a key of its own, changes nothing either.
        let page = hanako.get(&format!("{path}/check")).await;
        page.assert_at(&path);
    }

    async fn r3_3a_a_button_pressed_in_many_tabs_begins_one_application(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let form = hanako.get("/applications").await.form("/applications");
        let mut race = JoinSet::new();
        for _ in 0..10 {
            let (form, hanako) = (form.clone(), hanako.copy());
            race.spawn(async move { form.send_only(&hanako).await.location() });
        }
        let mut places = race.join_all().await;
        places.dedup();
        assert_eq!(places.len(), 1, "{places:?}");
        assert_eq!(app.count(APPLICATIONS).await, 1);
    }

    async fn r3_3a_a_tab_of_before_is_told_and_changes_nothing(db: TestDb) {
        let (_app, hanako) = hanako(&db).await;
        let path = hanako.begin_application().await;
        let account = format!("{path}/account");
        let early = hanako.get(&account).await.form(&account);
        hanako.declare_account(&path, ACCOUNT).await.assert_status(200);
        let early = early.set("branch", "港支店").set("deposit", "ordinary").set("number", "7");
        early.send(&hanako).await.assert_status(409);
        hanako.get(&path).await.assert_sees("みどり台支店").assert_not_sees("港支店");
    }

    async fn r3_3a_a_branch_is_found_by_a_part_of_its_name_and_zeros_are_not_guessed(db: TestDb) {
        let (_app, hanako) = hanako(&db).await;
        let path = hanako.begin_application().await;
        let [_, deposit, number, holder] = ACCOUNT;
        let page = hanako.declare_account(&path, ["10", deposit, number, holder]).await;
        page.assert_status(422).assert_sees("010 みどり台支店").assert_sees("101 中央支店東出張所");
        let account = format!("{path}/account");
        let form = page.form(&account).set("branch_code", "010").set("number", "12345678");
        let page = form.send(&hanako).await;
        let form = page.assert_status(422).form(&account);
        assert_eq!(form.value("branch_code"), Some("010"), "what was chosen stays chosen");
        let page = form.set("number", number).send(&hanako).await;
        page.assert_at(&format!("{path}/document"));
        hanako.get(&path).await.assert_sees("010 みどり台支店");
        let page = hanako.declare_account(&path, ["ない支店", deposit, "12345678", "山田"]).await;
        page.assert_status(422);
        for name in ["branch", "number", "holder"] {
            assert!(page.field_error(name).is_some(), "{name}");
        }
    }

    async fn r3_3a_a_passport_without_an_address_asks_for_a_second_document(db: TestDb) {
        let (_app, hanako) = hanako(&db).await;
        let path = hanako.begin_application().await;
        hanako.declare_account(&path, ACCOUNT).await.assert_status(200);
        hanako.choose_document(&path, "passport").await.assert_at(&format!("{path}/side"));
        let complement = format!("{path}/complement");
        let page = hanako.tell_side(&path, "no").await;
        page.assert_at(&complement).assert_not_sees("value=\"passport\"");
        let page = page.form(&complement).set("kind", "residence-certificate").send(&hanako).await;
        page.assert_at(&format!("{path}/pictures"));
        page.assert_sees("パスポートの顔写真のページ").assert_sees("住民票の写しの表面");
        page.assert_sees("本籍").assert_sees("住民票コード");
        // With an address page there is no second one.
        let page = hanako.tell_side(&path, "yes").await;
        page.assert_sees("パスポートの所持人記入欄").assert_not_sees("住民票の写しの表面");
    }

    async fn r3_3a_the_back_of_a_my_number_card_is_never_asked_for_and_never_taken(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.begin_application().await;
        hanako.declare_account(&path, ACCOUNT).await.assert_status(200);
        let document = format!("{path}/document");
        let told = [("version", "2"), ("kind", "my-number-card"), ("other_side", "yes")];
        hanako.post(&document, &told).await.assert_status(422).assert_sees("裏面はお預かりできません");
        assert_eq!(app.audited("declare-application", "shows-my-number").await, 1);
        let page = hanako.choose_document(&path, "my-number-card").await;
        page.assert_at(&format!("{path}/pictures")).assert_sees("裏面は、絶対に送らないでください");
        assert!(!page.html().contains("my-number-card.back"));
        // Sent all the same, it is not even looked at.
        let form = page.form("form:has(input[id='my-number-card.front'])");
        let form = form.set("picture", "my-number-card.back").attach("file", "back.jpg", &licence());
        let page = form.send(&hanako).await;
        page.assert_status(422).assert_sees("この面にはマイナンバーが書かれている");
        assert_eq!(app.audited("upload-document", "shows-my-number").await, 1);
        assert_eq!(app.count(PICTURES).await, 0);
        assert_eq!(app.document_files().len(), 0);
    }

    async fn r3_3a_what_is_wrong_with_a_picture_stands_at_its_side(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.begin_application().await;
        hanako.choose_document(&path, "driving-licence").await.assert_status(200);
        hanako.tell_side(&path, "no").await.assert_status(200);
        let heic = [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 400]].concat();
        for (name, bytes, told) in [
            ("IMG_1.HEIC", heic.as_slice(), "HEIC形式の画像は使えません"),
            ("memo.txt", b"no picture at all, but text".as_slice(), "画像のファイルではありません"),
            ("empty.jpg", b"".as_slice(), "画像のファイルを選んでください"),
        ] {
            let page = hanako.give_picture(&path, LICENCE, name, bytes).await;
            let error = page.assert_status(422).field_error(LICENCE).unwrap_or_default();
            assert!(error.contains(told), "{name}: {error}");
        }
        let large = vec![0; app::document::MOST_BYTES + 1];
        let page = hanako.give_picture(&path, LICENCE, "large.jpg", &large).await;
        let error = page.assert_status(422).field_error(LICENCE).unwrap_or_default();
        assert!(error.contains("10MBまで"), "{error}");
        assert_eq!(app.audited("turn-away", "too-large").await, 1);
        let page = hanako.give_picture(&path, LICENCE, "small.jpg", &licence()).await;
        page.assert_sees("お預かりしています");
        assert_eq!(app.count(PICTURES).await, 1);
    }

    async fn r3_3a_ones_own_picture_is_seen_replaced_and_taken_back(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.complete_application().await;
        let pictures = format!("{path}/pictures");
        let first = own_picture(&hanako.get(&pictures).await);
        let picture = hanako.get(&first).await;
        picture.assert_status(200);
        assert_eq!(picture.header("content-type"), Some("image/jpeg"));
        assert_eq!(picture.header("cache-control"), Some("no-store"));
        assert!(picture.body.starts_with(b"\xFF\xD8\xFF"));
        let taro = app.registered_customer("taro@example.jp").await;
        taro.get(&first).await.assert_status(404);
        app.visitor().get(&first).await.assert_status(401);
        let page = hanako.give_picture(&path, LICENCE, "again.jpg", &licence()).await;
        let second = own_picture(&page);
        assert_ne!(first, second);
        hanako.get(&first).await.assert_status(404);
        let page = page.form(&format!("{second}/remove")).send(&hanako).await;
        page.assert_at(&pictures).assert_sees("画像を消去しました").assert_sees("まだ送られていません");
        assert_eq!(app.count(PICTURES).await, 0);
        assert_eq!(app.document_files().len(), 0);
    }

    async fn r3_3a_pictures_of_a_document_no_longer_chosen_go_when_it_is_sent(db: TestDb) {
        let (app, hanako) = hanako(&db).await;
        let path = hanako.complete_application().await;
        let page = hanako.choose_document(&path, "my-number-card").await;
        page.assert_at(&format!("{path}/pictures"));
        let picture = "my-number-card.front";
        hanako.give_picture(&path, picture, "card.jpg", &licence()).await.assert_status(200);
        assert_eq!(app.count(PICTURES).await, 2);
        assert_eq!(app.audited("remove-document", "done").await, 0);
        hanako.send_application(&path).await.assert_sees("受付済み");
        assert_eq!(app.count(PICTURES).await, 1);
        assert_eq!(app.document_files().len(), 1);
        assert_eq!(app.audited("remove-document", "done").await, 1, "it has its entry");
    }
}
