//! Which conditions can hold together: what cannot come about is not looked at.

use crate::emit::{Json, Node, Template};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::cell::{Cell, RefCell};

/// What is taken as given: names of conditions with whether they hold.
pub type Assumed = Vec<(SmolStr, bool)>;

/// The template's conditions.
pub struct Conditions<'t> {
    template: &'t Template,
    bodies: FxHashMap<&'t str, &'t Node>,
    /// How many parts of formulas may still be written out for a question.
    left: Cell<usize>,
    known: RefCell<FxHashMap<Assumed, bool>>,
}

/// The truth of a condition for chosen values.
#[derive(Clone)]
enum Formula {
    /// A value is that literal.
    Is(usize, SmolStr),
    All(Vec<Formula>),
    Any(Vec<Formula>),
    Not(Box<Formula>),
    Fixed(bool),
}

/// A value that is compared, with all that it is compared with; the empty text beyond them stands for any other.
struct Variable {
    name: String,
    literals: Vec<SmolStr>,
    /// Whether it can be something else.
    open: bool,
}

/// More combinations of values than that are not tried.
const MOST: usize = 4096;
/// Formulas of more parts than that are not looked at: conditions that are made of each other may have any number.
const LONGEST: usize = 4096;
/// Nor is more than that for a question, in parts of formulas.
const WORK: usize = 1 << 17;
/// Conditions that name each other in a circle end here.
const DEEPEST: usize = 30;

impl<'t> Conditions<'t> {
    pub fn new(template: &'t Template) -> Self {
        let bodies = template.conditions.0.iter().map(|(name, node)| (name.as_str(), node)).collect();
        Conditions { template, bodies, left: Cell::new(0), known: RefCell::default() }
    }

    pub fn body(&self, name: &str) -> Option<&'t Node> {
        self.bodies.get(name).copied()
    }

    /// Whether all of these can hold together; yes where it cannot be told.
    pub fn possible(&self, assumed: &Assumed) -> bool {
        if assumed.len() < 2 && self.bodies.is_empty() {
            return true;
        }
        if let Some(known) = self.known.borrow().get(assumed) {
            return *known;
        }
        let possible = self.solve(assumed);
        self.known.borrow_mut().insert(assumed.clone(), possible);
        possible
    }

    /// What a condition is where these hold, if it cannot be otherwise.
    pub fn decided(&self, assumed: &Assumed, name: &SmolStr) -> Option<bool> {
        if let Some((_, truth)) = assumed.iter().find(|(n, _)| n == name) {
            return Some(*truth);
        }
        if assumed.is_empty() {
            return None;
        }
        let with = |truth| {
            let mut more = assumed.clone();
            more.push((name.clone(), truth));
            self.possible(&more)
        };
        match (with(true), with(false)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }

    fn solve(&self, assumed: &Assumed) -> bool {
        let mut variables = Vec::new();
        let mut all = Vec::new();
        self.left.set(LONGEST);
        for (name, truth) in assumed {
            let Some(body) = self.body(name) else { continue };
            let formula = self.formula(body, &mut variables, 0);
            all.push(if *truth { formula } else { Formula::Not(Box::new(formula)) });
        }
        let sizes: Vec<usize> = variables.iter().map(|v| v.literals.len() + usize::from(v.open)).collect();
        let choices = sizes.iter().try_fold(1usize, |n, s| n.checked_mul(*s).filter(|n| *n <= MOST));
        let parts = LONGEST - self.left.get();
        if choices.is_none_or(|n| n * parts > WORK) {
            return true;
        }
        let mut choice = vec![0; variables.len()];
        loop {
            let holds = |formula: &Formula| evaluate(formula, &variables, &choice);
            if all.iter().all(holds) {
                return true;
            }
            let Some(place) = (0..choice.len()).find(|i| choice[*i] + 1 < sizes[*i]) else { return false };
            choice[place] += 1;
            choice[..place].fill(0);
        }
    }

    fn formula(&self, node: &Node, variables: &mut Vec<Variable>, depth: usize) -> Formula {
        let unknown = |variables: &mut Vec<Variable>| self.variable(&format!("{:?}", node.json), "true", variables);
        if depth > DEEPEST {
            return unknown(variables);
        }
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        if left == 0 {
            return Formula::Fixed(true);
        }
        let each = |argument: &Node, variables: &mut Vec<Variable>| match &argument.json {
            Json::List(items) => items.iter().map(|i| self.formula(i, variables, depth + 1)).collect(),
            _ => Vec::new(),
        };
        match &node.json {
            Json::Fn(name, argument) => match name.as_str() {
                "Fn::And" => Formula::All(each(argument, variables)),
                "Fn::Or" => Formula::Any(each(argument, variables)),
                "Fn::Not" => Formula::Not(Box::new(Formula::All(each(argument, variables)))),
                "Fn::Equals" => self.equals(argument, variables).unwrap_or_else(|| unknown(variables)),
                "Condition" => self.named(argument.as_str(), variables, depth).unwrap_or_else(|| unknown(variables)),
                _ => unknown(variables),
            },
            Json::Map(fields) if fields.len() == 1 && fields[0].0 == "Condition" => {
                self.named(fields[0].1.as_str(), variables, depth).unwrap_or_else(|| unknown(variables))
            }
            _ => unknown(variables),
        }
    }

    fn named(&self, name: Option<&str>, variables: &mut Vec<Variable>, depth: usize) -> Option<Formula> {
        Some(self.formula(self.body(name?)?, variables, depth + 1))
    }

    fn equals(&self, argument: &Node, variables: &mut Vec<Variable>) -> Option<Formula> {
        let Json::List(sides) = &argument.json else { return None };
        let [left, right] = sides.as_slice() else { return None };
        match (literal(left), literal(right)) {
            (Some(a), Some(b)) => Some(Formula::Fixed(a == b)),
            (Some(text), None) => Some(self.compared(right, &text, variables)),
            (None, Some(text)) => Some(self.compared(left, &text, variables)),
            (None, None) if left.json == right.json => Some(Formula::Fixed(true)),
            (None, None) => None,
        }
    }

    fn compared(&self, node: &Node, literal: &str, variables: &mut Vec<Variable>) -> Formula {
        let name = match &node.json {
            Json::Ref(id) => id.to_string(),
            other => strip(&format!("{other:?}")),
        };
        let formula = self.variable(&name, literal, variables);
        if let Json::Ref(id) = &node.json
            && let Some(Json::List(allowed)) =
                self.template.parameters.get(id).and_then(|p| p.get("AllowedValues")).map(|n| &n.json)
            && let Some(variable) = variables.iter_mut().find(|v| v.name == name && v.open)
        {
            for text in allowed.iter().filter_map(self::literal) {
                if !variable.literals.contains(&text) {
                    variable.literals.push(text);
                }
            }
            let is_allowed = |text: &SmolStr| allowed.iter().filter_map(self::literal).any(|t| t == *text);
            variable.open = variable.literals.iter().any(|text| !is_allowed(text));
        }
        formula
    }

    fn variable(&self, name: &str, literal: &str, variables: &mut Vec<Variable>) -> Formula {
        let index = variables.iter().position(|v| v.name == name).unwrap_or_else(|| {
            variables.push(Variable { name: name.to_string(), literals: Vec::new(), open: true });
            variables.len() - 1
        });
        if !variables[index].literals.iter().any(|l| l == literal) {
            variables[index].literals.push(literal.into());
        }
        Formula::Is(index, literal.into())
    }
}

/// A value's form without the places in the source.
fn strip(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("span: ") {
        out.push_str(&rest[..at]);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    out + rest
}

fn literal(node: &Node) -> Option<SmolStr> {
    match &node.json {
        Json::Str(text) => Some(text.clone()),
        Json::Int(n) => Some(SmolStr::from(n.to_string())),
        Json::Float(n) => Some(SmolStr::from(n.to_string())),
        Json::Bool(b) => Some(SmolStr::new_static(if *b { "true" } else { "false" })),
        _ => None,
    }
}

fn evaluate(formula: &Formula, variables: &[Variable], choice: &[usize]) -> bool {
    let holds = |f: &Formula| evaluate(f, variables, choice);
    match formula {
        Formula::Is(variable, literal) => variables[*variable].literals.get(choice[*variable]) == Some(literal),
        Formula::All(each) => each.iter().all(holds),
        Formula::Any(each) => each.iter().any(holds),
        Formula::Not(inner) => !holds(inner),
        Formula::Fixed(truth) => *truth,
    }
}
