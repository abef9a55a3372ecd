//! The values themselves: what the bank changes.

use ipnet::Ipv4Net;

use super::{Bank, Database, Egress, Environment, Fleet, Hybrid, Keeping, SignIn, StaffAccess};

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
            former_versions: 35,
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

/// `10.40.<third>.0/20`.
fn slash20(third: u8) -> Ipv4Net {
    let address = std::net::Ipv4Addr::new(10, 40, third, 0);
    // A prefix of 20 is one; the whole of IPv4 would be refused by every test.
    Ipv4Net::new(address, 20).unwrap_or_default()
}
