//! The table: every clause of the brief, and where to look for what proves it. Rules of the checker and assertions of
//! the first day are found by the clause's number and stand nowhere here.

/// A clause of the brief.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// Its number, as the brief writes it.
    pub id: &'static str,
    /// What it asks, in a few words.
    pub asks: &'static str,
    /// How names of its acceptance tests begin.
    pub tests: &'static [&'static str],
    /// Tests of other names that prove it, whole.
    pub proofs: &'static [&'static str],
    /// Files of `browser/tests`, without their ending.
    pub browser: &'static [&'static str],
    /// Documents that answer it.
    pub documents: &'static [&'static str],
    /// What nobody can prove before AWS, or what is not done: said aloud.
    pub open: &'static str,
}

const CLAUSE: Clause =
    Clause { id: "", asks: "", tests: &[], proofs: &[], browser: &[], documents: &[], open: "" };

/// Every clause, in the brief's order.
pub const CLAUSES: &[Clause] = &[
    Clause {
        id: "3-1 ア",
        asks: "ブラウザからインターネット経由で利用",
        tests: &["r3_1a_"],
        browser: &["day_by_keyboard", "day_without_javascript", "phone"],
        documents: &["docs/proposal/03-customers.md"],
        open: "CloudFrontからVPCオリジンを経た実際の到達はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause { id: "3-1 イ", asks: "資産情報の入力・保存", tests: &["r3_1b_"], ..CLAUSE },
    Clause {
        id: "3-1 ウ", asks: "入力したデータをいつでも参照", tests: &["r3_1c_"], ..CLAUSE
    },
    Clause {
        id: "3-2 ア",
        asks: "初回の利用者登録",
        tests: &["r3_2a_"],
        documents: &["docs/decisions/0004-registration-tells-nobody.md"],
        ..CLAUSE
    },
    Clause {
        id: "3-2 イ",
        asks: "メールアドレスとパスワードでログイン",
        tests: &["r3_2b_"],
        open: "お客様の二要素認証は未実装(2章)。認証基盤はアプリケーション内。Cognitoは選択肢(テンプレートのみ。アプリケーションのOpenID Connect対応は未実装)",
        ..CLAUSE
    },
    Clause {
        id: "3-3 ア",
        asks: "口座番号と本人確認画像による申請",
        tests: &["r3_3a_"],
        browser: &["applying"],
        documents: &["docs/decisions/0012-pictures-announced.md"],
        open: "S3の実物での動作とKMSの評価はAWSでのみ検証可(試験は実物のS3サーバー s3s-fs に対して行う)",
        ..CLAUSE
    },
    Clause {
        id: "3-3 イ",
        asks: "申請・承認の通知メール",
        tests: &["r3_3b_"],
        open: "SESの送信制限解除と到達率はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "3-3 ウ",
        asks: "承認後に口座・取引情報を反映",
        tests: &["r3_3c_"],
        open: "試験で確かめたのは、承認の前には何も表示せず、承認の後に準備中とお知らせすることだけ。取引ファイルの取り込みと口座の明細は後の課題で、未実装",
        ..CLAUSE
    },
    Clause {
        id: "4-1 ア",
        asks: "ダッシュボードで稼働状況を把握",
        open: "クラウド側はCloudWatchダッシュボード。実際の表示はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "4-1 イ",
        asks: "障害の通知",
        open: "アラームが実際に鳴りメールが届くことはAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "4-1 ウ",
        asks: "セキュリティインシデントの通知",
        tests: &["r4_1c_"],
        open: "GuardDutyなどの検出そのものはAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "4-1 エ",
        asks: "ログの保管とアクセスの形跡",
        tests: &["r4_1d_"],
        open: "監査証跡を書き換え不可のS3へ書き出す機能は未実装(2章)。バケットは用意済み、証跡は今はDBの追記専用の表にある",
        ..CLAUSE
    },
    Clause {
        id: "5-1 ア", asks: "登録者数・最終ログインの確認", tests: &["r5_1a_"], ..CLAUSE
    },
    Clause {
        id: "5-1 イ",
        asks: "利用料金が一定値を超えたら業務担当者へ通知",
        documents: &["docs/proposal/04-operations.md"],
        open: "AWS Budgetsの実際の通知はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "5-2 ア", asks: "申請を業務担当者へ通知", tests: &["r5_2a_"], ..CLAUSE
    },
    Clause {
        id: "5-2 イ",
        asks: "登録情報と画像の確認",
        tests: &["r5_2b_"],
        browser: &["staff_day_by_keyboard"],
        documents: &["docs/decisions/0015-the-desk.md"],
        ..CLAUSE
    },
    Clause {
        id: "5-2 ウ",
        asks: "有効化済み利用者として登録",
        tests: &["r5_2c_"],
        documents: &["docs/decisions/0011-four-eyes.md"],
        ..CLAUSE
    },
    Clause {
        id: "6-1",
        asks: "毎日の自動バックアップ",
        documents: &["docs/runbooks/restore.md"],
        open: "設計済み・未検証(AWSでのみ検証可): 実際の取得と復元",
        ..CLAUSE
    },
    Clause {
        id: "6-2",
        asks: "転送中・保管時の保護",
        tests: &["r6_2"],
        open: "KMS鍵方針の実際の評価、公開証明書はAWSでのみ検証可。ALBはタスクの証明書を検証しない(5章)",
        ..CLAUSE
    },
    Clause {
        id: "6-3",
        asks: "ファイアウォールなどネットワーク保護",
        documents: &["docs/proposal/08-intent.md"],
        open: "WAFの実際の遮断はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "6-4",
        asks: "パッチ・脆弱性診断",
        documents: &["docs/proposal/05-protection.md"],
        open: "Inspectorの検出はAWSでのみ検証可。外部の専門家による診断は貴行の手配(2章)",
        ..CLAUSE
    },
    Clause {
        id: "6-5",
        asks: "システム管理者・業務担当者向けは社内拠点のIPのみ",
        tests: &["r6_5"],
        proofs: &[
            "whatever_works_by_itself_is_excepted_and_no_person_is",
            "the_addresses_are_those_the_staffs_door_lets_in",
        ],
        documents: &["docs/decisions/0013-staff-access.md"],
        open: "**システム管理者の分は未達。** AWSコンソールの接続元の制限は貴行のSCPとIAM Identity Centerで行い、その設定が済むまで満たさない(5章。案は `infra/organization`)",
        ..CLAUSE
    },
    Clause {
        id: "6-6",
        asks: "単一障害で止まらない冗長化",
        documents: &["docs/runbooks/failover.md"],
        open: "設計済み・未検証(AWSでのみ検証可): RDSの切り替え時間、AZ障害",
        ..CLAUSE
    },
    Clause {
        id: "6-7",
        asks: "クラウド内はインターネットを経由しない",
        documents: &["docs/decisions/0018-egress.md"],
        open: "実際の通信経路と名前解決はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "6-8",
        asks: "外向き通信のURLフィルタリング",
        tests: &["r6_8"],
        documents: &["docs/decisions/0018-egress.md"],
        open: "構築用アカウント(CodeBuild)は例外で、インターネット全体へ出られる(5章)",
        ..CLAUSE
    },
    Clause {
        id: "6-9",
        asks: "より簡素・安価な方式",
        proofs: &["a_rise_of_more_than_a_twentieth_is_refused_and_one_of_less_is_not"],
        documents: &["docs/proposal/07-cost.md"],
        open: "機械では証明できない。各章の代替案と月額の比較で示す",
        ..CLAUSE
    },
    Clause {
        id: "6-10",
        asks: "スケールアップ・スケールアウト",
        open: "実際の自動増減はAWSでのみ検証可。負荷の測定は開発機上の値",
        ..CLAUSE
    },
    Clause {
        id: "6-11",
        asks: "カスタムドメイン",
        open: "証明書の発行とDNSの委任はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "7-1",
        asks: "オンプレミス接続、社内からだけの画面",
        documents: &["docs/proposal/09-future.md"],
        open: "設計済み・未検証(AWSと貴行の回線でのみ検証可): VPN/Direct Connectの接続。システム管理者のコンソールの遮断は6-5と同じく貴行の設定。回線とルーターは1つ(二重化は9章)",
        ..CLAUSE
    },
    Clause {
        id: "7-2",
        asks: "遠隔地へのバックアップ",
        documents: &["docs/runbooks/osaka.md"],
        open: "設計済み・未検証(AWSでのみ検証可): 大阪での復元",
        ..CLAUSE
    },
    Clause {
        id: "7-3",
        asks: "テスト→ステージング→本番への迅速な反映",
        documents: &["docs/runbooks/deploy.md", "docs/runbooks/roll-back.md"],
        open: "設計済み・未検証(AWSでのみ検証可): パイプラインの実行とブルー/グリーン切り替え",
        ..CLAUSE
    },
    Clause {
        id: "7-4",
        asks: "脆弱性・脅威の監視",
        documents: &["docs/runbooks/incident.md"],
        open: "検出そのものはAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "7-5",
        asks: "DDoS対策(CDN・レート制限・オリジン保護)",
        documents: &["docs/proposal/06-ddos.md"],
        open: "WAFの回数制限、VPCオリジンの接続はAWSでのみ検証可",
        ..CLAUSE
    },
    Clause {
        id: "7-6",
        asks: "見直すとより良くなる要件",
        proofs: &["what_to_reconsider_names_a_requirement_and_its_price"],
        documents: &["docs/proposal/10-requirements.md"],
        open: "提案であり、証明の対象ではない",
        ..CLAUSE
    },
    Clause {
        id: "8-1",
        asks: "前提の説明",
        proofs: &["every_chapter_can_be_filled_and_every_clause_is_in_the_table"],
        documents: &["docs/proposal/02-assumptions.md"],
        open: "説明であり、証明の対象ではない",
        ..CLAUSE
    },
    Clause {
        id: "8-2",
        asks: "必要なアプリケーション機能の定義",
        proofs: &[
            "the_table_says_which_settings_the_program_accepts",
            "every_setting_the_program_does_not_know_yet_is_owned_up_to",
        ],
        documents: &["docs/proposal/02-assumptions.md"],
        open: "未対応の機能は2章に列挙",
        ..CLAUSE
    },
    Clause {
        id: "8-3",
        asks: "コストを考慮した選定",
        proofs: &[
            "the_committed_estimate_is_what_the_templates_say",
            "prod_costs_no_more_than_somebody_has_acknowledged",
            "every_price_says_where_it_is_from",
        ],
        documents: &["docs/proposal/07-cost.md"],
        open: "実際の請求額はAWSでのみ分かる",
        ..CLAUSE
    },
    Clause {
        id: "8-4",
        asks: "ファイアウォール・権限の意図",
        proofs: &["every_row_has_two_ends_and_an_intent", "whatever_is_wide_says_why"],
        documents: &["docs/proposal/08-intent.md"],
        open: "意図の妥当性は人が読む。テンプレートとの一致は6-3、6-5、6-7の規則が見る",
        ..CLAUSE
    },
];
