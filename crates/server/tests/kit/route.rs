//! The program's own table of routes, as tests walk through it.

use axum::http::Method;

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub method: Method,
    /// With `{id}` where a record's identity stands.
    pub path: String,
    /// Whether everybody may use it.
    pub public: bool,
}

impl Route {
    /// Whether it is about one record.
    pub fn has_record(&self) -> bool {
        self.path.contains("{id}")
    }

    /// Its address for a record; other places are filled with what leads nowhere.
    pub fn address(&self, record: &str) -> String {
        let link = "a".repeat(43);
        self.path.replace("{id}", record).replace("{link}", &link).replace("{n}", "1")
    }
}

/// All routes of the customers' site.
pub fn all() -> Vec<Route> {
    of_site("customer")
}

/// All routes of the staff's site.
pub fn of_staff() -> Vec<Route> {
    of_site("staff")
}

fn of_site(site: &str) -> Vec<Route> {
    let table = web::route_table();
    let lines = table.lines().filter(|line| line.split_whitespace().next() == Some(site));
    let routes = lines.map(|line| {
        let [_, method, path, who, _] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("a line of the route table has five words: {line}");
        };
        Route { method: method.parse().unwrap(), path: path.to_owned(), public: who == "anyone" }
    });
    routes.collect()
}
