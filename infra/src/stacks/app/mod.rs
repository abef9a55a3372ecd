//! The program: two services behind two load balancers that share nothing but the database, the
//! buckets and the cluster.

mod door;
mod fleet;
pub mod proxy;
pub mod schema;
pub mod task;

use serde_json::json;

use crate::{
    alarms::{self, Place, Subject},
    params::{Egress, Environment, StaffAccess},
    program::Role,
    stacks::network::{Tier, flows::Group},
    template::{Id, Resource, Stack, TOKYO, import},
};

/// The stack.
pub fn stack(env: &Environment) -> Stack {
    let mut stack = Stack::new(
        env,
        "app",
        TOKYO,
        "the services of customers and of staff, their load balancers, scaling, and the alarms \
         that take a deployment back",
    );
    let image = task::image(&mut stack, "kura");
    let internal = env.staff_access == StaffAccess::Internal;
    let customer_door = door::Door {
        role: Role::Customer,
        group: Group::CustomerDoor,
        tier: Tier::Door,
        host: env.customer_host(),
        dual: false,
        // Paths of letters' links are secrets, and this log would hold them; CloudFront's log, which
        // leaves paths out, and the program's own stand for it.
        log: false,
    };
    let staff_door = door::Door {
        role: Role::Staff,
        group: Group::StaffDoor,
        tier: if internal { Tier::Door } else { Tier::Public },
        host: env.staff_host(),
        dual: !env.staff_networks_v6().is_empty(),
        log: true,
    };
    for (door, fleet) in [(customer_door, env.customer), (staff_door, env.staff)] {
        let made = door::add(&mut stack, env, &door);
        let names = alarms::add(&mut stack, env, Place::App, |subject| match subject {
            Subject::Door(role) if role == door.role => {
                Some(vec![("LoadBalancer".to_owned(), made.balancer.get("LoadBalancerFullName"))])
            }
            Subject::Targets(role) if role == door.role => {
                let group =
                    |group: &Id| ("TargetGroup".to_owned(), group.get("TargetGroupFullName"));
                let door = made.balancer.get("LoadBalancerFullName");
                Some(vec![("LoadBalancer".to_owned(), door), group(&made.blue), group(&made.green)])
            }
            _ => None,
        });
        let task = task::add(&mut stack, env, door.role, fleet, &image);
        fleet::add(
            &mut stack,
            env,
            &fleet::Service { door: &door, made: &made, task, fleet, alarms: names },
        );
    }
    staff_records(&mut stack, env);
    if env.egress == Egress::Proxy {
        proxy::add(&mut stack, env);
    }
    stack
}

fn staff_records(stack: &mut Stack, env: &Environment) {
    let mut kinds = vec!["A"];
    if !env.staff_networks_v6().is_empty() {
        kinds.push("AAAA");
    }
    for kind in kinds {
        let body = json!({
            "HostedZoneId": import(env, "zone"), "Name": env.staff_host(), "Type": kind,
            "AliasTarget": {
                "DNSName": {"Fn::GetAtt": ["StaffDoor", "DNSName"]},
                "HostedZoneId": {"Fn::GetAtt": ["StaffDoor", "CanonicalHostedZoneID"]},
                "EvaluateTargetHealth": false,
            },
        });
        let name = format!("StaffRecord{kind}");
        stack.add(name, Resource::new("AWS::Route53::RecordSet", body));
    }
}
