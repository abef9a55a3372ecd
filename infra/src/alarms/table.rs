//! The table: each line is an alarm, when it rings and what that means.

use super::{Alarm, Place, Subject, UNWELL, When};
use crate::{
    params::{Database, Environment, Fleet},
    program::Role,
};

const MINUTE: u32 = 60;
const FIVE: u32 = 300;

/// The table.
pub fn alarms(env: &Environment) -> Vec<Alarm> {
    let mut all = Vec::new();
    all.extend(sites());
    all.extend(tasks(env));
    all.extend(program());
    all.extend(edge());
    all.extend(database(env));
    all
}

fn alarm(
    name: &'static str,
    (place, subject): (Place, Subject),
    (metric, statistic): (&'static str, &'static str),
    (when, threshold): (When, f64),
    span: (u32, u32, u32),
    why: &'static str,
) -> Alarm {
    Alarm { name, place, subject, metric, statistic, when, threshold, span, why }
}

/// Whether the sites answer, and how fast: a deployment that makes these ring is taken back.
fn sites() -> Vec<Alarm> {
    use Place::App;
    use Role::{Customer, Staff};
    use Subject::{Door, Targets};
    use When::{Above, AtLeast};
    let unwell = |name, role, why| {
        alarm(name, (App, Targets(role)), (UNWELL, "Maximum"), (AtLeast, 1.0), (MINUTE, 3, 3), why)
    };
    let errors = ("HTTPCode_Target_5XX_Count", "Sum");
    let slow = ("TargetResponseTime", "p95");
    let often = (MINUTE, 3, 2);
    vec![
        alarm(
            "customer-errors",
            (App, Door(Customer)),
            errors,
            (AtLeast, 10.0),
            often,
            "The customers' site answers with errors",
        ),
        alarm(
            "customer-slow",
            (App, Door(Customer)),
            slow,
            (Above, 2.0),
            (MINUTE, 5, 3),
            "One page in twenty of the customers' site takes more than two seconds",
        ),
        alarm(
            "staff-errors",
            (App, Door(Staff)),
            errors,
            (AtLeast, 5.0),
            often,
            "The staff's site answers with errors",
        ),
        alarm(
            "staff-slow",
            (App, Door(Staff)),
            slow,
            (Above, 4.0),
            (MINUTE, 5, 3),
            "One page in twenty of the staff's site takes more than four seconds",
        ),
        unwell("customer-unwell", Customer, "A task of the customers' site is not well"),
        unwell("staff-unwell", Staff, "A task of the staff's site is not well"),
    ]
}

/// Whether enough tasks stand behind a door, and how hard they work.
fn tasks(env: &Environment) -> Vec<Alarm> {
    use Place::Ops;
    use Role::{Customer, Staff};
    use Subject::{Door, Service, Targets};
    use When::{Above, AtLeast, Below};
    let silent = ("HTTPCode_ELB_5XX_Count", "Sum");
    let healthy = ("HealthyHostCount", "Minimum");
    let (cpu, memory) = (("CPUUtilization", "Average"), ("MemoryUtilization", "Average"));
    let often = (MINUTE, 3, 2);
    let long = (FIVE, 3, 3);
    let least = |fleet: Fleet| (Below, f64::from(fleet.least));
    vec![
        alarm(
            "customer-silent",
            (Ops, Door(Customer)),
            silent,
            (AtLeast, 5.0),
            often,
            "The load balancer finds no task of the customers' site to answer",
        ),
        alarm(
            "staff-silent",
            (Ops, Door(Staff)),
            silent,
            (AtLeast, 5.0),
            often,
            "The load balancer finds no task of the staff's site to answer",
        ),
        alarm(
            "customer-few",
            (Ops, Targets(Customer)),
            healthy,
            least(env.customer),
            (MINUTE, 5, 5),
            "Fewer tasks of the customers' site are healthy than there should be at least",
        ),
        alarm(
            "staff-few",
            (Ops, Targets(Staff)),
            healthy,
            least(env.staff),
            (MINUTE, 5, 5),
            "Fewer tasks of the staff's site are healthy than there should be at least",
        ),
        alarm(
            "customer-cpu",
            (Ops, Service(Customer)),
            cpu,
            (Above, 85.0),
            long,
            "The customers' tasks are at their limit although more were started",
        ),
        alarm(
            "customer-memory",
            (Ops, Service(Customer)),
            memory,
            (Above, 85.0),
            long,
            "The customers' tasks are short of memory",
        ),
        alarm(
            "staff-cpu",
            (Ops, Service(Staff)),
            cpu,
            (Above, 85.0),
            long,
            "The staff's tasks, which do the background work too, are at their limit",
        ),
        alarm(
            "staff-memory",
            (Ops, Service(Staff)),
            memory,
            (Above, 85.0),
            long,
            "The staff's tasks are short of memory",
        ),
    ]
}

fn program() -> Vec<Alarm> {
    use When::{Above, AtLeast};
    let says = |name, signal, count, why| {
        let subject = (Place::Ops, Subject::Program);
        alarm(name, subject, (signal, "Sum"), (AtLeast, count), (FIVE, 1, 1), why)
    };
    let mail = (Place::Ops, Subject::Mail);
    vec![
        says("program-errors", "errors", 5.0, "The program logged five errors in five minutes"),
        says(
            "program-panics",
            "panics",
            1.0,
            "A request or job was given up by a fault in the program",
        ),
        says(
            "failed-jobs",
            "failed-jobs",
            3.0,
            "Background work fails: imports, mails or erasures wait",
        ),
        says(
            "mail-given-up",
            "mail-given-up",
            1.0,
            "A letter could not be delivered after all tries",
        ),
        says("malware", "malware", 1.0, "INCIDENT: a customer gave a file with malware in it"),
        says(
            "held-pictures",
            "held-pictures",
            5.0,
            "The scanner does not answer: pictures are held",
        ),
        says(
            "foreign-networks",
            "foreign-networks",
            20.0,
            "INCIDENT: somebody from a foreign network came as far as the staff's site",
        ),
        says(
            "refused-names",
            "refused-names",
            1.0,
            "INCIDENT: something inside asked for a name that is on no list",
        ),
        alarm(
            "mail-bounces",
            mail,
            ("Reputation.BounceRate", "Average"),
            (Above, 0.05),
            (3600, 1, 1),
            "More than 5 % of letters come back: SES may stop the sender",
        ),
        alarm(
            "mail-complaints",
            mail,
            ("Reputation.ComplaintRate", "Average"),
            (Above, 0.001),
            (3600, 1, 1),
            "More than one letter in a thousand is called spam",
        ),
    ]
}

fn edge() -> Vec<Alarm> {
    use When::{Above, Below};
    let at = |subject| (Place::Edge, subject);
    vec![
        alarm(
            "edge-errors",
            at(Subject::Distribution),
            ("5xxErrorRate", "Average"),
            (Above, 5.0),
            (MINUTE, 5, 3),
            "Customers get errors from CloudFront, or from behind it",
        ),
        alarm(
            "edge-blocked",
            at(Subject::Firewall),
            ("BlockedRequests", "Sum"),
            (Above, 2000.0),
            (FIVE, 1, 1),
            "INCIDENT: the firewall turns away an unusual number of requests",
        ),
        alarm(
            "edge-unreachable",
            at(Subject::Outside),
            ("HealthCheckStatus", "Minimum"),
            (Below, 1.0),
            (MINUTE, 3, 3),
            "The customers' site cannot be reached from outside",
        ),
    ]
}

fn database(env: &Environment) -> Vec<Alarm> {
    use When::{Above, Below};
    let at = (Place::Ops, Subject::Database);
    let long = (FIVE, 3, 3);
    // PostgreSQL on RDS lends one connection for each 9.5 MB of the machine: some 80 on the smallest,
    // 170 on the next.
    let smallest = matches!(env.database, Database::Instance { class: "db.t4g.micro", .. });
    let most = if smallest { 60.0 } else { 120.0 };
    let mut all = vec![
        alarm(
            "database-cpu",
            at,
            ("CPUUtilization", "Average"),
            (Above, 80.0),
            long,
            "The database is at its limit",
        ),
        alarm(
            "database-memory",
            at,
            ("FreeableMemory", "Average"),
            (Below, 100_000_000.0),
            long,
            "The database is short of memory",
        ),
        alarm(
            "database-connections",
            at,
            ("DatabaseConnections", "Maximum"),
            (Above, most),
            long,
            "The database lends nearly all of its connections",
        ),
    ];
    if let Database::Instance { class, .. } = env.database {
        all.push(alarm(
            "database-storage",
            at,
            ("FreeStorageSpace", "Minimum"),
            (Below, 4_000_000_000.0),
            (FIVE, 2, 2),
            "The database's disk is nearly full, although it grows by itself",
        ));
        if class.starts_with("db.t") {
            all.push(alarm(
                "database-credits",
                at,
                ("CPUCreditBalance", "Minimum"),
                (Below, 30.0),
                long,
                "The database works more than its size allows in the long run",
            ));
        }
    }
    all
}
