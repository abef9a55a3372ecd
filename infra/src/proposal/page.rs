//! Markdown as one page, for screens and for paper.

use pulldown_cmark::{Options, Parser, html};

const STYLE: &str = "
:root { color: #111; background: #fff; }
body { font: 11pt/1.75 'Noto Sans CJK JP', 'Noto Sans JP', 'Noto Serif CJK JP', sans-serif; margin: 0 auto;
  max-width: 62rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; border-bottom: 3px solid #1e3a5f; padding-bottom: .3rem; break-before: page; }
section:first-of-type h1 { break-before: auto; }
h2 { font-size: 1.2rem; border-left: 6px solid #1e3a5f; padding-left: .5rem; margin-top: 2rem; break-after: avoid; }
h3 { font-size: 1.02rem; break-after: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; line-height: 1.5; margin: .8rem 0; }
th, td { border: 1px solid #99a; padding: .2rem .4rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: #e8eef5; }
tr { break-inside: avoid; }
code { font-size: .9em; overflow-wrap: anywhere; }
svg { width: 100%; height: auto; border: 1px solid #ccc; }
nav ol { columns: 2; font-size: .9rem; }
a { color: #1e3a5f; }
@page { size: A4; margin: 16mm 14mm; }
@media print { body { font-size: 9.5pt; padding: 0; max-width: none; } }
";

/// The page.
pub fn render(chapters: &[String]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>資産状況サービス「蔵」 AWS環境ご提案書</title><style>{STYLE}</style></head><body>\n"
    );
    for (number, chapter) in chapters.iter().enumerate() {
        out.push_str(&format!("<section id=\"c{number}\">\n"));
        let parser = Parser::new_ext(chapter, Options::ENABLE_TABLES);
        html::push_html(&mut out, parser);
        out.push_str("</section>\n");
        if number == 0 {
            out.push_str(&contents(chapters));
        }
    }
    out.push_str("</body></html>\n");
    out
}

fn contents(chapters: &[String]) -> String {
    let mut out = String::from("<nav><h2>目次</h2><ol>\n");
    for (number, chapter) in chapters.iter().enumerate() {
        let title = chapter.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
        out.push_str(&format!("<li><a href=\"#c{number}\">{title}</a></li>\n"));
    }
    out.push_str("</ol></nav>\n");
    out
}
