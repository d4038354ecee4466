//! The priorities of a listener's rules: which one is tried first.

use super::routes::{asked, key, path};
use super::shift;
use crate::aws::limits::alb;
use crate::emit::Node;
use crate::lower::Lower;
use crate::lower::conditions::short_hash;
use crate::model::{Decl, Trigger};

/// Bands of priorities: the more a route asks for, the lower its band, so it is tried first.
const BANDS: i64 = 260;

/// The rule of a route, or the one by which requests for tests come to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    Test,
    Route,
}

/// A priority of a route that depends on nothing but the route, unless two would have the same one: a number that followed
/// from the order of routes would change when one is added, and CloudFormation cannot swap two.
fn wanted(lower: &Lower, decl: &Decl, trigger: &Trigger, rule: Rule) -> i64 {
    let path = path(trigger);
    let literal = path.chars().filter(|c| !"*?".contains(*c)).count() as i64;
    let exact = i64::from(!path.contains(['*', '?']));
    let asked = asked(trigger) as i64;
    let score = literal + exact + asked * 32;
    let width = (alb::PRIORITY.max - 1) / BANDS;
    let hash =
        i64::from_str_radix(&short_hash(&format!("{}|{}", decl.logical_id, key(lower, trigger))), 16).unwrap_or(0);
    let of_route = (BANDS - 1 - score.min(BANDS - 1)) * width + 1 + hash % width;
    match (rule, trigger.options.int("priority")) {
        (Rule::Route, given) => given.unwrap_or(of_route),
        (Rule::Test, Some(given)) => (given - 1).max(1),
        (Rule::Test, None) => (BANDS - 1 - (score + 32).min(BANDS - 1)) * width + 1 + hash % width,
    }
}

/// The priority of a rule among all of its listener.
pub fn of(lower: &Lower, decl: &Decl, trigger: &Trigger, all: &[(&Decl, &Trigger)], rule: Rule) -> Node {
    if let Some(given) = lower.get(&trigger.options, "priority").filter(|_| rule == Rule::Route) {
        return given;
    }
    let mut taken: Vec<i64> = all.iter().filter_map(|(_, t)| t.options.int("priority")).collect();
    let mut wants = Vec::new();
    for (d, t) in all {
        let tested = shift::test_headers(d).map(|_| Rule::Test);
        let own = t.options.get("priority").is_none().then_some(Rule::Route);
        for one in tested.into_iter().chain(own) {
            let name = format!("{}|{}", d.logical_id, key(lower, t));
            wants.push((wanted(lower, d, t, one), name, one, std::ptr::eq(*t, trigger) && one == rule));
        }
    }
    wants.sort();
    for (mut at, _, _, mine) in wants {
        while taken.contains(&at) {
            at += 1;
        }
        if mine {
            return at.into();
        }
        taken.push(at);
    }
    wanted(lower, decl, trigger, rule).into()
}
