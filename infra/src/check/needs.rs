//! Clause 6-7: every task has a private way to every Amazon service it needs, and there is no way nobody needs.
//!
//! What a task needs is read from its definition: its image, its log driver, its secrets, host names in its
//! environment, and what its roles may do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::Finding;
use super::iam;
use super::model::resource::{items, text_of, within};
use super::model::{Model, Resource, texts};
use super::names;
use super::net::{Network, Nic, Via, destinations, service};
use super::reach::Matrix;
use super::space::ranges::Ranges;
use super::space::traffic;

const RULE: &str = "6-7 private way to each service";
const USELESS: &str = "6-9 no endpoint nobody needs";
const TOO_FAR: &str = "6-3 no way to a service a task does not call";

/// Services behind gateway endpoints; all others are behind interfaces.
const BY_GATEWAY: &[&str] = &["s3", "dynamodb"];

/// What an action of IAM is spoken to, if the name differs.
const SPOKEN_TO: &[(&str, &str)] = &[
    ("ecr", "ecr.api"),
    ("ses", "email-smtp"),
    ("cloudwatch", "monitoring"),
    ("cognito-identity", ""),
    ("iam", ""),
];

/// What a task calls at a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// By which ports.
    pub ports: Ranges,
    /// By which names.
    pub hosts: BTreeSet<String>,
}

/// What each task needs: `app/CustomerService`, and its services.
pub type Needs = BTreeMap<String, BTreeMap<String, Need>>;

/// Reads the needs of every service and of every task that runs by itself.
pub fn of(model: &Model, network: &Network) -> Needs {
    let mut needs = Needs::new();
    for owner in network.owners() {
        let Some(resource) = model.named(owner) else { continue };
        let task = match resource.kind.as_str() {
            "AWS::ECS::Service" => model.target(resource.at("TaskDefinition")),
            "AWS::ECS::TaskDefinition" => Some(resource),
            _ => None,
        };
        let Some(task) = task else { continue };
        let (account, region) = (task.account.clone(), task.region.clone());
        let mut own = Gathered { account, region, services: BTreeMap::new() };
        own.task(model, task);
        if resource.is_true("EnableExecuteCommand") {
            own.add("ssmmessages", 443, None);
        }
        needs.insert(owner.to_owned(), own.services);
    }
    needs
}

struct Gathered {
    account: String,
    region: String,
    services: BTreeMap<String, Need>,
}

impl Gathered {
    /// Notes a call; without a host of its own, by the service's usual name.
    fn add(&mut self, service: &str, port: u16, host: Option<String>) {
        let need = self.services.entry(service.to_owned()).or_default();
        need.ports = need.ports.union(&traffic::tcp(port));
        let usual = match service {
            // Called by the names of registries and buckets only.
            "ecr.dkr" | "s3" => None,
            "ecr.api" => Some(format!("api.ecr.{}.amazonaws.com", self.region)),
            _ => Some(format!("{service}.{}.amazonaws.com", self.region)),
        };
        need.hosts.extend(host.or(usual));
    }

    fn task(&mut self, model: &Model, task: &Resource) {
        for container in task.list("ContainerDefinitions") {
            self.image(model, within(container, "Image"));
            if text_of(within(container, "LogConfiguration/LogDriver")) == "awslogs" {
                self.add("logs", 443, None);
            }
            for secret in items(within(container, "Secrets")) {
                self.add(secret_service(model, within(secret, "ValueFrom")), 443, None);
            }
            for pair in items(within(container, "Environment")) {
                self.variable(&text_of(within(pair, "Value")));
            }
        }
        for role in ["TaskRoleArn", "ExecutionRoleArn"] {
            let role = model.target(task.at(role));
            for service in role.map(|role| spoken_to(model, role)).unwrap_or_default() {
                self.add(&service, 443, None);
            }
        }
    }

    /// An image comes from a registry of Amazon's: the layers from its bucket. No other registry can be reached.
    fn image(&mut self, model: &Model, image: &Value) {
        let image = text_of(image);
        let registry =
            image.split('/').next().filter(|host| host.contains(".dkr.ecr.")).map(str::to_owned);
        let ours = model
            .mentioned(&Value::String(image))
            .iter()
            .any(|one| one.kind == "AWS::ECR::Repository");
        let whose = if self.account.is_empty() { "${AWS::AccountId}" } else { &self.account };
        let registry = registry
            .or_else(|| ours.then(|| format!("{whose}.dkr.ecr.{}.amazonaws.com", self.region)));
        self.add("ecr.api", 443, None);
        self.add("ecr.dkr", 443, registry);
        self.add(
            "s3",
            443,
            Some(format!("prod-{0}-starport-layer-bucket.s3.{0}.amazonaws.com", self.region)),
        );
    }

    /// Amazon's hosts in a variable: `smtps://email-smtp.<region>.amazonaws.com:465`, `s3://bucket`.
    fn variable(&mut self, value: &str) {
        if let Some(bucket) = value.strip_prefix("s3://") {
            let bucket = bucket.split(['/', '?']).next().unwrap_or(bucket);
            self.add("s3", 443, Some(format!("{bucket}.s3.{}.amazonaws.com", self.region)));
        }
        let Some((before, after)) = value.split_once(&format!(".{}.amazonaws.com", self.region))
        else {
            return;
        };
        let name = before.rsplit(['/', '@']).next().unwrap_or(before);
        if name.ends_with(".rds") || name.contains("${") {
            return;
        }
        let port = after
            .strip_prefix(':')
            .and_then(|rest| rest.split(|sign: char| !sign.is_ascii_digit()).next());
        let scheme = if value.starts_with("smtps:") { 465 } else { 587 };
        let usual = if name == "email-smtp" { scheme } else { 443 };
        self.add(name, port.and_then(|port| port.parse().ok()).unwrap_or(usual), None);
    }
}

fn secret_service(model: &Model, from: &Value) -> &'static str {
    let stored = model.mentioned(from).iter().any(|one| one.kind == "AWS::SSM::Parameter");
    if stored || text_of(from).contains(":parameter/") { "ssm" } else { "secretsmanager" }
}

/// The services a role speaks to. KMS by way of another service is that service's own call.
fn spoken_to(model: &Model, role: &Resource) -> BTreeSet<String> {
    let mut services = BTreeSet::new();
    for statement in iam::of_role(model, role).iter().filter(|one| one.allows) {
        for action in &statement.actions {
            let prefix = action.split(':').next().unwrap_or(action).to_lowercase();
            let mut by_way = false;
            texts(&statement.condition, &mut |text| by_way |= text.ends_with(".amazonaws.com"));
            if prefix == "kms" && by_way {
                continue;
            }
            let other = SPOKEN_TO
                .iter()
                .find(|(of, _)| *of == prefix)
                .map(|(_, service)| (*service).to_owned());
            services.insert(other.unwrap_or(prefix));
        }
    }
    services.remove("");
    services
}

/// Looks for a private way from each task to each of its services, and for endpoints nobody needs.
pub fn check(model: &Model, network: &Network, matrix: &Matrix, needs: &Needs) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut used = BTreeSet::new();
    for (owner, services) in needs {
        for (service, need) in services {
            used.insert(service.clone());
            let way = if BY_GATEWAY.contains(&service.as_str()) {
                by_gateway(network, matrix, (owner, service, &need.ports))
            } else {
                by_interface(model, network, matrix, (owner, service, &need.ports))
            };
            findings.extend(way.into_iter().map(|message| Finding::new(RULE, owner, message)));
            findings.extend(names::unresolved(model, owner, &need.hosts));
        }
        findings.extend(databases(model, matrix, owner));
        findings.extend(not_called(model, matrix, owner, services));
    }
    for endpoint in model.kind("AWS::EC2::VPCEndpoint") {
        let service = service(&endpoint.text("ServiceName"));
        if !used.contains(&service) {
            let message = format!("no task needs {service}; it costs and it is a way in");
            findings.push(Finding::new(USELESS, &endpoint.name, message));
        }
    }
    findings
}

/// Endpoints that a task reaches and does not call: a door into its neighbours' business.
fn not_called(
    model: &Model,
    matrix: &Matrix,
    owner: &str,
    services: &BTreeMap<String, Need>,
) -> Vec<Finding> {
    let reached = matrix
        .flows
        .iter()
        .filter(|flow| flow.from == owner)
        .filter_map(|flow| model.named(&flow.to))
        .filter(|to| to.kind == "AWS::EC2::VPCEndpoint");
    let services = reached
        .map(|endpoint| service(&endpoint.text("ServiceName")))
        .filter(|service| !services.contains_key(service));
    services
        .map(|service| {
            Finding::new(TOO_FAR, owner, format!("reaches {service}, and does not call it"))
        })
        .collect()
}

/// The name of every database that a task may reach.
fn databases(model: &Model, matrix: &Matrix, owner: &str) -> Vec<Finding> {
    let reached = matrix
        .flows
        .iter()
        .filter(|flow| flow.from == owner)
        .filter_map(|flow| model.named(&flow.to));
    let databases = reached.filter(|to| to.kind.starts_with("AWS::RDS::DB"));
    let hosts = databases
        .map(|one| format!("database.abcdefghijkl.{}.rds.amazonaws.com", one.region))
        .collect();
    names::unresolved(model, owner, &hosts)
}

fn by_gateway(
    network: &Network,
    matrix: &Matrix,
    (owner, service, ports): (&str, &str, &Ranges),
) -> Vec<String> {
    let mut wrong = Vec::new();
    for nic in network.of(owner) {
        let routes = network
            .subnets
            .get(&nic.subnet)
            .map(|subnet| destinations(&subnet.routes))
            .unwrap_or_default();
        if !routes.iter().any(|(_, via)| **via == Via::Service(service.to_owned())) {
            wrong.push(format!("needs {service}, and has no route to it in {}", nic.subnet));
        }
    }
    if !matrix.between(owner, service).covers(ports) {
        wrong.push(format!(
            "needs {service}, and its groups or access lists do not let it ({})",
            traffic::written(ports)
        ));
    }
    wrong
}

fn by_interface(
    model: &Model,
    network: &Network,
    matrix: &Matrix,
    (owner, wanted, ports): (&str, &str, &Ranges),
) -> Vec<String> {
    let nics: Vec<&Nic> = network.of(owner).collect();
    let cloud = nics.first().and_then(|nic| network.vpc_of(nic));
    let endpoint = model.kind("AWS::EC2::VPCEndpoint").find(|endpoint| {
        let there = network
            .of(&endpoint.name)
            .any(|nic| network.vpc_of(nic).map(|(name, _)| name) == cloud.map(|(name, _)| name));
        service(&endpoint.text("ServiceName")) == wanted && there
    });
    let Some(endpoint) = endpoint else {
        return vec![format!("needs {wanted}, and there is no endpoint for it")];
    };
    let mut wrong = Vec::new();
    if !endpoint.is_true("PrivateDnsEnabled") {
        wrong.push(format!("needs {wanted}, whose endpoint {} has no private name", endpoint.name));
    }
    if !cloud.is_some_and(|(_, vpc)| vpc.resolves) {
        wrong.push(format!("needs {wanted}, and its cloud does not resolve private names"));
    }
    if !matrix.between(owner, &endpoint.name).covers(ports) {
        wrong.push(format!(
            "needs {wanted}, and cannot reach {} by {}",
            endpoint.name,
            traffic::written(ports)
        ));
    }
    wrong
}
