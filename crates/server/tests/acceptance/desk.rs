//! Clause 5-2 on pages: a reviewer's day and an approver's, from the queue to the decision, and
//! what consoles elsewhere got wrong (`domain.md` section 3.4).

use app::domain::staff::Role;
use uuid::Uuid;

use crate::{
    document::{LICENCE, good_photo},
    kit::{FormFill, Member, Page, TestApp, TestDb, TimeDelta, Visitor, on_both_engines},
};

pub const HANAKO: &str = "hanako@example.jp";

/// The bank's record of Hanako's account.
const RECORDS: &str = "branch,type,number,holder,birth_date,state,opened_on\n\
    001,1,0001234,ﾔﾏﾀﾞ ﾊﾅｺ,1958-04-01,open,1990-01-10\n";

/// A day at the bank: Hanako's application with its picture, a reviewer and an approver.
pub struct Day {
    pub app: TestApp,
    pub id: Uuid,
    pub picture: Uuid,
    pub reviewer: Member,
    pub approver: Member,
}

impl Day {
    pub async fn begun(db: &TestDb) -> Self {
        let app = TestApp::with_records(db, RECORDS).await;
        let hanako = app.registered_customer(HANAKO).await;
        let id = app.declared_application(&hanako, "1234", "やまだ　はなこ").await;
        let (asker, form) = (hanako.asker().await, app::FormKey(app.new_id()));
        let declared = (id, LICENCE.0, LICENCE.1);
        let picture =
            app::document::upload(&app.app, &asker, form, declared, good_photo()).await.unwrap();
        app.send_application(asker.customer, id).await;
        let reviewer = app.member(&[Role::Reviewer]).await;
        let approver = app.member(&[Role::Approver]).await;
        Self { app, id, picture, reviewer, approver }
    }

    /// The page of a step; its own page without one.
    pub fn path(&self, step: &str) -> String {
        format!("/applications/{}{}{step}", self.id, if step.is_empty() { "" } else { "/" })
    }

    /// Takes the next from the queue.
    pub async fn takes(&self, browser: &Visitor) -> Page {
        let page = browser.get("/queue").await.form("/queue/next").send(browser).await;
        page.assert_at(&self.path("")).assert_sees("この申込の担当になりました。");
        page
    }

    /// Lets it go on its own page and takes it again: it is another version then.
    pub async fn release_and_take_again(&self, browser: &Visitor) {
        let page =
            browser.get(&self.path("")).await.form(&self.path("release")).send(browser).await;
        page.assert_sees("担当をやめました。");
        self.takes(browser).await;
    }

    /// The form of a step.
    pub async fn form(&self, browser: &Visitor, step: &str) -> FormFill {
        let page = browser.get(&self.path(step)).await;
        page.assert_at(&self.path(step)).form(&self.path(step))
    }

    /// Has looked at everything and recommends to approve.
    pub async fn recommends(&self, browser: &Visitor) -> Page {
        self.takes(browser).await;
        let form = tick_all(self.form(browser, "recommend").await).set("verdict", "approve");
        form.set("noted", "顔写真は鮮明。").send(browser).await
    }

    pub async fn state(&self) -> String {
        self.app.application(self.id).await.standing.state
    }
}

/// Everything on the checklist ticked.
pub fn tick_all(mut form: FormFill) -> FormFill {
    let all = ["whole", "name", "birth-date", "address", "changes", "valid-until", "photo"];
    for check in all.into_iter().chain(["genuine", "covered"]) {
        form = form.set(&format!("check-driving-licence-{check}"), "yes");
    }
    form
}

on_both_engines! {
    async fn r5_2c_one_recommends_and_another_approves_page_by_page(db: TestDb) {
        let day = Day::begun(&db).await;
        let (first, second) = (&day.reviewer.browser, &day.approver.browser);
        let page = first.get("/queue").await;
        page.assert_at("/queue").assert_sees("一次審査待ち").assert_sees("0営業日");
        day.recommends(first).await.assert_at(&day.path("")).assert_sees("二次審査待ち");
        assert_eq!(day.app.mails_to(HANAKO).await.len(), 1, "the registration's only");

        let page = second.get("/queue?look=second").await;
        page.assert_sees("二次審査待ち").assert_sees("担当者なし");
        day.takes(second).await;
        let page = second.get(&day.path("decide")).await;
        let name = format!("行員 {}", day.reviewer.email.split('@').next().unwrap());
        page.assert_at(&day.path("decide")).assert_sees(&name).assert_sees("顔写真は鮮明。");
        page.assert_sees("一次審査で確認済み").assert_sees("確認済みの項目: 9");
        let form = tick_all(page.form(&day.path("decide"))).set("verdict", "approve");
        let page = form.send(second).await;
        page.assert_at(&day.path("")).assert_sees("承認しました。");
        assert_eq!(day.state().await, "approved");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("ご利用いただけるようになりました"), "{}", letter.subject);
        second.get("/queue").await.assert_sees("当てはまる申込は、ありません。");
    }

    async fn r5_2c_nobody_approves_what_they_did_not_look_at(db: TestDb) {
        let day = Day::begun(&db).await;
        let (first, second) = (&day.reviewer.browser, &day.approver.browser);
        day.takes(first).await;
        let form = day.form(first, "recommend").await;
        let page = form.send(first).await;
        page.assert_status(422).assert_sees("承認か否認かを選んでください。");
        let form = page.form(&day.path("recommend"));
        let form = tick_all(form).untick("check-driving-licence-photo").set("verdict", "approve");
        let page = form.set("noted", "急ぎ。").send(first).await;
        page.assert_status(422).assert_sees("承認するには、すべての項目を確認して");
        assert_eq!(page.value("noted").as_deref(), Some("急ぎ。"), "what was typed stays");
        assert_eq!(page.value("check-driving-licence-name").as_deref(), Some("yes"));
        assert_eq!(page.value("check-driving-licence-photo"), None);
        assert_eq!(day.app.audited("recommend-application", "unchecked").await, 1);
        let form = page.form(&day.path("recommend")).set("check-driving-licence-photo", "yes");
        form.send(first).await.assert_sees("一次審査の結果を記録しました。");

        day.takes(second).await;
        let form = day.form(second, "decide").await.set("verdict", "approve");
        form.send(second).await.assert_status(422).assert_sees("承認するには、すべての項目");
        assert_eq!(day.state().await, "recommended");
        assert_eq!(day.app.audited("decide-application", "unchecked").await, 1);
    }

    async fn r5_2c_a_rejection_shows_the_customers_text_first_and_deletes_nothing(db: TestDb) {
        let day = Day::begun(&db).await;
        let (first, second) = (&day.reviewer.browser, &day.approver.browser);
        day.takes(first).await;
        let form = day.form(first, "recommend").await.set("verdict", "reject");
        let page = form.send(first).await;
        page.assert_status(422).assert_sees("否認には理由が必要です。");
        let form = page.form(&day.path("recommend")).set("reason-suspected-forgery", "yes");
        form.set("reason-account-of-another", "yes").send(first).await.assert_sees("記録しました");

        day.takes(second).await;
        let form = day.form(second, "decide").await.set("verdict", "reject");
        let form = form.set("reason-account-of-another", "yes");
        let form = form.set("reason-suspected-forgery", "yes").set("noted", "写真の縁に段差。");
        let page = form.send(second).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        assert_eq!(day.state().await, "recommended");
        let told = page.value("told").unwrap();
        assert_eq!(told, "入力された内容で、お客さまの口座を確認できませんでした。", "a forger is not warned");
        let form = page.form(&day.path("decide")).set("told", "支店にご相談ください。");
        form.send(second).await.assert_sees("否認しました。");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("支店にご相談ください。"), "{}", letter.text);
        assert!(!letter.text.contains("写真の縁"), "{}", letter.text);

        // The record stays, with everything that was said of it (domain.md 3.4).
        assert_eq!(day.app.count("SELECT COUNT(*) AS n FROM application").await, 1);
        let page = second.get(&day.path("")).await;
        page.assert_at(&day.path("")).assert_sees("書類の偽造の疑い").assert_sees("写真の縁に段差。");
        page.assert_sees("支店にご相談ください。");
    }

    async fn r5_2c_a_forger_reads_what_anybody_else_reads(db: TestDb) {
        let day = Day::begun(&db).await;
        day.recommends(&day.reviewer.browser).await;
        let second = &day.approver.browser;
        day.takes(second).await;
        let form = day.form(second, "decide").await.set("verdict", "reject");
        let page = form.set("reason-suspected-forgery", "yes").send(second).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        assert_eq!(page.value("told").as_deref(), Some("入力された内容で、お客さまの口座を確認できませんでした。"));
        // Silence would say it too.
        let page = page.form(&day.path("decide")).set("told", "").send(second).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        page.form(&day.path("decide")).send(second).await.assert_sees("否認しました。");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("入力された内容で、お客さまの口座を確認できませんでした。"), "{}", letter.text);
    }

    async fn r5_2c_an_approver_who_only_decides_sees_and_decides_what_waits(db: TestDb) {
        let day = Day::begun(&db).await;
        day.recommends(&day.reviewer.browser).await;
        let approver = &day.approver.browser;
        approver.get("/").await.assert_sees("申込の審査");
        let page = approver.get("/queue").await;
        assert!(page.has_form(&day.path("take")), "offered on the line: {page}");
        let page = page.form(&day.path("take")).send(approver).await;
        page.assert_at(&day.path("")).assert_sees("二次審査で決定する");
        day.form(approver, "decide").await;
        approver.get(&day.path("recommend")).await.assert_status(403);
    }

    async fn r5_2c_nobody_decides_what_they_recommended_whatever_their_roles(db: TestDb) {
        let day = Day::begun(&db).await;
        let both = day.app.member(&[Role::Reviewer, Role::Approver]).await.browser;
        day.recommends(&both).await.assert_sees("二次審査待ち");
        let page = both.get("/queue").await;
        page.assert_sees("一次審査をしたため、二次審査はできません");
        assert!(!page.has_form(&day.path("take")), "{page}");
        let page = both.get("/queue").await.form("/queue/next").send(&both).await;
        page.assert_at("/queue").assert_sees("今、担当できる申込はありません。");
        let page = both.get(&day.path("decide")).await;
        page.assert_status(409).assert_sees("一次審査をした人は、同じ申込を決定できません。");
        let version = day.app.application(day.id).await.version.to_string();
        for step in ["take", "decide"] {
            let fields = [("version", version.as_str()), ("verdict", "reject"), ("reason-duplicate", "yes")];
            let page = both.post(&day.path(step), &fields).await;
            page.assert_status(409).assert_sees("この決まりを外す設定はありません。");
        }
        assert_eq!(day.state().await, "recommended");
        assert_eq!(day.app.audited("decide-application", "same-person").await, 1);
    }

    async fn r5_2c_what_waits_for_a_second_person_is_seen_on_the_record_itself(db: TestDb) {
        let day = Day::begun(&db).await;
        day.recommends(&day.reviewer.browser).await;
        let supervisor = day.app.supervisor().await;
        for browser in [&day.reviewer.browser, &day.approver.browser, &supervisor] {
            let page = browser.get(&day.path("")).await;
            page.assert_sees("一次審査の結果 承認が適当").assert_sees("二次審査待ち");
        }
    }

    async fn r5_2c_a_form_of_before_is_told_in_words(db: TestDb) {
        let day = Day::begun(&db).await;
        let (first, second) = (&day.reviewer.browser, day.app.reviewer().await);
        day.takes(first).await;
        let form = tick_all(day.form(first, "recommend").await).set("verdict", "approve");
        let supervisor = day.app.supervisor().await;
        let page = supervisor.get(&day.path("")).await;
        page.form(&day.path("pass-on")).send(&supervisor).await.assert_sees("担当を外しました。");
        day.takes(&second).await;
        let page = form.send(first).await;
        page.assert_status(409).assert_sees("ほかの担当者が担当しています。");
        let page = first.get(&day.path("recommend")).await;
        page.assert_status(409).assert_sees("ほかの担当者が担当しています。");
        let page = second.get(&day.path("")).await;
        page.form(&day.path("release")).send(&second).await.assert_sees("担当をやめました。");
        first.get(&day.path("recommend")).await.assert_status(409).assert_sees("申込を担当してください");
        assert_eq!(day.state().await, "submitted");
    }

    async fn r5_2c_a_claim_that_is_over_is_told_and_taken_again(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let form = tick_all(day.form(first, "recommend").await).set("verdict", "approve");
        for _ in 0..8 {
            day.app.advance(TimeDelta::minutes(10));
            first.get("/queue").await.assert_at("/queue");
        }
        let page = form.clone().set("noted", "顔写真は鮮明。").send(first).await;
        page.assert_status(422).assert_sees("担当の時間が切れていたので、あらためて担当にしました。");
        assert_eq!(page.value("noted").as_deref(), Some("顔写真は鮮明。"), "what was filled in stays");
        assert_eq!(page.value("check-driving-licence-photo").as_deref(), Some("yes"));
        assert_eq!(day.state().await, "in-review", "nothing is decided unseen");
        let page = page.form(&day.path("recommend")).send(first).await;
        page.assert_at(&day.path("")).assert_sees("一次審査の結果を記録しました。");
    }

    async fn r5_2c_what_a_colleague_took_meanwhile_is_not_taken_back(db: TestDb) {
        let day = Day::begun(&db).await;
        let (first, second) = (&day.reviewer.browser, day.app.reviewer().await);
        day.takes(first).await;
        let form = tick_all(day.form(first, "recommend").await).set("verdict", "approve");
        for _ in 0..4 {
            day.app.advance(TimeDelta::minutes(10));
            first.get("/queue").await.assert_at("/queue");
            second.get("/queue").await.assert_at("/queue");
        }
        day.takes(&second).await;
        form.send(first).await.assert_status(409).assert_sees("ほかの担当者が担当しています。");
        assert_eq!(day.state().await, "in-review");
    }

    async fn r5_2c_a_text_for_other_reasons_is_looked_over_anew(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let form = day.form(first, "return").await;
        let page = form.set("reason-glare-driving-licence-front", "yes").send(first).await;
        let form = page.form(&day.path("return"));
        let form = form.untick("reason-glare-driving-licence-front");
        let page = form.set("reason-name-differs", "yes").send(first).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        let told = page.value("told").unwrap();
        assert!(told.contains("お名前") && !told.contains("光"), "the text is of the reasons: {told}");
        let own = page.form(&day.path("return")).set("told", "お電話でご説明したとおりです。");
        let page = own.set("reason-cut-off-driving-licence-front", "yes").send(first).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        assert_eq!(page.value("told").as_deref(), Some("お電話でご説明したとおりです。"), "own words stay");
        assert_eq!(day.state().await, "in-review");
        page.form(&day.path("return")).send(first).await.assert_sees("お客さまの返答待ち");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("お電話でご説明したとおりです。"), "{}", letter.text);
    }

    async fn r5_2c_an_approval_tells_nothing_that_was_drafted_for_a_rejection(db: TestDb) {
        let day = Day::begun(&db).await;
        let second = &day.approver.browser;
        day.recommends(&day.reviewer.browser).await;
        day.takes(second).await;
        let form = day.form(second, "decide").await.set("verdict", "reject");
        let page = form.set("reason-duplicate", "yes").send(second).await;
        let emptied = page.form(&day.path("decide")).set("told", "");
        let page = emptied.send(second).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        assert!(!page.value("told").unwrap().is_empty(), "nobody is rejected without a word");
        let form = tick_all(page.form(&day.path("decide"))).untick("reason-duplicate");
        let form = form.set("verdict", "approve").set("told", "前のお申込みで承認済みです。");
        form.send(second).await.assert_sees("承認しました。").assert_not_sees("前のお申込み");
        assert_eq!(day.state().await, "approved");
    }

    async fn r5_2c_what_is_pressed_after_the_log_in_is_over_leads_to_a_page(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        let form = first.get("/queue").await.form("/queue/next");
        day.app.advance(TimeDelta::minutes(16));
        let page = form.send(first).await;
        page.assert_status(401).assert_sees("ログイン");
        assert_ne!(page.value("next").as_deref(), Some("/queue/next"), "no page stands there");
    }

    async fn r5_2c_a_queue_left_open_takes_nothing_and_says_so(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        let form = first.get("/queue").await.form("/queue/next");
        let page = form.clone().send(first).await;
        page.assert_at(&day.path("")).assert_sees("この申込の担当になりました。");
        page.form(&day.path("release")).send(first).await.assert_sees("担当をやめました。");
        let page = form.send(first).await;
        page.assert_at("/queue").assert_sees("新しい申込の担当にはなっていません。");
        page.assert_not_sees("この申込の担当になりました。");
        assert_eq!(day.state().await, "submitted");
    }

    async fn r5_2c_a_form_that_was_never_shown_names_no_picture_that_is_not_there(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let version = day.app.application(day.id).await.version.to_string();
        let reason = "reason-my-number-visible-my-number-card-front";
        let fields = [("version", version.as_str()), (reason, "yes"), ("drafted", reason)];
        let fields = [&fields[..], &[("told", "その画像は消去しました。")]].concat();
        first.post(&day.path("return"), &fields).await.assert_status(422);
        assert_eq!(day.state().await, "in-review");
        assert_eq!(day.app.audited("return-application", "stale").await, 1);
        assert_eq!(day.app.mails_to(HANAKO).await.len(), 1, "the registration's only");
    }

    async fn r5_2c_a_returned_application_names_the_picture_and_keeps_the_note_inside(db: TestDb) {
        let day = Day::begun(&db).await;
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let page = day.form(first, "return").await.send(first).await;
        page.assert_status(422).assert_sees("直してほしいことを、1つ以上選んでください。");
        let form = page.form(&day.path("return")).set("noted", "原本は鮮明。内部限り。");
        let page = form.set("reason-glare-driving-licence-front", "yes").send(first).await;
        page.assert_status(200).assert_sees("まだ何も送られていません。");
        assert_eq!(day.state().await, "in-review");
        let told = page.value("told").unwrap();
        assert!(told.contains("【運転免許証の表面】画像に光が反射していました。"), "{told}");
        let page = page.form(&day.path("return")).send(first).await;
        page.assert_at(&day.path("")).assert_sees("お客さまの返答待ち");
        page.assert_sees("原本は鮮明。内部限り。");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.text.contains("【運転免許証の表面】"), "{}", letter.text);
        assert!(!letter.text.contains("内部限り"), "{}", letter.text);
    }

    async fn r5_2c_a_customer_is_written_to_in_their_language(db: TestDb) {
        let day = Day::begun(&db).await;
        let customer = day.app.application(day.id).await.customer_id;
        let mut conn = day.app.app.db.begin().await.unwrap();
        store::customer::set_language(&mut conn, customer, "en").await.unwrap();
        conn.commit().await.unwrap();
        let first = &day.reviewer.browser;
        day.takes(first).await;
        let form = day.form(first, "return").await.set("reason-name-differs", "yes");
        let page = form.send(first).await;
        page.assert_sees("（英語）");
        let told = page.value("told").unwrap();
        assert!(told.is_ascii() && told.contains("name"), "{told}");
    }
}
