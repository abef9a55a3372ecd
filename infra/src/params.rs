//! What differs between the environments, and nothing else does: every value is here, typed, with
//! its reason. Names, addresses and accounts of the bank are placeholders from ranges reserved for
//! documents (RFC 2606, 5737, 3849; AWS's own sample accounts) until the bank gives its own.

mod values;

use ipnet::Ipv4Net;

#[cfg(test)]
pub use values::dev;
pub use values::{TOOLS_ACCOUNT, environments, options, prod, stg};

use crate::template::TOKYO;

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

    /// The domains of the Internet that may be called, by the proxy; a leading dot means subdomains
    /// too. Empty without one.
    pub fn outside(&self) -> Vec<String> {
        let mut domains = Vec::new();
        if self.egress == Egress::Proxy {
            domains.extend(self.bank.vendors.iter().map(|&vendor| vendor.to_owned()));
        }
        if self.sign_in == SignIn::Cognito {
            domains.push(format!("cognito-idp.{TOKYO}.amazonaws.com"));
            domains.push(format!("{}.auth.{TOKYO}.amazoncognito.com", self.named("customers")));
        }
        domains
    }

    /// The name of the proxy's list of these domains: letters and digits only, for Squid asks for that.
    pub fn proxy_list(&self) -> String {
        match self.sign_in {
            SignIn::Own => self.name.to_owned(),
            SignIn::Cognito => format!("{}cognito", self.name),
        }
    }

    /// What in the parameters contradicts itself.
    pub fn contradiction(&self) -> Option<&'static str> {
        if self.sign_in == SignIn::Cognito && self.egress != Egress::Proxy {
            return Some("Cognito's log-in is on the Internet: it needs the proxy");
        }
        if self.staff_access == StaffAccess::Internal && self.hybrid == Hybrid::Off {
            return Some("an internal staff's site needs a way into the bank's network");
        }
        let overlaps = |text: &&str| {
            text.parse::<Ipv4Net>()
                .is_ok_and(|net| net.contains(&self.vpc) || self.vpc.contains(&net))
        };
        if self.bank.private.iter().any(overlaps) {
            return Some("the VPC's addresses are also the bank's");
        }
        None
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
