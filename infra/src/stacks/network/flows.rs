//! Who may talk to whom: one table. Of each line both sides are made, the rule that lets it out and
//! the one that lets it in, with the same intent; what stands in no line is not allowed. (DNS to
//! the VPC's resolver passes no security group: see `dns`.)

use serde_json::{Value, json};

use crate::{
    params::{Egress, Environment},
    program::{CUSTOMER_PORT, DATABASE_PORT, MAIL_PORT, PROXY_PORT, STAFF_PORT},
    template::{Id, Resource, Stack, camel, import, name_tag},
};

/// A security group: what has it may do what its flows say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The load balancer of the customers' site.
    CustomerDoor,
    /// The tasks of the customers' site.
    Customer,
    /// The load balancer of the staff's site.
    StaffDoor,
    /// The tasks of the staff's site.
    Staff,
    /// The task that migrates the database.
    Migrate,
    /// The database.
    Database,
    /// The private ways to images and logs, which every task needs.
    Endpoint,
    /// The private way to secrets.
    Secrets,
    /// The private way to the mail server of SES.
    Mail,
    /// The proxy to the Internet.
    Proxy,
}

/// An end of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// What has this group.
    Group(Group),
    /// CloudFront's servers towards origins, a list AWS keeps.
    CloudFront,
    /// S3 by its gateway endpoint, a list AWS keeps.
    S3,
    /// The bank's networks.
    Bank,
    /// Anybody.
    Internet,
}

/// What is allowed, and why.
#[derive(Debug, Clone, Copy)]
pub struct Flow {
    /// Who begins.
    pub from: End,
    /// Whom it reaches.
    pub to: End,
    /// The TCP port.
    pub port: u16,
    /// The intent; it stands in the rules (no apostrophes: AWS refuses them).
    pub why: &'static str,
}

const HTTPS: u16 = 443;

impl Group {
    /// All of an environment.
    pub fn all(env: &Environment) -> Vec<Self> {
        let mut all = vec![
            Self::CustomerDoor,
            Self::Customer,
            Self::StaffDoor,
            Self::Staff,
            Self::Migrate,
            Self::Database,
            Self::Endpoint,
            Self::Secrets,
            Self::Mail,
        ];
        if env.egress == Egress::Proxy {
            all.push(Self::Proxy);
        }
        all
    }

    /// Its word in names.
    pub fn name(self) -> &'static str {
        match self {
            Self::CustomerDoor => "customer-door",
            Self::Customer => "customer",
            Self::StaffDoor => "staff-door",
            Self::Staff => "staff",
            Self::Migrate => "migrate",
            Self::Database => "database",
            Self::Endpoint => "endpoint",
            Self::Secrets => "secrets",
            Self::Mail => "mail",
            Self::Proxy => "proxy",
        }
    }

    fn intent(self) -> &'static str {
        match self {
            Self::CustomerDoor => "Load balancer of the customer site: only CloudFront reaches it",
            Self::Customer => "Tasks of the customer site: only their load balancer reaches them",
            Self::StaffDoor => "Load balancer of the staff site: only bank networks reach it",
            Self::Staff => "Tasks of the staff site: only their load balancer reaches them",
            Self::Migrate => "The task that migrates the database: nobody reaches it",
            Self::Database => "The database: only tasks reach it, and it reaches nothing",
            Self::Endpoint => "Private ways to images and logs: only tasks reach them",
            Self::Secrets => "Private way to secrets: only tasks that are given some reach it",
            Self::Mail => "Private way to the mail server of SES: only tasks that send reach it",
            Self::Proxy => "Proxy with a list of domains: the only way from tasks to the Internet",
        }
    }

    /// It, seen from another stack.
    pub fn import(self, env: &Environment) -> Value {
        import(env, &format!("{}-group", self.name()))
    }

    fn here(self) -> Value {
        json!({"Fn::GetAtt": [self.id(), "GroupId"]})
    }

    fn id(self) -> String {
        format!("{}Group", camel(self.name()))
    }
}

/// The table.
pub fn flows(env: &Environment) -> Vec<Flow> {
    use End::{Bank, CloudFront, Internet, S3};
    use Group::{
        Customer, CustomerDoor, Database, Endpoint, Mail, Migrate, Proxy, Secrets, Staff, StaffDoor,
    };
    let group = End::Group;
    let flow = |from, to, port, why| Flow { from, to, port, why };
    let mut all = vec![
        flow(
            CloudFront,
            group(CustomerDoor),
            HTTPS,
            "Customers come by CloudFront and no other way",
        ),
        flow(
            group(CustomerDoor),
            group(Customer),
            CUSTOMER_PORT,
            "Requests of customers, and health",
        ),
        flow(Bank, group(StaffDoor), HTTPS, "Staff come from networks of the bank only"),
        flow(group(StaffDoor), group(Staff), STAFF_PORT, "Requests of staff, and health"),
        flow(group(Customer), group(Database), DATABASE_PORT, "Rows of customers"),
        flow(group(Staff), group(Database), DATABASE_PORT, "Rows of staff, and background work"),
        flow(group(Migrate), group(Database), DATABASE_PORT, "Migrations before a deployment"),
        flow(group(Staff), group(Mail), MAIL_PORT, "Letters leave with the background work"),
    ];
    for task in [Customer, Staff, Migrate] {
        let why = "Images and logs, by private ways";
        all.push(flow(group(task), group(Endpoint), HTTPS, why));
        let why = "Secrets the task is given, by a private way";
        all.push(flow(group(task), group(Secrets), HTTPS, why));
        let why = "Layers of images and sealed files, by the gateway of S3";
        all.push(flow(group(task), S3, HTTPS, why));
    }
    if env.egress == Egress::Proxy {
        for task in [Customer, Staff] {
            let why = "Calls to vendors on the list, by the proxy";
            all.push(flow(group(task), group(Proxy), PROXY_PORT, why));
        }
        all.push(flow(group(Proxy), Internet, HTTPS, "Vendors on the list, which the proxy keeps"));
        let why = "The image and the log of the proxy; it is given no secret";
        all.push(flow(group(Proxy), group(Endpoint), HTTPS, why));
        all.push(flow(group(Proxy), S3, HTTPS, "Layers of the image of the proxy"));
    }
    all
}

/// Makes the groups and their rules, and exports the groups.
pub(super) fn groups(stack: &mut Stack, env: &Environment, vpc: &Id) {
    for group in Group::all(env) {
        // A group without any rule of its own would let everything out.
        let nothing = json!([{
            "IpProtocol": "-1", "CidrIp": "127.0.0.1/32",
            "Description": "Nothing leaves but by the rules that follow",
        }]);
        let body = json!({
            "GroupDescription": group.intent(), "VpcId": vpc.reference(),
            "SecurityGroupEgress": nothing,
            "Tags": name_tag(&env.named(group.name())),
        });
        stack.add(group.id(), Resource::new("AWS::EC2::SecurityGroup", body));
        stack.export(&format!("{}-group", group.name()), group.intent(), &group.here());
    }
    let lists = Lists {
        cloudfront: prefix_list(stack, "CloudFrontPrefixList", "pl-58a04531", "CloudFront"),
        s3: prefix_list(stack, "S3PrefixList", "pl-61a54008", "S3"),
    };
    for flow in flows(env) {
        if let End::Group(from) = flow.from {
            let far = far_ends(env, flow.to, &lists, "Destination");
            rules(stack, "AWS::EC2::SecurityGroupEgress", "To", (from, &flow), far);
        }
        if let End::Group(to) = flow.to {
            let far = far_ends(env, flow.from, &lists, "Source");
            rules(stack, "AWS::EC2::SecurityGroupIngress", "From", (to, &flow), far);
        }
    }
}

struct Lists {
    cloudfront: Value,
    s3: Value,
}

fn prefix_list(stack: &mut Stack, id: &str, known: &str, whose: &str) -> Value {
    let why = format!(
        "The list of addresses AWS keeps for {whose} in Tokyo; day1.sh compares the default with \
         what AWS says"
    );
    stack.parameter(id, &why, "^pl-[0-9a-f]{8,17}$", Some(known))
}

/// The other side of a rule: a name for it, the property and its value.
fn far_ends(
    env: &Environment,
    end: End,
    lists: &Lists,
    side: &str,
) -> Vec<(String, String, Value)> {
    let list = |name: &str, value: &Value| {
        vec![(name.to_owned(), format!("{side}PrefixListId"), value.clone())]
    };
    match end {
        End::Group(group) => {
            vec![(camel(group.name()), format!("{side}SecurityGroupId"), group.here())]
        }
        End::CloudFront => list("CloudFront", &lists.cloudfront),
        End::S3 => list("S3", &lists.s3),
        End::Internet => vec![("Internet".to_owned(), "CidrIp".to_owned(), json!("0.0.0.0/0"))],
        End::Bank => {
            let v4 = env.staff_networks().iter().map(|network| ("CidrIp", network));
            let v6 = env.staff_networks_v6().iter().map(|network| ("CidrIpv6", network));
            v4.chain(v6)
                .enumerate()
                .map(|(index, (key, network))| {
                    (format!("Bank{}", index + 1), key.to_owned(), json!(network))
                })
                .collect()
        }
    }
}

fn rules(
    stack: &mut Stack,
    kind: &'static str,
    way: &str,
    (group, flow): (Group, &Flow),
    far: Vec<(String, String, Value)>,
) {
    for (name, property, value) in far {
        let mut body = json!({
            "GroupId": group.here(), "IpProtocol": "tcp",
            "FromPort": flow.port, "ToPort": flow.port, "Description": flow.why,
        });
        if let Some(body) = body.as_object_mut() {
            body.insert(property, value);
        }
        let id = format!("{}{way}{name}{}", camel(group.name()), flow.port);
        stack.add(id, Resource::new(kind, body));
    }
}
