//! Clauses 3-3 ア and 3-3 イ: what becomes of an application once it is sent, as its customer
//! sees it: returned and mended, withdrawn, approved, expired; and each told by mail once.

use app::{
    AppError, FormKey, Officer, Refusal,
    application::{self, Note, Wish},
    document,
    domain::{
        application::{
            Finding,
            declaration::Purpose,
            reason::{Mend, RejectReason, ReturnReason},
        },
        bank::identity_document::{DocumentKind, Side},
        document::PurgeReason,
        staff::{RevealPurpose, Role},
    },
    review,
};
use uuid::Uuid;

use super::applying::{ACCOUNT, LICENCE, licence};
use crate::kit::{
    Canary, Page, TestApp, TimeDelta, Visitor, approves, log, on_both_engines, rejects,
};

const HANAKO: &str = "hanako@example.jp";

/// The back of a driver's licence, as forms name it.
const BACK: &str = "driving-licence.back";

/// Another account, declared after a return.
const OTHER: [&str; 4] = ["みどり台支店", "ordinary", "7654321", "やまだ　はなこ"];

/// Hanako has applied; the bank's people are there.
pub struct Day {
    pub app: TestApp,
    pub hanako: Visitor,
    pub path: String,
    reviewer: Officer,
    approver: Officer,
}

impl Day {
    pub async fn applied(db: &testdb::TestDb) -> Self {
        let day = Self::before(db).await;
        Self { path: day.hanako.apply().await, ..day }
    }

    /// As [`Day::applied`], with a licence that says something on its back.
    async fn with_both_sides(db: &testdb::TestDb) -> Self {
        let day = Self::before(db).await;
        let path = day.hanako.complete_application().await;
        day.hanako.tell_side(&path, "yes").await.assert_status(200);
        day.hanako.give_picture(&path, BACK, "back.jpg", &licence()).await.assert_status(200);
        day.hanako.send_application(&path).await.assert_sees("受付済み");
        Self { path, ..day }
    }

    /// Everybody is there, and nobody has applied.
    async fn before(db: &testdb::TestDb) -> Self {
        let app = TestApp::start(db).await;
        let reviewer = app.reviewer().await.officer().await;
        let approver = app.approver().await.officer().await;
        let hanako = app.registered_customer(HANAKO).await;
        Self { app, hanako, path: String::new(), reviewer, approver }
    }

    /// The application as its newest form shows it. A second passes, as it does for people.
    async fn shown(&self) -> (Uuid, i64) {
        self.app.advance(TimeDelta::seconds(1));
        let id = self.path.rsplit('/').next().unwrap().parse().unwrap();
        let mut conn = self.app.app.db.read().await.unwrap();
        let row = store::application::find_for_staff(&mut conn, id).await.unwrap().unwrap();
        (id, row.version)
    }

    pub async fn taken(&self) {
        application::take(&self.app.app, &self.reviewer, self.shown().await).await.unwrap();
    }

    pub async fn returned(&self, reasons: &[Mend], told: &str) {
        self.taken().await;
        let note = Note {
            told: told.to_owned(), noted: "担当の山下に確認。内部限り。".to_owned()
        };
        let shown = self.shown().await;
        application::return_to_customer(&self.app.app, &self.reviewer, shown, reasons, &note)
            .await
            .unwrap();
    }

    pub async fn decided(&self, finding: &Finding<'_>, told: &str) {
        let app = &self.app.app;
        self.taken().await;
        let shown = self.shown().await;
        application::recommend(app, &self.reviewer, shown, finding, "内部限り").await.unwrap();
        application::take(app, &self.approver, self.shown().await).await.unwrap();
        let note = Note { told: told.to_owned(), noted: "内部限り".to_owned() };
        let shown = self.shown().await;
        application::decide(app, &self.approver, shown, finding, &note).await.unwrap();
    }

    /// The subjects of the mails to Hanako about the application.
    async fn subjects(&self) -> Vec<String> {
        let mails = self.app.mails_to(HANAKO).await;
        let about = mails.iter().filter(|mail| mail.subject.contains("追加サービス"));
        about.map(|mail| mail.subject.clone()).collect()
    }
}

/// What the bank's people say to each other, and who they are, is not in the page's bytes either.
#[track_caller]
fn assert_keeps_to_itself(page: &Page) {
    let html = page.html();
    for theirs in ["内部限り", "山下", "行員", "suspected-forgery"] {
        assert!(!html.contains(theirs), "{theirs} is in the bytes of {}", page.path);
    }
}

on_both_engines! {
    async fn r3_3b_customer_and_reviewers_are_told_of_an_application_once(db: TestDb) {
        let day = Day::applied(&db).await;
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(letter.subject.contains("お申込みを受け付けました"), "{}", letter.subject);
        assert!(!letter.text.contains("/login") && !letter.text.contains("/applications"));
        assert!(!letter.text.contains("0012345") && !letter.text.contains("ヤマダ"));
        let arrived: Vec<_> = day.app.mails().await;
        let arrived: Vec<_> =
            arrived.iter().filter(|mail| mail.subject.contains("申込が届きました")).collect();
        assert_eq!(arrived.len(), 1, "the reviewer's, and nobody else's");
        assert!(arrived[0].to.ends_with("@bank.example"));
        assert!(!arrived[0].text.contains("hanako") && !arrived[0].text.contains("山田"));
        day.app.advance(TimeDelta::hours(1));
        assert_eq!(day.subjects().await.len(), 1);
    }

    async fn r3_3b_a_colleague_whose_address_does_not_open_keeps_no_customer_from_applying(db: TestDb) {
        let app = TestApp::start(&db).await;
        let [broken, other] =
            [app.member(&[Role::Reviewer]).await, app.member(&[Role::Reviewer]).await];
        let mut conn = app.app.db.begin().await.unwrap();
        let spoilt = &b"of another key"[..];
        store::staff_member::set_profile(&mut conn, broken.id.0, spoilt).await.unwrap();
        conn.commit().await.unwrap();
        let hanako = app.registered_customer(HANAKO).await;
        let path = hanako.complete_application().await;
        hanako.send_application(&path).await.assert_sees("お申込みを銀行へ送りました。");
        let mails = app.mails().await;
        let arrived = mails.iter().filter(|mail| mail.subject.contains("申込が届きました"));
        assert_eq!(arrived.map(|mail| &mail.to).collect::<Vec<_>>(), [&other.email]);
        let log = String::from_utf8(log::text()).unwrap();
        let id = broken.id.0.to_string();
        let told = |line: &str| line.contains("was not written to") && line.contains(&id);
        assert!(log.lines().any(told), "whoever runs the service learns of it");
    }

    async fn r3_3a_a_returned_application_says_what_to_do_and_is_sent_again(db: TestDb) {
        let day = Day::applied(&db).await;
        let front = (DocumentKind::DrivingLicence, Side::Front);
        let reasons = [(ReturnReason::Glare, front).into(), ReturnReason::NameDiffers.into()];
        // As the clerk's page writes it at first, and a line of their own.
        let glare = "画像に光が反射していました。照明が映り込まない場所で、撮り直してください。";
        day.returned(&reasons, &format!("{glare}\nお名前の漢字もご確認ください。")).await;
        let page = day.hanako.get(&day.path).await;
        page.assert_sees("お名前の漢字もご確認ください。");
        assert_eq!(page.html().matches(glare).count(), 1, "nobody reads a thing twice");
        let mend = page.text_of(".mend li").unwrap();
        assert!(mend.starts_with("運転免許証の表面"), "{mend}");
        page.assert_sees("2027年1月21日");
        assert_keeps_to_itself(&page);
        for link in ["新しい画像を送る", "内容を直して送る"] {
            assert_eq!(page.link(link), format!("{}/pictures", day.path), "{link}");
        }
        assert_eq!(page.link("入力した内容を見直す"), format!("{}/account", day.path));
        let check = format!("{}/check", day.path);
        let page = day.hanako.get(&format!("{}/pictures", day.path)).await;
        page.assert_sees("新しい画像をお待ちしています").assert_not_sees("確認へ進む");
        let page = day.hanako.get(&check).await;
        page.assert_sees("新しい画像がまだ送られていません");
        assert!(!page.has_form(&check), "the old picture alone will not do");
        let hanako = &day.hanako;
        let page = hanako.declare_account(&day.path, ACCOUNT).await;
        page.assert_at(&format!("{}/pictures", day.path)).assert_sees("画像を送る");
        hanako.give_picture(&day.path, LICENCE, "new.jpg", &licence()).await.assert_status(200);
        let before = day.shown().await.1;
        hanako.send_application(&day.path).await.assert_sees("受付済み");
        assert!(day.shown().await.1 > before);
        let timeline = hanako.get(&day.path).await.text_of(".timeline").unwrap();
        assert_eq!(timeline.matches("銀行へ送りました。").count(), 2, "{timeline}");
        assert_eq!(timeline.matches("確認を始めました。").count(), 1, "{timeline}");
        assert_eq!(day.subjects().await.len(), 3, "received, returned, received again");
    }

    async fn r3_3a_a_name_that_differs_leads_to_where_it_is_declared(db: TestDb) {
        let day = Day::applied(&db).await;
        day.returned(&[ReturnReason::NameDiffers.into()], "").await;
        let page = day.hanako.get(&day.path).await;
        // Nothing is missing, and still the check page is not where it is mended.
        assert_eq!(page.link("内容を直して送る"), format!("{}/account", day.path));
        page.assert_not_sees("新しい画像をお待ちしています");
    }

    async fn r3_3a_what_is_returned_leads_to_where_it_is_mended(db: TestDb) {
        let day = Day::applied(&db).await;
        let (hanako, path) = (&day.hanako, &day.path);
        let reasons = [ReturnReason::AddressDiffers, ReturnReason::BirthDateDiffers];
        day.returned(&reasons.map(Mend::from), "").await;
        let page = hanako.get(path).await;
        page.assert_sees("今の住所が書かれた面や書類の画像を送ってください。");
        page.assert_sees("ご登録の生年月日を直してください。");
        let document = format!("{path}/document");
        for link in ["書類と送る面を選び直す", "内容を直して送る"] {
            assert_eq!(page.link(link), document, "{link}");
        }
        assert_eq!(page.html().matches("class=\"mend\"").count(), 1);
        assert!(!page.html().contains(&format!("{path}/account")), "no birth date is there");
        // The address needs a picture: nothing is sent with the old one alone.
        let check = format!("{path}/check");
        assert!(!hanako.get(&check).await.has_form(&check));
        let page = hanako.choose_document(path, "my-number-card").await;
        page.assert_at(&format!("{path}/pictures"));
        let front = "my-number-card.front";
        hanako.give_picture(path, front, "new.jpg", &licence()).await.assert_status(200);
        hanako.send_application(path).await.assert_sees("受付済み");
    }

    async fn r3_3a_a_side_that_was_named_is_mended_by_that_side_and_by_no_other(db: TestDb) {
        let day = Day::with_both_sides(&db).await;
        let front = (DocumentKind::DrivingLicence, Side::Front);
        day.returned(&[(ReturnReason::Glare, front).into()], "").await;
        let (hanako, check) = (&day.hanako, format!("{}/check", day.path));
        hanako.give_picture(&day.path, BACK, "back.jpg", &licence()).await.assert_status(200);
        let page = hanako.get(&check).await;
        page.assert_sees("「運転免許証の表面」の新しい画像がまだ送られていません");
        page.assert_not_sees("「運転免許証の裏面」の新しい");
        assert!(!page.has_form(&check));
        // Nor by a form that was never shown.
        let (id, version) = day.shown().await;
        let (asker, key) = (hanako.asker().await, FormKey(day.app.new_id()));
        let terms = day.app.app.service_terms_version();
        let wish = Wish { purpose: Purpose::SeeAccounts, consent: terms };
        let sent = application::submit(&day.app.app, &asker, key, (id, version), wish).await;
        assert!(matches!(sent, Err(AppError::Refused(Refusal::Incomplete))), "{sent:?}");
        assert_eq!(day.app.audited("submit-application", "incomplete").await, 1);
        hanako.give_picture(&day.path, LICENCE, "front.jpg", &licence()).await.assert_status(200);
        hanako.send_application(&day.path).await.assert_sees("受付済み");
    }

    async fn r3_3a_a_side_of_a_document_no_longer_chosen_is_not_waited_for(db: TestDb) {
        let day = Day::applied(&db).await;
        let front = (DocumentKind::DrivingLicence, Side::Front);
        day.returned(&[(ReturnReason::DocumentExpired, front).into()], "").await;
        let hanako = &day.hanako;
        hanako.choose_document(&day.path, "my-number-card").await.assert_status(200);
        let card = "my-number-card.front";
        hanako.give_picture(&day.path, card, "card.jpg", &licence()).await.assert_status(200);
        hanako.send_application(&day.path).await.assert_sees("受付済み");
    }

    async fn r3_3a_a_picture_the_bank_destroyed_is_named_and_asked_for_again(db: TestDb) {
        let day = Day::applied(&db).await;
        let supervisor = day.app.supervisor().await.officer().await;
        let (asker, id) = (day.hanako.asker().await, day.shown().await.0);
        let given = document::of_application(&day.app.app, &asker, id).await.unwrap();
        let reason = PurgeReason::MyNumberVisible;
        document::purge(&day.app.app, &supervisor, given[0].id, reason).await.unwrap();
        let page = day.hanako.get(&day.path).await;
        page.assert_sees("運転免許証の表面").assert_sees("マイナンバー（個人番号）が写っていたため");
        assert_eq!(page.link("内容を直して送る"), format!("{}/pictures", day.path));
        day.hanako.give_picture(&day.path, LICENCE, "new.jpg", &licence()).await.assert_status(200);
        day.hanako.send_application(&day.path).await.assert_sees("受付済み");
    }

    async fn r3_3a_an_application_is_taken_back_whoever_works_on_it(db: TestDb) {
        let day = Day::applied(&db).await;
        day.taken().await;
        day.hanako.get(&day.path).await.assert_sees("担当者が、内容を確認しています");
        let withdraw = format!("{}/withdraw", day.path);
        let page = day.hanako.get(&withdraw).await.form(&withdraw).send(&day.hanako).await;
        page.assert_at(&day.path).assert_sees("お申込みを取り下げました。");
        let (shown, yes) = (day.shown().await, approves());
        let late = application::recommend(&day.app.app, &day.reviewer, shown, &yes, "").await;
        assert!(late.is_err(), "{late:?}");
        // Sent twice, and by a form of before: it is what it was.
        day.hanako.post(&withdraw, &[]).await.assert_status(303);
        assert_eq!(day.app.audited("withdraw-application", "done").await, 1);
        let page = day.hanako.get("/applications").await;
        page.assert_sees("取り下げ");
        assert_ne!(day.hanako.begin_application().await, day.path, "and applied for anew");
    }

    async fn r3_3b_an_approved_customer_is_told_and_cannot_apply_again(db: TestDb) {
        let day = Day::applied(&db).await;
        day.decided(&approves(), "").await;
        let page = day.hanako.get("/applications").await;
        page.assert_sees("追加サービスをご利用いただけます").assert_sees("まだご用意できていません");
        assert!(!page.has_form("/applications"));
        day.hanako.post("/applications", &[]).await.assert_status(303);
        assert_eq!(day.app.audited("begin-application", "already-approved").await, 1);
        let subjects = day.subjects().await;
        assert_eq!(subjects.len(), 2, "{subjects:?}");
        assert!(subjects[1].contains("ご利用いただけるようになりました"));
    }

    async fn r3_3c_before_approval_nothing_of_the_service_is_there(db: TestDb) {
        let day = Day::applied(&db).await;
        for path in ["/", "/applications", &day.path] {
            let page = day.hanako.get(path).await;
            page.assert_status(200).assert_not_sees("追加サービスをご利用いただけます");
        }
        day.decided(&approves(), "").await;
        let page = day.hanako.get("/applications").await;
        page.assert_sees("追加サービスをご利用いただけます").assert_sees("まだご用意できていません");
    }

    async fn r3_3b_a_rejected_customer_reads_what_may_be_read_and_may_apply_again(db: TestDb) {
        let day = Day::applied(&db).await;
        let reasons = [RejectReason::AccountOfAnother, RejectReason::SuspectedForgery];
        let of_another = "入力された内容で、お客さまの口座を確認できませんでした。";
        day.decided(&rejects(&reasons), &format!("{of_another}\n名義をご確認ください。")).await;
        let page = day.hanako.get(&day.path).await;
        assert_eq!(page.html().matches(of_another).count(), 1, "nobody reads a thing twice");
        assert_keeps_to_itself(&page);
        page.assert_sees("名義をご確認ください。");
        page.assert_sees("あらためてお申込みいただけます。");
        let letter = day.app.last_mail_to(HANAKO).await;
        assert!(!letter.text.contains("あらためて"), "what they may do then, the page knows");
        assert!(day.hanako.get("/applications").await.has_form("/applications"));
        assert_eq!(day.subjects().await.len(), 2);
    }

    async fn r3_3b_an_application_nobody_answers_for_ends_and_is_told_once(db: TestDb) {
        let day = Day::applied(&db).await;
        day.returned(&[ReturnReason::Unreadable.into()], "").await;
        day.app.advance(TimeDelta::days(59));
        app::jobs::sweep(&day.app.app).await.unwrap();
        assert_eq!(day.app.audited("expire-application", "done").await, 0);
        day.app.advance(TimeDelta::days(1));
        for _ in 0..3 {
            app::jobs::sweep(&day.app.app).await.unwrap();
        }
        assert_eq!(day.app.audited("expire-application", "done").await, 1);
        let subjects = day.subjects().await;
        assert_eq!(subjects.len(), 3, "{subjects:?}");
        assert!(subjects[2].contains("終了しました"));
        let hanako = day.app.visitor();
        hanako.log_in(HANAKO, crate::kit::PASSWORD).await;
        hanako.get(&day.path).await.assert_sees("期限までにお送りいただけなかったため");
    }

    async fn r3_3a_another_customers_application_is_one_that_is_not_there(db: TestDb) {
        let day = Day::applied(&db).await;
        let taro = day.app.registered_customer("taro@example.jp").await;
        let missing = "/applications/019ab000-0000-7000-8000-000000000001";
        for page in ["", "/account", "/document", "/complement", "/side", "/pictures", "/check", "/withdraw"] {
            let others = taro.get(&format!("{}{page}", day.path)).await;
            let nobodys = taro.get(&format!("{missing}{page}")).await;
            assert_eq!((others.status, nobodys.status.as_u16()), (nobodys.status, 404), "{page}");
            others.assert_not_sees("みどり台");
        }
        let withdraw = taro.post(&format!("{}/withdraw", day.path), &[]).await;
        withdraw.assert_status(404);
        day.hanako.get(&day.path).await.assert_sees("受付済み");
    }

    async fn r5_2b_the_bank_sees_nothing_changed_before_it_is_sent_again(db: TestDb) {
        let day = Day::applied(&db).await;
        let (app, officer) = (&day.app.app, &day.reviewer);
        let front = (DocumentKind::DrivingLicence, Side::Front);
        day.returned(&[(ReturnReason::Glare, front).into()], "").await;
        let id = day.shown().await.0;
        let case = review::open(app, officer, id).await.unwrap();
        assert!(!case.is_unsent && case.particulars.account.is_some(), "as it was sent");
        let sent = case.pictures[0].id;

        // Hanako mends it, in her own time.
        let hanako = &day.hanako;
        day.app.advance(TimeDelta::minutes(5));
        hanako.declare_account(&day.path, OTHER).await.assert_status(200);
        hanako.give_picture(&day.path, LICENCE, "new.jpg", &licence()).await.assert_status(200);
        let given = document::of_application(app, &hanako.asker().await, id).await.unwrap();
        let (purpose, new) = (Some(RevealPurpose::AnswerCustomer), given[0].id);
        assert_ne!(new, sent);
        let case = review::open(app, officer, id).await.unwrap();
        assert!(case.is_unsent && case.particulars.account.is_none());
        assert_eq!(case.pictures.iter().map(|one| one.id).collect::<Vec<_>>(), [sent]);
        let case = review::reveal(app, officer, id, RevealPurpose::AnswerCustomer).await.unwrap();
        assert!(case.particulars.account.is_none() && case.documents.is_empty());
        let looked = document::look(app, officer, new, purpose).await;
        assert!(matches!(looked, Err(AppError::NotFound)), "{:?}", looked.err());
        let supervisor = day.app.officer(&[Role::Supervisor]).await;
        let purged = document::purge(app, &supervisor, new, PurgeReason::NotOurs).await;
        assert!(matches!(purged, Err(AppError::NotFound)), "{purged:?}");
        let desk = day.app.reviewer().await;
        let page = desk.get(&format!("/applications/{id}")).await;
        page.assert_sees("お客さまが直しています。送り直されるまで内容は表示しません。");
        page.assert_not_sees("****321");

        // Sent again, all of it is the bank's to look at.
        hanako.send_application(&day.path).await.assert_sees("受付済み");
        let case = review::open(app, officer, id).await.unwrap();
        assert!(!case.is_unsent && case.particulars.account.is_some());
        assert!(case.pictures.iter().any(|one| one.id == new));
        document::look(app, officer, new, purpose).await.unwrap();
    }

    async fn r5_2b_what_was_changed_and_never_sent_again_stays_the_customers(db: TestDb) {
        let day = Day::applied(&db).await;
        let app = &day.app.app;
        day.returned(&[ReturnReason::NameDiffers.into()], "").await;
        let (id, hanako) = (day.shown().await.0, &day.hanako);
        day.app.advance(TimeDelta::minutes(5));
        hanako.declare_account(&day.path, OTHER).await.assert_status(200);
        application::withdraw(app, &hanako.asker().await, id).await.unwrap();
        let case = review::open(app, &day.reviewer, id).await.unwrap();
        assert!(case.is_unsent && case.particulars.account.is_none());
        let page = day.app.reviewer().await.get(&format!("/applications/{id}")).await;
        page.assert_sees("お客さまが直した内容は、送り直されなかったため、表示しません。");
    }

    async fn r5_2b_a_customer_sees_who_at_the_bank_looked_at_their_data(db: TestDb) {
        let day = Day::applied(&db).await;
        let taro = day.app.registered_customer("taro@example.jp").await;
        let page = day.hanako.get("/settings").await;
        let page = day.hanako.get(&page.link("銀行の担当者がお客さまの情報を見た記録")).await;
        page.assert_sees("まだありません");
        day.taken().await;
        let (asker, id) = (day.hanako.asker().await, day.shown().await.0);
        let given = document::of_application(&day.app.app, &asker, id).await.unwrap();
        document::look(&day.app.app, &day.reviewer, given[0].id, None).await.unwrap();
        // Who may not look has not looked.
        let auditor = day.app.member(&[Role::Auditor]).await.browser.officer().await;
        assert!(document::look(&day.app.app, &auditor, given[0].id, None).await.is_err());
        let page = day.hanako.get("/account/looks").await;
        page.assert_sees("本人確認書類の画像を見ました。").assert_sees("お申込みの確認を始めました。");
        page.assert_sees("申込みを最初に確認する担当者").assert_not_sees("行員").assert_not_sees("監査");
        let rows = page.html().matches("<tr><th scope=\"row\">").count();
        assert_eq!(rows, 2);
        taro.get("/account/looks").await.assert_sees("まだありません");
    }

    async fn r6_2_what_is_declared_is_readable_nowhere(db: TestDb) {
        let app = TestApp::start(&db).await;
        let hanako = app.registered_customer(HANAKO).await;
        let path = hanako.begin_application().await;
        let account = ["みどり台支店", "savings", "7350914", "カナリアミネ　ウタエモン"];
        hanako.declare_account(&path, account).await.assert_status(200);
        // Wrong ones too: a number too long, and a My Number, which is kept nowhere.
        let wrong = ["みどり台支店", "savings", "735091428", "カナリアミネ　ウタエモン"];
        hanako.declare_account(&path, wrong).await.assert_status(422);
        let typed = ["みどり台支店", "savings", "7350914", "カナリア 123456789018"];
        let page = hanako.declare_account(&path, typed).await;
        page.assert_status(422).assert_sees("マイナンバーはお預かりできない");
        page.assert_not_sees("123456789018");
        assert_eq!(page.form(&format!("{path}/account")).value("holder"), Some(""));
        assert_eq!(app.audited("turn-away", "my-number").await, 1);
        hanako.choose_document(&path, "driving-licence").await.assert_status(200);
        hanako.tell_side(&path, "no").await.assert_status(200);
        hanako.give_picture(&path, LICENCE, "免許証の表面.jpg", &licence()).await.assert_status(200);
        hanako.send_application(&path).await.assert_sees("受付済み");
        app.run_jobs().await;
        let texts = [
            "7350914", "735091428", "カナリアミネ", "123456789018", "010-4-7350914", "免許証の表面",
        ];
        app.assert_unreadable(&texts.map(Canary::new));
    }
}
