//! CPU and memory of a Fargate task: AWS's valid pairs, the nearest one offered, and what the other one is where one is given.

use crate::aws::fargate::{self, Size};
use crate::aws::prices::{self, Idle};
use crate::diagnostic::{Diagnostic, codes};
use crate::emit::Node;
use crate::eval::value::{V, Val};
use crate::lower::Lower;
use crate::model::Decl;

/// The smallest size there is, in CPU units.
const LEAST_CPU: i64 = 256;

/// Every CPU (units) and memory (MiB) that the task may have, where both are known.
fn known(decl: &Decl) -> Vec<(i64, i64)> {
    let (cpu, memory) = values(decl);
    zip(&cpu, &memory)
}

fn zip(cpu: &Val, memory: &Val) -> Vec<(i64, i64)> {
    match (&cpu.v, &memory.v) {
        (V::Int(cpu), V::Int(memory)) => vec![(*cpu, *memory)],
        (V::Stages(cpus), V::Stages(memories)) => {
            cpus.iter().zip(memories.iter()).flat_map(|(c, m)| zip(c, m)).collect()
        }
        (V::Stages(cpus), _) => cpus.iter().flat_map(|c| zip(c, memory)).collect(),
        (_, V::Stages(memories)) => memories.iter().flat_map(|m| zip(cpu, m)).collect(),
        (V::If(a, cpus), V::If(b, memories)) if a == b => {
            let mut both = zip(&cpus.0, &memories.0);
            both.extend(zip(&cpus.1, &memories.1));
            both
        }
        (V::If(_, cpus), V::Int(_)) => [&cpus.0, &cpus.1].into_iter().flat_map(|c| zip(c, memory)).collect(),
        (V::Int(_), V::If(_, memories)) => [&memories.0, &memories.1].into_iter().flat_map(|m| zip(cpu, m)).collect(),
        _ => Vec::new(),
    }
}

/// CPU and memory: what is not given is the least that goes with what is.
fn values(decl: &Decl) -> (Val, Val) {
    let least_memory = |v: &Val| match v.as_int().and_then(|cpu| fargate::row(cpu as u32)) {
        Some(row) => Val::new(v.span, V::Int(row.memory.values().next().map_or(512, i64::from))),
        None => Val::new(v.span, V::Int(512)),
    };
    let least_cpu = |v: &Val| {
        let memory = v.as_int().unwrap_or(0);
        let found = fargate::all().find(|s| i64::from(s.memory) >= memory).map_or(LEAST_CPU, |s| i64::from(s.cpu));
        Val::new(v.span, V::Int(found))
    };
    match (decl.props.get("cpu").cloned(), decl.props.get("memory").cloned()) {
        (Some(cpu), Some(memory)) => (cpu, memory),
        (Some(cpu), None) => {
            let memory = cpu.map_variants(&mut |v| least_memory(v));
            (cpu, memory)
        }
        (None, Some(memory)) => (memory.map_variants(&mut |v| least_cpu(v)), memory),
        (None, None) => (Val::built_in(V::Int(LEAST_CPU)), Val::built_in(V::Int(512))),
    }
}

/// `Cpu` and `Memory`, which are texts in a task definition.
pub fn nodes(lower: &Lower, decl: &Decl) -> (Node, Node) {
    let text = |v: &Val| match v.as_int() {
        Some(n) => Val::new(v.span, V::Str(n.to_string().into())),
        None => v.clone(),
    };
    let (cpu, memory) = values(decl);
    (lower.node(&cpu.map_variants(&mut |v| text(v))), lower.node(&memory.map_variants(&mut |v| text(v))))
}

/// The price of a task that runs all month, in USD, by its largest size that is known.
pub fn month(decl: &Decl) -> Option<f64> {
    let (cpu, memory) = known(decl).into_iter().max()?;
    let (vcpu, gb) = match decl.props.str("arch") {
        Some("ARM64") => (Idle::FargateVcpuArm, Idle::FargateGbArm),
        _ => (Idle::FargateVcpu, Idle::FargateGb),
    };
    prices::fargate_month(u32::try_from(cpu).ok()?, u32::try_from(memory).ok()?, vcpu, gb)
}

/// CPU as the source writes it.
fn show_cpu(units: u32) -> String {
    format!("{} vCPU", (f64::from(units) / 10.24).round() / 100.0)
}

fn show_memory(mib: u32) -> String {
    if mib.is_multiple_of(1024) { format!("{} GB", mib / 1024) } else { format!("{mib} MB") }
}

pub fn check(lower: &mut Lower, decl: &Decl) {
    for (cpu, memory) in known(decl) {
        let (cpu, memory) = (u32::try_from(cpu).unwrap_or(0), u32::try_from(memory).unwrap_or(0));
        if let Err(mismatch) = fargate::check(cpu, memory) {
            report(lower, decl, Size { cpu, memory }, mismatch);
            return;
        }
    }
}

fn report(lower: &mut Lower, decl: &Decl, asked: Size, mismatch: fargate::Mismatch) {
    let cpu_span = decl.props.prop("cpu").map(|p| p.value.span);
    let memory_span = decl.props.prop("memory").map(|p| p.value.span);
    let message = format!("Fargate has no task with {} and {}", show_cpu(asked.cpu), show_memory(asked.memory));
    let span = memory_span.or(cpu_span).unwrap_or(decl.name_span);
    let mut diagnostic = Diagnostic::error(&codes::OUT_OF_RANGE, span, message);
    let fitting = mismatch.fitting;
    diagnostic = match fargate::row(asked.cpu) {
        Some(row) => diagnostic.help(format!("{} goes with {}", show_cpu(asked.cpu), row.memory.describe())),
        None => diagnostic.help(format!(
            "it has 0.25, 0.5, 1, 2, 4, 8, 16 or 32 vCPU; the least that fits is {} with {}",
            show_cpu(fitting.cpu),
            show_memory(fitting.memory)
        )),
    };
    if let (Some(span), Some(cpu)) = (memory_span.filter(|_| mismatch.same_cpu.is_some()), cpu_span) {
        let memory = show_memory(mismatch.same_cpu.map_or(fitting.memory, |s| s.memory));
        diagnostic = diagnostic.label(cpu, "with this").fix(format!("use `{memory}`"), span, memory);
    }
    let other = mismatch.same_memory.filter(|_| memory_span.is_some()).unwrap_or(fitting);
    if let Some(span) = cpu_span.filter(|_| other.memory == asked.memory || memory_span.is_none()) {
        let cpu = show_cpu(other.cpu);
        diagnostic = diagnostic.fix(format!("use `{cpu}`"), span, cpu);
    }
    lower.report.add(diagnostic);
}
