//! The network: one VPC in two zones, in tiers that meet only as `flows` says.

pub mod dns;
pub mod endpoints;
pub mod flows;
mod logs;
pub mod notices;

use serde_json::{Value, json};

use crate::{
    keys,
    params::{Egress, Environment, StaffAccess},
    template::{Id, Resource, Stack, TOKYO, name_tag, sub},
};

/// The zones things stand in twice. Named, not asked for: `1b` takes no new accounts, and a proof
/// over templates needs to know that the two differ.
pub const ZONES: [(&str, &str); 2] = [("A", "ap-northeast-1a"), ("C", "ap-northeast-1c")];

/// A tier of subnets, a /24 in each zone, counted from the VPC's first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// With public addresses and a route to the Internet: the staff's load balancer, the proxy.
    Public,
    /// CloudFront's private origin and the internal load balancers.
    Door,
    /// Tasks, and the endpoints of AWS's services.
    Task,
    /// The database.
    Data,
}

impl Tier {
    /// Its word in names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Door => "door",
            Self::Task => "task",
            Self::Data => "data",
        }
    }

    fn first(self) -> usize {
        match self {
            Self::Public => 0,
            Self::Door => 2,
            Self::Task => 4,
            Self::Data => 6,
        }
    }

    /// The networks of its subnets.
    pub fn networks(self, env: &Environment) -> Vec<String> {
        let subnets = env.vpc.subnets(24).into_iter().flatten().skip(self.first());
        subnets.take(ZONES.len()).map(|subnet| subnet.to_string()).collect()
    }

    /// The name another stack imports one of its subnets by.
    pub fn export(self, zone: &str) -> String {
        format!("{}-subnet-{}", self.name(), zone.to_lowercase())
    }
}

/// What the rest of the stack needs of the VPC.
pub(super) struct Ground {
    vpc: Id,
    /// The subnets of tasks.
    tasks: Vec<Id>,
    /// The route tables that need the way to S3.
    tables: Vec<Id>,
    /// The key of logs.
    key: Id,
}

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let mut stack = Stack::new(
        env,
        "network",
        TOKYO,
        "the VPC, its tiers, who may talk to whom, the private ways to services of AWS, the public \
         DNS zone, and who is told of what",
    );
    let ground = lay_ground(&mut stack, env);
    flows::groups(&mut stack, env, &ground.vpc);
    endpoints::add(&mut stack, env, &ground);
    dns::add(&mut stack, env, &ground);
    logs::add(&mut stack, env, &ground);
    notices::add(&mut stack, env, &ground);
    stack
}

/// Whether anything at all has a public address in the VPC.
fn has_public(env: &Environment) -> bool {
    env.staff_access == StaffAccess::Internet || env.egress == Egress::Proxy
}

/// Whether the bank comes by IPv6 too.
fn has_v6(env: &Environment) -> bool {
    !env.staff_networks_v6().is_empty()
}

fn lay_ground(stack: &mut Stack, env: &Environment) -> Ground {
    let key = keys::watch_key(stack, env);
    let vpc = stack.add(
        "Vpc",
        Resource::new(
            "AWS::EC2::VPC",
            json!({
                "CidrBlock": env.vpc.to_string(), "EnableDnsSupport": true,
                "EnableDnsHostnames": true, "Tags": name_tag(&env.named("vpc")),
            }),
        ),
    );
    stack.export("vpc", "The VPC", &vpc.reference());
    let attachment = gateway(stack, env, &vpc);
    let mut tables = Vec::new();
    if has_public(env) {
        let v6 = has_v6(env).then(|| v6_block(stack, &vpc));
        let public = table(stack, env, &vpc, "Public");
        subnets(stack, env, &vpc, Tier::Public, v6.as_ref(), |_, _| public.clone());
        internet_routes(stack, env, &public, &attachment);
        tables.push(public);
    }
    let door = table(stack, env, &vpc, "Door");
    stack.export("door-routes", "The routes of internal load balancers", &door.reference());
    subnets(stack, env, &vpc, Tier::Door, None, |_, _| door.clone());
    let data = table(stack, env, &vpc, "Data");
    subnets(stack, env, &vpc, Tier::Data, None, |_, _| data.clone());
    // A table for each zone, so that a fault in one zone's way cannot touch the other's.
    let tasks = subnets(stack, env, &vpc, Tier::Task, None, |stack, zone| {
        let own = table(stack, env, &vpc, &format!("Task{zone}"));
        stack.export(
            &format!("task-routes-{}", zone.to_lowercase()),
            "The routes of tasks in a zone",
            &own.reference(),
        );
        tables.push(own.clone());
        own
    });
    migration(stack, &tasks);
    Ground { vpc, tasks, tables, key }
}

/// Where a release runs the migration, as `aws ecs run-task` takes it.
fn migration(stack: &mut Stack, tasks: &[Id]) {
    let subnets: Vec<_> = tasks.iter().map(Id::reference).collect();
    let group = json!({"Fn::GetAtt": ["MigrateGroup", "GroupId"]});
    let place = json!({"Fn::Join": ["", [
        "awsvpcConfiguration={assignPublicIp=DISABLED,subnets=[", {"Fn::Join": [",", subnets]},
        "],securityGroups=[", group, "]}",
    ]]});
    stack.export("migrate-network", "Where a release runs the migration", &place);
}

/// The Internet gateway. CloudFront's private origin asks for one in the VPC even if no route leads
/// to it (AWS, "Restrict access with VPC origins").
fn gateway(stack: &mut Stack, env: &Environment, vpc: &Id) -> Id {
    let gateway = stack.add(
        "InternetGateway",
        Resource::new(
            "AWS::EC2::InternetGateway",
            json!({"Tags": name_tag(&env.named("internet"))}),
        ),
    );
    let body = json!({"VpcId": vpc.reference(), "InternetGatewayId": gateway.reference()});
    stack.add("InternetGatewayAttachment", Resource::new("AWS::EC2::VPCGatewayAttachment", body))
}

fn v6_block(stack: &mut Stack, vpc: &Id) -> Id {
    let body = json!({"VpcId": vpc.reference(), "AmazonProvidedIpv6CidrBlock": true});
    stack.add("VpcV6", Resource::new("AWS::EC2::VPCCidrBlock", body))
}

fn table(stack: &mut Stack, env: &Environment, vpc: &Id, name: &str) -> Id {
    let tag = name_tag(&env.named(&format!("{}-routes", name.to_lowercase())));
    let body = json!({"VpcId": vpc.reference(), "Tags": tag});
    stack.add(format!("{name}Routes"), Resource::new("AWS::EC2::RouteTable", body))
}

fn subnets(
    stack: &mut Stack,
    env: &Environment,
    vpc: &Id,
    tier: Tier,
    v6: Option<&Id>,
    mut table: impl FnMut(&mut Stack, &str) -> Id,
) -> Vec<Id> {
    let name = crate::template::camel(tier.name());
    let mut made = Vec::new();
    for (index, ((letter, zone), network)) in ZONES.iter().zip(tier.networks(env)).enumerate() {
        let tag = env.named(&format!("{}-{}", tier.name(), letter.to_lowercase()));
        let mut body = json!({
            "VpcId": vpc.reference(), "AvailabilityZone": zone, "CidrBlock": network,
            "MapPublicIpOnLaunch": false, "Tags": name_tag(&tag),
        });
        if let (Some(_), Some(body)) = (v6, body.as_object_mut()) {
            body.insert("Ipv6CidrBlock".to_owned(), v6_part(vpc, index));
        }
        let mut resource = Resource::new("AWS::EC2::Subnet", body);
        if let Some(v6) = v6 {
            resource = resource.after(v6);
        }
        let subnet = stack.add(format!("{name}Subnet{letter}"), resource);
        let table = table(stack, letter);
        let body = json!({"SubnetId": subnet.reference(), "RouteTableId": table.reference()});
        stack.add(
            format!("{name}Subnet{letter}Routes"),
            Resource::new("AWS::EC2::SubnetRouteTableAssociation", body),
        );
        stack.export(&tier.export(letter), "A subnet", &subnet.reference());
        made.push(subnet);
    }
    made
}

/// The `index`th /64 of the VPC's /56.
fn v6_part(vpc: &Id, index: usize) -> Value {
    let whole = json!({"Fn::Select": [0, vpc.get("Ipv6CidrBlocks")]});
    json!({"Fn::Select": [index, {"Fn::Cidr": [whole, ZONES.len(), 64]}]})
}

fn internet_routes(stack: &mut Stack, env: &Environment, table: &Id, attachment: &Id) {
    let mut ways = vec![("PublicWayOut", "DestinationCidrBlock", "0.0.0.0/0")];
    if has_v6(env) {
        ways.push(("PublicWayOutV6", "DestinationIpv6CidrBlock", "::/0"));
    }
    for (id, key, everywhere) in ways {
        let mut body = json!({
            "RouteTableId": table.reference(), "GatewayId": {"Ref": "InternetGateway"},
        });
        if let Some(body) = body.as_object_mut() {
            body.insert(key.to_owned(), json!(everywhere));
        }
        stack.add(id, Resource::new("AWS::EC2::Route", body).after(attachment));
    }
}

/// The ARN of a bucket of the environment.
pub fn bucket_arn(env: &Environment, bucket: &str, path: &str) -> Value {
    sub(&format!("arn:${{AWS::Partition}}:s3:::{}{path}", env.bucket(bucket)))
}
