//! What every environment must be, clause by clause of the brief. Each rule looks at the resolved templates; one that
//! finds nothing to look at is broken, not kept.

mod accounts;
mod backup;
mod bill;
mod edge;
mod egress;
mod firewall;
mod guard;
mod logs;
mod pipeline;
mod rest;
mod runtime;
mod staff;
mod tasks;
mod transit;
mod watch;

use super::finding::Finding;
use super::model::{Model, Resource};
use super::net::Network;
use super::reach::Matrix;
use super::reviewed::Reviewed;

/// One environment, seen from all sides.
pub struct Scene<'a> {
    /// Its resources.
    pub model: &'a Model,
    /// Its network.
    pub network: &'a Network,
    /// Who reaches whom.
    pub matrix: &'a Matrix,
    /// What people have found right.
    pub reviewed: &'a Reviewed,
}

/// The account that builds and releases: it has no network, no customers and no staff.
const TOOLS: &str = "tools";

/// Where a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Where the program runs.
    Sites,
    /// Where it is built.
    Tools,
    /// In both, for whatever there is.
    Anywhere,
}

/// A clause and what must hold for it.
pub struct Rule {
    /// The clause of the brief, and the rule in a few words.
    pub name: &'static str,
    scope: Scope,
    check: fn(&Scene, &mut Said),
}

impl Rule {
    /// A rule of the environments the program runs in.
    const fn new(name: &'static str, check: fn(&Scene, &mut Said)) -> Self {
        Self { name, scope: Scope::Sites, check }
    }

    /// A rule of the account that builds.
    const fn of_tools(name: &'static str, check: fn(&Scene, &mut Said)) -> Self {
        Self { name, scope: Scope::Tools, check }
    }

    /// A rule of all accounts.
    const fn anywhere(name: &'static str, check: fn(&Scene, &mut Said)) -> Self {
        Self { name, scope: Scope::Anywhere, check }
    }

    fn holds_in(&self, environment: &str) -> bool {
        match self.scope {
            Scope::Sites => environment != TOOLS,
            Scope::Tools => environment == TOOLS,
            Scope::Anywhere => true,
        }
    }
}

/// What one rule has to say.
#[derive(Default)]
pub struct Said {
    said: Vec<(String, String)>,
    /// Whether a rule may find nothing to look at.
    may_lack: bool,
}

impl Said {
    /// Something is wrong with a resource.
    fn of(&mut self, resource: &Resource, message: impl Into<String>) {
        self.said.push((resource.name.clone(), message.into()));
    }

    /// Something is missing.
    fn missing(&mut self, what: impl Into<String>) {
        self.said.push(("templates".to_owned(), what.into()));
    }

    /// Wrong unless it holds.
    fn demand(&mut self, holds: bool, resource: &Resource, message: &str) {
        if !holds {
            self.of(resource, message);
        }
    }

    /// Every resource of a type, of which there must be one.
    fn each<'a>(
        &mut self,
        scene: &Scene<'a>,
        kind: &'a str,
        mut look: impl FnMut(&mut Self, &'a Resource),
    ) {
        let mut none = true;
        for resource in scene.model.kind(kind) {
            none = false;
            look(self, resource);
        }
        if none && !self.may_lack {
            self.missing(format!("there is no {kind}"));
        }
    }
}

impl Scene<'_> {
    /// Whether this is the environment of the test with customers, or one of its options.
    fn is_prod(&self) -> bool {
        !matches!(self.model.environment.as_str(), "dev" | "stg")
    }

    /// Whether a failure of one zone must be survived.
    fn is_doubled(&self) -> bool {
        self.model.environment != "dev"
    }
}

/// Every rule, in the order of the clauses.
pub fn all() -> Vec<&'static Rule> {
    let parts: &[&'static [Rule]] = &[
        accounts::RULES,
        watch::RULES,
        logs::RULES,
        bill::RULES,
        backup::RULES,
        transit::RULES,
        rest::RULES,
        firewall::RULES,
        guard::RULES,
        staff::RULES,
        runtime::RULES,
        tasks::RULES,
        egress::RULES,
        edge::RULES,
        pipeline::RULES,
    ];
    parts.iter().flat_map(|part| part.iter()).collect()
}

/// What all rules say of one environment.
pub fn check(scene: &Scene) -> Vec<Finding> {
    let mut findings = Vec::new();
    let environment = scene.model.environment.as_str();
    for rule in all().into_iter().filter(|rule| rule.holds_in(environment)) {
        let may_lack = environment == TOOLS && rule.scope == Scope::Anywhere;
        let mut said = Said { may_lack, ..Said::default() };
        (rule.check)(scene, &mut said);
        findings.extend(
            said.said.into_iter().map(|(place, message)| Finding::new(rule.name, &place, message)),
        );
    }
    findings
}
