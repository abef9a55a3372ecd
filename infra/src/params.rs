//! What differs between the environments, and nothing else does: every value is here, typed, with
//! its reason. Names, addresses and accounts of the bank are placeholders from ranges reserved for
//! documents (RFC 2606, 5737, 3849; AWS's own sample accounts) until the bank gives its own.

use ipnet::Ipv4Net;

/// An environment, in an AWS account of its own.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `dev`, `stg`, `prod`; part of every name.
    pub name: &'static str,
    /// The AWS account.
    pub account: &'static str,
    /// The public DNS zone; customers type it as it is, staff with `staff.` before it.
    pub zone: &'static str,
    /// The VPC's addresses, a /20: sixteen subnets of /24. None overlaps with another's, so that
    /// all can be joined to the bank's network later.
    pub vpc: Ipv4Net,
    /// In how many zones the interface endpoints stand: two, or one where an outage is bearable.
    pub endpoint_zones: usize,
    /// Where the staff's site can be reached from.
    pub staff_access: StaffAccess,
    /// Whether tasks may call anything on the Internet.
    pub egress: Egress,
    /// Who knows the customers' passwords.
    pub sign_in: SignIn,
    /// The database.
    pub database: Database,
    /// The tasks of the customers' site.
    pub customer: Fleet,
    /// The tasks of the staff's site, which do the background work too.
    pub staff: Fleet,
    /// How long things are kept.
    pub keeping: Keeping,
    /// The month's budget in US dollars; business staff are told at 50, 80 and 100 % of it.
    pub budget: u32,
    /// The way into the bank's own network.
    pub hybrid: Hybrid,
    /// Bank's networks and people, the same for all environments.
    pub bank: Bank,
}

/// Where the staff's site can be reached from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffAccess {
    /// A load balancer with public addresses, open to the bank's own public addresses.
    Internet,
    /// An internal load balancer, open to the bank's private networks over [`Hybrid`].
    Internal,
}

/// Whether tasks may call anything on the Internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Egress {
    /// There is no route, and names outside the list are not even resolved.
    None,
    /// By a proxy with a list of domains.
    Proxy,
}

/// Who knows the customers' passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// The program itself.
    Own,
    /// A Cognito user pool, by OpenID Connect; needs [`Egress::Proxy`].
    Cognito,
}

/// The database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// RDS for PostgreSQL.
    Instance {
        /// Such as `db.t4g.small`.
        class: &'static str,
        /// A synchronous standby in the other zone.
        standby: bool,
        /// Gigabytes to begin with.
        storage: u32,
        /// Gigabytes it may grow to by itself.
        most_storage: u32,
    },
    /// Aurora PostgreSQL Serverless v2, a writer and a reader in two zones.
    Aurora {
        /// Least capacity, in halves of an ACU.
        least_halves: u32,
        /// Most capacity, in halves of an ACU.
        most_halves: u32,
    },
}

/// Tasks of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fleet {
    /// CPU units; 1024 are one core.
    pub cpu: u32,
    /// Megabytes.
    pub memory: u32,
    /// How many at least; two stand in two zones.
    pub least: u32,
    /// How many at most.
    pub most: u32,
}

/// How long things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// Days of logs at hand.
    pub logs: u32,
    /// Years of the audit trail and of CloudTrail, locked against everybody.
    pub audit_years: u32,
    /// Days the database can be put back to any second of.
    pub point_in_time: u32,
    /// Days of daily backups in Tokyo.
    pub backups: u32,
    /// Days of their copies in Osaka.
    pub distant_backups: u32,
    /// Days locked documents' former versions stay.
    pub former_versions: u32,
    /// Whether locks hold against the account's own administrators, and databases refuse deletion.
    pub locked: bool,
}

/// The way into the bank's own network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hybrid {
    /// None yet.
    Off,
    /// IPsec over the Internet to the bank's router: two tunnels.
    Vpn {
        /// The router's public address.
        router: &'static str,
        /// Its autonomous system.
        system: u32,
    },
    /// A private line; the gateway is the bank's.
    DirectConnect {
        /// The Direct Connect gateway.
        gateway: &'static str,
    },
}

/// What the bank is to the environments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bank {
    /// Public addresses of its offices.
    pub public_v4: &'static [&'static str],
    /// The same, IPv6.
    pub public_v6: &'static [&'static str],
    /// Its private networks, for [`StaffAccess::Internal`].
    pub private: &'static [&'static str],
    /// Who is told of failures and incidents.
    pub administrators: &'static str,
    /// Who is told of the bill.
    pub business: &'static str,
    /// What else may be called, with [`Egress::Proxy`]; a leading dot means subdomains too.
    pub vendors: &'static [&'static str],
}

const BANK: Bank = Bank {
    public_v4: &["192.0.2.0/28", "198.51.100.16/28"],
    public_v6: &["2001:db8:ba2c::/48"],
    private: &["10.0.0.0/14"],
    administrators: "administrators@bank.example",
    business: "asset-status@bank.example",
    vendors: &["api.vendor.example"],
};

/// The account that builds, signs and sends out; it holds no customer's data.
pub const TOOLS_ACCOUNT: &str = "111122223333";

const SMALL: Fleet = Fleet { cpu: 256, memory: 512, least: 2, most: 6 };

/// For trying changes: one of everything, no data worth keeping, no standby.
pub fn dev() -> Environment {
    Environment {
        name: "dev",
        account: "444455556666",
        zone: "dev.assetstatus.example",
        vpc: slash20(0),
        endpoint_zones: 1,
        database: Database::Instance {
            class: "db.t4g.micro",
            standby: false,
            storage: 20,
            most_storage: 40,
        },
        customer: Fleet { least: 1, most: 2, ..SMALL },
        staff: Fleet { least: 1, most: 2, ..SMALL },
        keeping: Keeping {
            logs: 30,
            audit_years: 1,
            point_in_time: 1,
            backups: 7,
            distant_backups: 7,
            former_versions: 7,
            locked: false,
        },
        budget: 250,
        ..prod()
    }
}

/// For accepting changes: prod's shape with made-up data, the smallest sizes.
pub fn stg() -> Environment {
    Environment {
        name: "stg",
        account: "777788889999",
        zone: "stg.assetstatus.example",
        vpc: slash20(16),
        database: Database::Instance {
            class: "db.t4g.micro",
            standby: true,
            storage: 20,
            most_storage: 40,
        },
        customer: Fleet { most: 4, ..SMALL },
        staff: Fleet { most: 2, ..SMALL },
        keeping: Keeping {
            logs: 90,
            audit_years: 1,
            point_in_time: 7,
            backups: 14,
            distant_backups: 14,
            former_versions: 30,
            locked: false,
        },
        budget: 350,
        ..prod()
    }
}

/// For the thousand customers of the test.
pub fn prod() -> Environment {
    Environment {
        name: "prod",
        account: "123456789012",
        zone: "assetstatus.example",
        vpc: slash20(32),
        endpoint_zones: 2,
        staff_access: StaffAccess::Internet,
        egress: Egress::None,
        sign_in: SignIn::Own,
        database: Database::Instance {
            class: "db.t4g.small",
            standby: true,
            storage: 20,
            most_storage: 100,
        },
        customer: SMALL,
        staff: Fleet { most: 4, ..SMALL },
        keeping: Keeping {
            logs: 400,
            audit_years: 7,
            point_in_time: 14,
            backups: 35,
            distant_backups: 35,
            former_versions: 90,
            locked: true,
        },
        budget: 400,
        hybrid: Hybrid::Off,
        bank: BANK,
    }
}

/// The environments, in the order a change passes through them.
pub fn environments() -> Vec<Environment> {
    vec![dev(), stg(), prod()]
}

/// What prod would be with one choice made otherwise; synthesized and checked like prod, so that
/// the choice can be made on the day it is wanted. In `out/options/<name>`.
pub fn options() -> Vec<(&'static str, Environment)> {
    let vpn = Hybrid::Vpn { router: "203.0.113.10", system: 65_010 };
    let line = Hybrid::DirectConnect { gateway: "00000000-0000-0000-0000-000000000000" };
    let aurora = Database::Aurora { least_halves: 1, most_halves: 8 };
    vec![
        ("proxy", Environment { egress: Egress::Proxy, ..prod() }),
        ("cognito", Environment { egress: Egress::Proxy, sign_in: SignIn::Cognito, ..prod() }),
        ("aurora", Environment { database: aurora, ..prod() }),
        ("vpn", Environment { staff_access: StaffAccess::Internal, hybrid: vpn, ..prod() }),
        ("line", Environment { staff_access: StaffAccess::Internal, hybrid: line, ..prod() }),
    ]
}

impl Environment {
    /// The name of a thing in this environment: `kura-prod-documents`.
    pub fn named(&self, thing: &str) -> String {
        format!("kura-{}-{thing}", self.name)
    }

    /// The same for a bucket, whose name must be the only one in the world.
    pub fn bucket(&self, thing: &str) -> String {
        format!("kura-{}-{thing}-{}", self.name, self.account)
    }

    /// Where customers come.
    pub fn customer_host(&self) -> String {
        self.zone.to_owned()
    }

    /// Where the bank's people come.
    pub fn staff_host(&self) -> String {
        format!("staff.{}", self.zone)
    }

    /// The networks the staff's site is open to, IPv4.
    pub fn staff_networks(&self) -> &'static [&'static str] {
        match self.staff_access {
            StaffAccess::Internet => self.bank.public_v4,
            StaffAccess::Internal => self.bank.private,
        }
    }

    /// The same, IPv6.
    pub fn staff_networks_v6(&self) -> &'static [&'static str] {
        match self.staff_access {
            StaffAccess::Internet => self.bank.public_v6,
            StaffAccess::Internal => &[],
        }
    }
}

/// `10.40.<third>.0/20`.
fn slash20(third: u8) -> Ipv4Net {
    let address = std::net::Ipv4Addr::new(10, 40, third, 0);
    // A prefix of 20 is one; the whole of IPv4 would be refused by every test.
    Ipv4Net::new(address, 20).unwrap_or_default()
}
