//! Clause 5-2 イ on pages: what the bank's people see of a case, and what of it leaves.

use app::{
    document,
    domain::{document::PurgeReason, staff::Role},
};

use crate::{
    desk::{Day, HANAKO, tick_all},
    kit::{PASSWORD, Page, TimeDelta, on_both_engines},
};

/// What is Hanako's, and on no page before somebody says what for.
const HERS: [&str; 8] = ["花子", "ハナコ", "ﾊﾅｺ", "はなこ", "1958", "0001234", "hanako@", "4月1日"];

#[track_caller]
fn assert_masked(page: &Page) {
    let html = page.html();
    for hers in HERS {
        assert!(!html.contains(hers), "{hers} is in the bytes of {}", page.path);
    }
}

on_both_engines! {
    async fn r5_2b_three_sources_stand_side_by_side_masked_in_the_very_bytes(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        assert_masked(&first.get("/queue").await);
        let page = day.takes(first).await;
        page.assert_sees("本店営業部（001） 普通預金 ****234").assert_sees("ヤ** ハ**");
        page.assert_sees("利用中 一致").assert_sees("運転免許証の表面");
        assert_masked(&page);
        for step in ["recommend", "return"] {
            assert_masked(&first.get(&day.path(step)).await);
        }
        let supervisor = day.app.supervisor().await;
        assert_masked(&supervisor.get(&day.path("purge")).await);
        assert!(day.app.audited("see-application", "done").await >= 4);
        assert_eq!(day.app.audited("reveal-application", "done").await, 0);
    }

    async fn r5_2b_values_are_shown_once_for_a_purpose_that_is_in_the_trail(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        let page = first.get(&day.path("")).await;
        let page = page.form(&day.path("reveal")).send(first).await;
        page.assert_status(422).assert_sees("表示する目的を選んでください。");
        assert_masked(&page);
        let form = page.form(&day.path("reveal")).set("purpose", "compare-document");
        let page = form.send(first).await;
        page.assert_status(200).assert_sees("山田 花子").assert_sees("0001234");
        page.assert_sees("ヤマダ ハナコ").assert_sees("hanako@example.jp");
        page.assert_sees("この表示は記録され、お客さまも確認できます。");
        assert_eq!(page.header("cache-control"), Some("no-store"));
        assert_eq!(day.app.purposes("reveal-application").await, ["compare-document"]);
        assert_masked(&first.get(&day.path("")).await);
    }

    async fn r5_2b_values_are_shown_beside_the_form_they_are_needed_for(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let page = first.get(&day.path("recommend")).await;
        let form = tick_all(page.form(&day.path("recommend")));
        let form = form.set("purpose", "compare-document").set("noted", "顔写真は鮮明。");
        let page = form.to(&day.path("reveal")).send(first).await;
        page.assert_sees("山田 花子").assert_sees("1958年4月1日（昭和33年4月1日）");
        assert_eq!(page.value("noted").as_deref(), Some("顔写真は鮮明。"), "what is filled in stays");
        let form = page.form(&day.path("recommend"));
        let page = form.set("verdict", "approve").send(first).await;
        page.assert_at(&day.path("")).assert_sees("一次審査の結果を記録しました。");
        assert_masked(&page);
    }

    async fn r5_2b_values_are_hidden_again_and_what_is_filled_in_stays(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let form = first.get(&day.path("recommend")).await.form(&day.path("recommend"));
        let form = form.set("purpose", "compare-document").set("noted", "顔写真は鮮明。");
        let page = form.to(&day.path("reveal")).send(first).await;
        page.assert_sees("山田 花子");
        let form = page.form(&day.path("recommend")).to(&day.path("reveal"));
        let page = form.press("hide", "yes").send(first).await;
        page.assert_status(200);
        assert_masked(&page);
        assert_eq!(page.value("noted").as_deref(), Some("顔写真は鮮明。"));
        assert_eq!(day.app.purposes("reveal-application").await, ["compare-document"]);
    }

    async fn r5_2b_ticks_made_on_other_pictures_are_told(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let page = first.get(&day.path("recommend")).await;
        let form = tick_all(page.form(&day.path("recommend")));
        let before = page.value("version");
        day.release_and_take_again(first).await;
        let said = "画面を開いたあとに内容か状態が変わりました。";
        let revealed = form.clone().set("purpose", "compare-document").to(&day.path("reveal"));
        let page = revealed.send(first).await;
        page.assert_status(422).assert_sees(said).assert_sees("山田 花子");
        assert_ne!(page.value("version"), before);
        // Nor does a missing verdict take the place of what must be known.
        form.send(first).await.assert_status(422).assert_sees(said);
        assert_eq!(day.state().await, "in-review");
    }

    async fn r5_2b_a_picture_says_who_looked_and_each_look_is_in_the_trail(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        let path = format!("/documents/{}/picture", day.picture);
        let page = first.get(&day.path("")).await;
        page.assert_sees("画像が1枚あります。");
        assert!(!page.html().contains(&path), "nobody's hands, nobody's look");
        let page = day.takes(first).await;
        assert!(page.html().contains(&path), "{page}");

        let picture = first.get(&path).await;
        assert_eq!(picture.header("content-type"), Some("image/svg+xml; charset=utf-8"));
        assert_eq!(picture.header("cache-control"), Some("no-store"));
        assert!(picture.header("content-security-policy").unwrap().contains("img-src data:"));
        let svg = picture.html();
        let name = format!("行員 {}", day.reviewer.email.split('@').next().unwrap());
        assert!(svg.contains(&format!("{name} 2026年11月22日")), "{}", &svg[..900]);
        assert!(svg.contains("data:image/jpeg;base64,/9j/"));
        assert_eq!(day.app.audited("see-document", "done").await, 1);
        assert_eq!(day.app.purposes("see-document").await, ["compare-document"], "it is implied");

        let auditor = day.app.auditor().await;
        auditor.get(&path).await.assert_status(403);
        auditor.get("/queue").await.assert_at("/queue").assert_not_sees("開く");
        assert_eq!(day.app.audited("see-document", "done").await, 1);
        day.app.visitor().get(&path).await.assert_status(404);
    }

    async fn r5_2b_who_does_not_work_on_it_says_what_a_picture_is_looked_at_for(db: TestDb) {
        let day = Day::begun(&db).await;
        day.takes(&day.reviewer.browser).await;
        let path = format!("/documents/{}/picture", day.picture);
        let others =
            [day.app.reviewer().await, day.app.supervisor().await, day.approver.browser.copy()];
        for other in &others {
            let asking = format!("{}?picture-purpose=", day.path(""));
            other.get(&day.path("")).await.assert_status(200).assert_sees("画像を表示する目的");
            let page = other.get(&asking).await;
            page.assert_status(422);
            let error = page.field_error("picture-purpose").unwrap();
            assert!(error.contains("目的を選んで"), "{error}");
            assert!(!page.html().contains(&path), "nothing is shown before");
            // Nor is the picture, to whoever knows where it is, or makes a purpose up.
            for asked in [path.clone(), format!("{path}?purpose=curiosity")] {
                let page = other.get(&asked).await;
                page.assert_status(409).assert_sees("画像の表示には目的が必要です。");
            }
            let page = other.get(&format!("{asking}check-work")).await;
            page.assert_status(200).assert_sees("目的: 同僚の作業の点検");
            let picture = page.attribute("figure img", "src").unwrap();
            other.get(&picture).await.assert_status(200);
        }
        assert_eq!(day.app.audited("see-document", "done").await, 3);
        assert_eq!(day.app.audited("see-document", "no-purpose").await, 6);
        let stated = day.app.purposes("see-document").await;
        assert_eq!(stated.iter().filter(|purpose| *purpose == "check-work").count(), 3);

        // With the claim, what it implies is over.
        let first = &day.reviewer.browser;
        first.get(&path).await.assert_status(200);
        for minutes in [10, 10, 11] {
            first.get("/queue").await.assert_at("/queue");
            day.app.advance(TimeDelta::minutes(minutes));
        }
        first.get(&path).await.assert_status(409);
        let customer = day.app.visitor();
        customer.log_in(HANAKO, PASSWORD).await.assert_at("/");
        let looks = customer.get("/account/looks").await;
        looks.assert_sees("本人確認書類の画像を見ました。 ご本人の確認のため");
    }

    async fn r5_2b_a_picture_is_destroyed_by_a_supervisor_who_reads_what_will_happen(db: TestDb) {
        let day = Day::begun(&db).await;
        let supervisor = day.app.supervisor().await;
        day.recommends(&day.reviewer.browser).await;
        let page = supervisor.get(&day.path("purge")).await;
        page.assert_sees("一次審査の結果も取り消されます。");
        let page = page.form(&day.path("purge")).send(&supervisor).await;
        page.assert_status(422).assert_sees("消去する画像を選んでください。");
        page.assert_sees("消去の理由を選んでください。");
        let form = page.form(&day.path("purge")).set("picture", &day.picture.to_string());
        let page = form.set("reason", "my-number-visible").send(&supervisor).await;
        page.assert_at(&day.path("")).assert_sees("画像を消去しました。");
        page.assert_sees("お客さまの返答待ち").assert_sees("消去（マイナンバーが写っている）");
        let path = format!("/documents/{}/picture", day.picture);
        supervisor.get(&path).await.assert_status(404);
        assert_eq!(day.app.audited("purge-document", "done").await, 1);
        day.reviewer.browser.get(&day.path("purge")).await.assert_status(403);
    }

    async fn r3_3b_a_customer_already_approved_reads_why_a_picture_was_destroyed(db: TestDb) {
        let day = Day::begun(&db).await;
        let (first, second) = (&day.reviewer.browser, &day.approver.browser);
        day.recommends(first).await;
        day.takes(second).await;
        let form = tick_all(day.form(second, "decide").await).set("verdict", "approve");
        form.send(second).await.assert_sees("承認しました。");
        let supervisor = day.app.officer(&[Role::Supervisor]).await;
        let reason = PurgeReason::InsurerNumberVisible;
        document::purge(&day.app.app, &supervisor, day.picture, reason).await.unwrap();
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("理由と、次にしていただくことは"), "{}", letter.text);
        let customer = day.app.visitor();
        customer.log_in(HANAKO, PASSWORD).await.assert_at("/");
        let page = customer.get(&format!("/applications/{}", day.id)).await;
        page.assert_sees("（運転免許証の表面）を消去しました。理由：健康保険の番号などが写っていたため。");
        page.assert_not_sees("撮り直してください");
    }

    async fn r5_2b_each_role_opens_what_it_may(db: TestDb) {
        let day = Day::begun(&db).await;
        for (role, queue, case) in [
            (Role::Reviewer, 200, 200),
            (Role::Approver, 200, 200),
            (Role::Supervisor, 200, 200),
            (Role::Auditor, 200, 403),
            (Role::Administrator, 403, 403),
        ] {
            let browser = day.app.member(&[role]).await.browser;
            browser.get("/queue").await.assert_status(queue);
            browser.get(&day.path("")).await.assert_status(case);
        }
        let reviewer = &day.reviewer.browser;
        reviewer.get("/applications/019353a0-0000-7000-8000-000000000000").await.assert_status(404);
        reviewer.get("/applications/nothing").await.assert_status(404);
    }
}
