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
    let score = match rule {
        Rule::Route => score,
        Rule::Test => score + 32,
    };
    (BANDS - 1 - score.min(BANDS - 1)) * width + 1 + hash % width
}

/// The priority that the source gives a rule: that of a route, and the one before it for its tests.
fn given(decl: &Decl, trigger: &Trigger, rule: Rule) -> Option<i64> {
    let route = trigger.options.int("priority")?;
    match rule {
        Rule::Route => Some(route),
        Rule::Test => shift::test_headers(decl).map(|_| route - 1),
    }
}

/// The priority of a rule among all of its listener.
pub fn of(lower: &Lower, decl: &Decl, trigger: &Trigger, all: &[(&Decl, &Trigger)], rule: Rule) -> Node {
    if let Some(given) = given(decl, trigger, rule) {
        return given.into();
    }
    let both = [Rule::Test, Rule::Route];
    let mut taken: Vec<i64> = all.iter().flat_map(|(d, t)| both.map(|r| given(d, t, r))).flatten().collect();
    let mut wants = Vec::new();
    for (d, t) in all.iter().filter(|(_, t)| t.options.get("priority").is_none()) {
        let tested = shift::test_headers(d).map(|_| Rule::Test);
        for one in tested.into_iter().chain([Rule::Route]) {
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
