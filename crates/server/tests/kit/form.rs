//! A form as a browser holds it: every field it would send, the hidden ones too.

use axum::{
    body::Body,
    http::{HeaderValue, header},
};
use scraper::{ElementRef, Html};

use super::{Page, Visitor, page::select};

/// A form being filled in.
#[derive(Debug, Clone)]
pub struct FormFill {
    action: String,
    multipart: bool,
    /// Names a person can answer, sent or not (a box not ticked is not sent).
    names: Vec<String>,
    fields: Vec<(String, String)>,
    files: Vec<(String, String, Vec<u8>)>,
    /// Where else its buttons send it.
    other_actions: Vec<String>,
}

impl FormFill {
    /// A form of a document, with the controls that name it from elsewhere.
    pub(super) fn of(document: &Html, form: ElementRef<'_>, page: &str) -> Self {
        assert_eq!(form.attr("method"), Some("post"), "a form that only asks is a link: get it");
        let mut fill = Self {
            action: form.attr("action").unwrap_or(page).to_owned(),
            multipart: form.attr("enctype") == Some("multipart/form-data"),
            names: Vec::new(),
            fields: Vec::new(),
            files: Vec::new(),
            other_actions: Vec::new(),
        };
        let named = |what: &str| match form.attr("id") {
            Some(id) => document.select(&select(&format!("{what}[form=\"{id}\"]"))).collect(),
            None => Vec::new(),
        };
        let controls = ["input[name]", "select[name]", "textarea[name]"];
        let elsewhere = controls.into_iter().flat_map(named);
        for control in form.select(&select(&controls.join(", "))).chain(elsewhere) {
            let name = control.attr("name").unwrap_or_default().to_owned();
            if control.attr("disabled").is_some() || control.attr("type") == Some("submit") {
                continue;
            }
            fill.names.push(name.clone());
            if let Some(value) = value_of(control) {
                fill.fields.push((name, value));
            }
        }
        let inside = select("button[formaction]");
        let buttons = form.select(&inside).chain(named("button[formaction]"));
        fill.other_actions =
            buttons.filter_map(|one| one.attr("formaction")).map(str::to_owned).collect();
        fill
    }

    /// To be sent by the button that sends it there.
    #[track_caller]
    pub fn to(mut self, action: &str) -> Self {
        assert!(self.other_actions.iter().any(|found| found == action), "{:?}", self.other_actions);
        action.clone_into(&mut self.action);
        self
    }

    /// Answers a field: types, chooses or ticks.
    #[track_caller]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        assert!(
            self.names.iter().any(|found| found == name),
            "no field {name} in {:?}",
            self.names
        );
        match self.fields.iter_mut().find(|field| field.0 == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Unticks a box.
    #[track_caller]
    pub fn untick(mut self, name: &str) -> Self {
        assert!(
            self.names.iter().any(|found| found == name),
            "no field {name} in {:?}",
            self.names
        );
        self.fields.retain(|field| field.0 != name);
        self
    }

    /// Chooses a file.
    pub fn attach(mut self, name: &str, file: &str, content: &[u8]) -> Self {
        assert!(self.multipart, "the form {} takes no files", self.action);
        self.files.push((name.to_owned(), file.to_owned(), content.to_vec()));
        self
    }

    /// Presses the button of a name and value; without it, the form's one button.
    pub fn press(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.0 == name).map(|field| field.1.as_str())
    }

    /// Sends it and follows where the answer sends.
    pub async fn send(self, visitor: &Visitor) -> Page {
        let answer = self.send_only(visitor).await;
        visitor.follow(answer).await
    }

    /// Sends it and looks at the very answer.
    pub async fn send_only(self, visitor: &Visitor) -> Page {
        if self.multipart {
            return self.send_files(visitor).await;
        }
        // Browsers send every line break as CR LF.
        let fields = self
            .fields
            .iter()
            .map(|(name, value)| (name, value.replace("\r\n", "\n").replace('\n', "\r\n")));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        visitor.send(visitor.post_request(&self.action, body)).await
    }

    async fn send_files(self, visitor: &Visitor) -> Page {
        const BOUNDARY: &str = "----kura-acceptance-4f1d";
        let mut body = Vec::new();
        let mut part = |head: String, content: &[u8]| {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes(),
            );
            body.extend(content);
            body.extend(b"\r\n");
        };
        for (name, value) in &self.fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, file, content) in &self.files {
            let head = "Content-Type: application/octet-stream";
            part(format!("name=\"{name}\"; filename=\"{file}\"\r\n{head}"), content);
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        let mut request = visitor.post_request(&self.action, Body::from(body));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let kind = HeaderValue::from_str(&kind).unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        visitor.send(request).await
    }
}

/// What a control would send; nothing for a box not ticked or a file.
pub(super) fn value_of(control: ElementRef<'_>) -> Option<String> {
    let value = control.attr("value");
    match (control.value().name(), control.attr("type")) {
        (_, Some("file")) => None,
        (_, Some("checkbox" | "radio")) => {
            control.attr("checked").map(|_| value.unwrap_or("on").to_owned())
        }
        ("select", _) => {
            let chosen = control.select(&select("option[selected]")).next();
            let option = chosen.or_else(|| control.select(&select("option")).next())?;
            Some(option.attr("value").map_or_else(|| option.text().collect(), str::to_owned))
        }
        ("textarea", _) => Some(control.text().collect()),
        _ => Some(value.unwrap_or_default().to_owned()),
    }
}
