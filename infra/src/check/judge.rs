//! Everything that is checked of one environment.

use super::finding::Finding;
use super::model::{Environment, Model};
use super::needs::{self, Needs};
use super::net::{Network, build};
use super::reach::{Matrix, matrix};
use super::reviewed::Reviewed;
use super::rules::{self, Scene};
use super::{doors, iam};

/// What is known of an environment, and what is wrong with it.
pub struct Judged {
    /// Its resources.
    pub model: Model,
    /// Its network.
    pub network: Network,
    /// Who reaches whom.
    pub matrix: Matrix,
    /// Which services its tasks need.
    pub needs: Needs,
    /// What is wrong; nothing, if it is as it must be.
    pub findings: Vec<Finding>,
}

/// Resolves, computes and checks.
pub fn judge(environment: &Environment, reviewed: &Reviewed) -> Judged {
    let model = Model::of(environment);
    let network = build(&model, &reviewed.lists);
    let matrix = matrix(&network);
    let mut needs = needs::of(&model, &network);
    // The account that builds has no network; that the others have one is a rule.
    let has_network = !network.vpcs.is_empty();
    let spared =
        if has_network { reviewed.spare(&model.environment, &mut needs) } else { Vec::new() };
    let mut findings = model.problems.clone();
    findings.extend(network.problems.iter().cloned());
    findings.extend(matrix.findings.iter().cloned());
    findings.extend(spared);
    if has_network {
        findings.extend(reviewed.compare(&model.environment, &matrix));
    }
    findings.extend(reviewed.records.compare(environment, &model));
    findings.extend(needs::check(&model, &network, &matrix, &needs));
    findings.extend(doors::check(&model, &network, &matrix));
    findings.extend(reviewed.proxy.check());
    findings.extend(reviewed.proxy.resolved(&model));
    findings.extend(reviewed.prepared.check());
    findings.extend(reviewed.prepared.needed(&model));
    findings.extend(iam::check(&model));
    findings.extend(rules::check(&Scene {
        model: &model,
        network: &network,
        matrix: &matrix,
        reviewed,
    }));
    findings.sort();
    findings.dedup();
    Judged { model, network, matrix, needs, findings }
}
