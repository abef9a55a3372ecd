//! Interfaces: everything that gets an address in a subnet.

use serde_json::Value;

use crate::check::finding::Finding;
use crate::check::model::resource::{items, number_of, text_of, within};
use crate::check::model::{Model, Resource};
use crate::check::space::ranges::Ranges;
use crate::check::space::traffic;

use super::{RULE, group, route};

/// What the `email-smtp` endpoint listens on; 25 is closed to us by Amazon.
const SMTP_PORTS: &[u16] = &[465, 587, 2465, 2587];

/// An interface, somewhere in one subnet.
#[derive(Debug, Clone)]
pub struct Nic {
    /// The resource it belongs to, `stack/LogicalId`.
    pub owner: String,
    /// The subnet, by name.
    pub subnet: String,
    /// Its security groups, by name.
    pub groups: Vec<String>,
    /// Whether it has a public IPv4 address.
    pub public: bool,
    /// The traffic it answers.
    pub listens: Ranges,
}

/// Where and how a resource stands in the network.
struct Place<'a> {
    subnets: &'a [Value],
    groups: &'a [Value],
    public: bool,
    listens: Ranges,
}

/// The interfaces of every resource that has some.
pub fn all(model: &Model, problems: &mut Vec<Finding>) -> Vec<Nic> {
    let mut nics = Vec::new();
    for resource in &model.resources {
        if is_nowhere(model, resource) {
            let message =
                "no service runs it, and its Metadata does not say where it runs (RunsIn)";
            problems.push(Finding::new(RULE, &resource.name, message));
        }
        for place in places(model, resource) {
            nics.extend(stand(model, resource, &place, problems));
        }
    }
    nics
}

/// A task of which nobody can tell what it may reach.
fn is_nowhere(model: &Model, resource: &Resource) -> bool {
    let run = |service: &Resource| {
        model.target(service.at("TaskDefinition")).is_some_and(|task| task.name == resource.name)
    };
    resource.kind == "AWS::ECS::TaskDefinition"
        && resource.metadata.get("RunsIn").is_none()
        && !model.kind("AWS::ECS::Service").any(run)
}

fn places<'a>(model: &'a Model, resource: &'a Resource) -> Vec<Place<'a>> {
    match resource.kind.as_str() {
        "AWS::ElasticLoadBalancingV2::LoadBalancer" => vec![balancer(model, resource)],
        "AWS::ECS::Service" => {
            let task = model.target(resource.at("TaskDefinition"));
            let listens = task.map(container_ports).unwrap_or_default();
            vec![awsvpc(resource.at("NetworkConfiguration/AwsvpcConfiguration"), listens)]
        }
        "AWS::ECS::TaskDefinition" => run_by_hand(resource).into_iter().collect(),
        "AWS::Events::Rule" => {
            let targets = resource.list("Targets").iter();
            let configurations = targets.map(|target| {
                within(target, "EcsParameters/NetworkConfiguration/AwsVpcConfiguration")
            });
            configurations
                .filter(|one| !one.is_null())
                .map(|one| awsvpc(one, Ranges::default()))
                .collect()
        }
        "AWS::Scheduler::Schedule" => {
            let one = resource.at("Target/EcsParameters/NetworkConfiguration/AwsvpcConfiguration");
            if one.is_null() { Vec::new() } else { vec![awsvpc(one, Ranges::default())] }
        }
        "AWS::Lambda::Function" | "AWS::CodeBuild::Project" => {
            in_cloud(resource).into_iter().collect()
        }
        "AWS::RDS::DBInstance" => vec![database(model, resource)],
        "AWS::RDS::DBCluster" => vec![cluster(model, resource)],
        "AWS::EC2::VPCEndpoint" => endpoint(resource).into_iter().collect(),
        "AWS::EC2::NatGateway" => vec![Place {
            subnets: items(resource.at("SubnetId")),
            groups: &[],
            public: resource.text("ConnectivityType") != "private",
            listens: Ranges::default(),
        }],
        _ => Vec::new(),
    }
}

/// One interface for each subnet; without groups, the cloud's default group.
fn stand(
    model: &Model,
    resource: &Resource,
    place: &Place,
    problems: &mut Vec<Finding>,
) -> Vec<Nic> {
    let mut tell = |message: &str| problems.push(Finding::new(RULE, &resource.name, message));
    if place.subnets.is_empty() {
        tell("stands in no subnet that can be told from the templates");
    }
    let mut nics = Vec::new();
    for subnet in place.subnets {
        let Some(subnet) = model.target(subnet).filter(|target| target.kind == "AWS::EC2::Subnet")
        else {
            tell(&format!("stands in a subnet that is not here: {subnet}"));
            continue;
        };
        let mut groups: Vec<String> = Vec::new();
        for reference in place.groups {
            match group::referred(model, reference) {
                Some(name) => groups.push(name),
                None => tell(&format!("is in a security group that is not here: {reference}")),
            }
        }
        let filtered = resource.kind != "AWS::EC2::NatGateway";
        // A network load balancer without groups lets everything pass; it is not given the cloud's default group.
        if groups.is_empty() && resource.text("Type") == "network" {
            tell("has no security group: whatever comes passes");
        }
        if groups.is_empty() && filtered {
            groups.extend(model.target(subnet.at("VpcId")).map(|vpc| group::default_of(&vpc.name)));
        }
        let listens = place.listens.clone();
        nics.push(Nic {
            owner: resource.name.clone(),
            subnet: subnet.name.clone(),
            groups,
            public: place.public,
            listens,
        });
    }
    nics
}

fn awsvpc(configuration: &Value, listens: Ranges) -> Place<'_> {
    Place {
        subnets: items(within(configuration, "Subnets")),
        groups: items(within(configuration, "SecurityGroups")),
        // Absent means ENABLED only where ECS itself runs tasks outside a service; it is never assumed off.
        public: text_of(within(configuration, "AssignPublicIp")) != "DISABLED",
        listens,
    }
}

/// A task that the pipeline runs by itself, such as the migration: its `Metadata` says where.
fn run_by_hand(task: &Resource) -> Option<Place<'_>> {
    let place = task.metadata.get("RunsIn")?;
    Some(awsvpc(place, container_ports(task)))
}

fn in_cloud(resource: &Resource) -> Option<Place<'_>> {
    let config = resource.at("VpcConfig");
    let subnets = ["SubnetIds", "Subnets"]
        .map(|key| within(config, key))
        .into_iter()
        .find(|one| !one.is_null())?;
    let groups = items(within(config, "SecurityGroupIds"));
    Some(Place { subnets: items(subnets), groups, public: false, listens: Ranges::default() })
}

fn balancer<'a>(model: &'a Model, resource: &'a Resource) -> Place<'a> {
    let own = model.kind("AWS::ElasticLoadBalancingV2::Listener");
    let own = own.filter(|listener| {
        model.target(listener.at("LoadBalancerArn")).is_some_and(|one| one.name == resource.name)
    });
    Place {
        subnets: resource.list("Subnets"),
        groups: resource.list("SecurityGroups"),
        // Absent means internet-facing.
        public: resource.text("Scheme") != "internal",
        listens: ports(own.map(|listener| listener.at("Port"))),
    }
}

fn database<'a>(model: &'a Model, resource: &'a Resource) -> Place<'a> {
    let cluster = model.target(resource.at("DBClusterIdentifier"));
    let with = cluster.unwrap_or(resource);
    Place {
        subnets: subnet_group(model, with),
        groups: ["VPCSecurityGroups", "VpcSecurityGroupIds"]
            .map(|key| with.list(key))
            .into_iter()
            .find(|one| !one.is_empty())
            .unwrap_or(&[]),
        public: !resource.is_false("PubliclyAccessible"),
        listens: database_port(with),
    }
}

fn cluster<'a>(model: &'a Model, resource: &'a Resource) -> Place<'a> {
    Place {
        subnets: subnet_group(model, resource),
        groups: resource.list("VpcSecurityGroupIds"),
        public: resource.is_true("PubliclyAccessible"),
        listens: database_port(resource),
    }
}

fn subnet_group<'a>(model: &'a Model, resource: &'a Resource) -> &'a [Value] {
    model.target(resource.at("DBSubnetGroupName")).map_or(&[], |group| group.list("SubnetIds"))
}

fn database_port(resource: &Resource) -> Ranges {
    let engine = resource.text("Engine");
    let usual = if engine.contains("mysql") { 3306 } else { 5432 };
    let port = resource.number("Port").and_then(|port| u16::try_from(port).ok()).unwrap_or(usual);
    traffic::tcp(port)
}

fn endpoint(resource: &Resource) -> Option<Place<'_>> {
    if resource.text("VpcEndpointType") != "Interface" {
        return None;
    }
    let service = route::service(&resource.text("ServiceName"));
    let ports: &[u16] = if service == "email-smtp" { SMTP_PORTS } else { &[443] };
    let listens = ports.iter().fold(Ranges::default(), |all, port| all.union(&traffic::tcp(*port)));
    let (subnets, groups) = (resource.list("SubnetIds"), resource.list("SecurityGroupIds"));
    Some(Place { subnets, groups, public: false, listens })
}

/// The ports that the containers of a task listen on.
pub fn container_ports(task: &Resource) -> Ranges {
    let mappings = task
        .list("ContainerDefinitions")
        .iter()
        .flat_map(|container| items(within(container, "PortMappings")));
    ports(mappings.map(|mapping| within(mapping, "ContainerPort")))
}

fn ports<'a>(numbers: impl Iterator<Item = &'a Value>) -> Ranges {
    let ports = numbers.filter_map(number_of).filter_map(|port| u16::try_from(port).ok());
    ports.fold(Ranges::default(), |all, port| all.union(&traffic::tcp(port)))
}
