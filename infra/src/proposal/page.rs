//! Markdown as one page, for screens and for paper: a cover, the contents, numbered chapters, and appendices.

use pulldown_cmark::{Options, Parser, html};

const STYLE: &str = "
:root { color: #111; background: #fff; }
body { font: 11pt/1.75 'Noto Sans CJK JP', 'Noto Sans JP', 'Noto Serif CJK JP', sans-serif; margin: 0 auto;
  max-width: 62rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; border-bottom: 3px solid #1e3a5f; padding-bottom: .3rem; margin-top: 3rem; break-after: avoid; }
h2 { font-size: 1.2rem; border-left: 6px solid #1e3a5f; padding-left: .5rem; margin-top: 1.8rem; break-after: avoid; }
h3 { font-size: 1.02rem; break-after: avoid; }
p, li { orphans: 3; widows: 3; }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; line-height: 1.5; margin: .8rem 0; }
th, td { border: 1px solid #99a; padding: .2rem .4rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
[style*=right] { white-space: nowrap; }
th { background: #e8eef5; }
tr { break-inside: avoid; }
code { font-size: .9em; overflow-wrap: anywhere; }
figure { margin: 0; }
svg { width: 100%; height: auto; border: 1px solid #ccc; }
figcaption { font-size: 8.5pt; }
nav ol { list-style: none; padding: 0; line-height: 2; }
a { color: #1e3a5f; }
.cover { padding: 6rem 0 2rem; }
.cover h1 { font-size: 2.1rem; border: 0; margin: 0 0 .5rem; }
.cover table { width: auto; min-width: 70%; font-size: 10.5pt; margin-top: 4rem; }
.cover th { white-space: nowrap; }
@page { size: A4; margin: 17mm 14mm 16mm; }
@page { @top-right { content: '資産状況サービス「蔵」 AWS環境ご提案書'; font-size: 7.5pt; color: #555; } }
@page { @bottom-center { content: counter(page) ' / ' counter(pages); font-size: 8.5pt; color: #333; } }
@page cover { @top-right { content: none; } @bottom-center { content: none; } }
@page wide { size: A4 landscape; margin: 12mm 8mm 12mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.65; padding: 0; max-width: none; }
  h1 { margin-top: 2.2rem; font-size: 1.45rem; }
  .cover { page: cover; padding-top: 16rem; }
  nav, .summary, .appendix { break-before: page; }
  .summary + section { break-before: page; }
  .summary { line-height: 1.5; }
  .summary h1 { margin-top: 0; } .summary h2 { margin: .7rem 0 .3rem; }
  .summary p, .summary ul { margin: .4rem 0; }
  .summary table { font-size: 8pt; line-height: 1.4; margin: .4rem 0; } .summary td, .summary th { padding: .1rem .35rem; }
  .appendix table { font-size: 7.5pt; line-height: 1.4; } .appendix td { padding: .1rem .35rem; }
  .wide { page: wide; }
  .wide svg { height: 172mm; border: 0; }
}
";

/// What an appendix's title begins with: it has a letter of its own and no number.
const APPENDIX: &str = "付録";

/// The page.
pub fn render(cover: &str, chapters: &[String]) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>資産状況サービス「蔵」 AWS環境ご提案書</title><style>{STYLE}</style></head><body>\n"
    );
    out.push_str("<section class=\"cover\">\n");
    push(&mut out, cover);
    out.push_str("</section>\n");
    out.push_str(&contents(chapters));
    for (number, chapter) in chapters.iter().enumerate() {
        out.push_str(&format!("<section id=\"c{number}\"{}>\n", class(number, chapter)));
        push(&mut out, &numbered(number, chapter));
        out.push_str("</section>\n");
    }
    out.push_str("</body></html>\n");
    out
}

fn push(out: &mut String, markdown: &str) {
    html::push_html(out, Parser::new_ext(markdown, Options::ENABLE_TABLES));
}

fn class(number: usize, chapter: &str) -> &'static str {
    match number {
        0 => " class=\"summary\"",
        _ if title(chapter).starts_with(APPENDIX) => " class=\"appendix\"",
        _ => "",
    }
}

fn title(chapter: &str) -> &str {
    chapter.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default()
}

/// How a chapter is called: by its number, which is that of its file, and which the text names it by.
fn called(number: usize, chapter: &str) -> String {
    let title = title(chapter);
    if title.starts_with(APPENDIX) { title.to_owned() } else { format!("{number}章 {title}") }
}

fn numbered(number: usize, chapter: &str) -> String {
    let title = title(chapter);
    chapter.replacen(&format!("# {title}"), &format!("# {}", called(number, chapter)), 1)
}

fn contents(chapters: &[String]) -> String {
    let mut out = String::from("<nav><h2>目次</h2><ol>\n");
    for (number, chapter) in chapters.iter().enumerate() {
        let called = called(number, chapter);
        out.push_str(&format!("<li><a href=\"#c{number}\">{called}</a></li>\n"));
    }
    out.push_str("</ol></nav>\n");
    out
}
