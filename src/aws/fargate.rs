//! Fargate's task sizes: which memory goes with which CPU, and the nearest size to one that does not exist.
//!
//! Source: <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>, read on 2026-11-23.
//! The row of 32 vCPU is new, and some SDKs stop at 16; the top three rows need platform version 1.4.0.

use super::limits::{Range, ecs};

/// So many units are a vCPU.
pub const CPU_UNITS: f64 = 1024.0;

/// CPU in units ([`CPU_UNITS`] are a vCPU) and memory in MiB.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Size {
    pub cpu: u32,
    pub memory: u32,
}

/// One CPU size, and the memory (MiB) that it can have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    pub cpu: u32,
    pub memory: Memory,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Memory {
    Steps { min: u32, max: u32, step: u32 },
    Only(&'static [u32]),
}

/// Why a size does not exist, with the sizes nearest to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mismatch {
    /// The smallest size that has at least what was asked for; the largest of all if none has.
    pub fitting: Size,
    /// The asked CPU with the nearest memory that it can have, if the CPU exists.
    pub same_cpu: Option<Size>,
    /// The asked memory with the nearest CPU that can have it, if one can.
    pub same_memory: Option<Size>,
}

pub const EPHEMERAL_STORAGE_GIB: Range = ecs::EPHEMERAL_STORAGE;
pub const STOP_TIMEOUT_S: Range = ecs::STOP_TIMEOUT;
/// Windows containers need a whole vCPU.
pub const WINDOWS_MIN_CPU: u32 = 1024;
/// Sizes from this CPU on need the platform version 1.4.0.
pub const PLATFORM_1_4_FROM_CPU: u32 = 8192;

const fn steps(cpu: u32, min_gib: u32, max_gib: u32, step_gib: u32) -> Row {
    Row { cpu, memory: Memory::Steps { min: min_gib * 1024, max: max_gib * 1024, step: step_gib * 1024 } }
}

pub const ROWS: [Row; 8] = [
    Row { cpu: 256, memory: Memory::Only(&[512, 1024, 2048]) },
    steps(512, 1, 4, 1),
    steps(1024, 2, 8, 1),
    steps(2048, 4, 16, 1),
    steps(4096, 8, 30, 1),
    steps(8192, 16, 60, 4),
    steps(16384, 32, 120, 8),
    Row { cpu: 32768, memory: Memory::Only(&[60 * 1024, 120 * 1024, 244 * 1024]) },
];

pub const LARGEST: Size = Size { cpu: 32768, memory: 244 * 1024 };

impl Memory {
    /// Every memory (MiB) of the row, smallest first.
    pub fn values(self) -> impl Iterator<Item = u32> {
        let (list, steps) = match self {
            Memory::Only(list) => (list, None),
            Memory::Steps { min, max, step } => (&[][..], Some((min..=max).step_by(step as usize))),
        };
        list.iter().copied().chain(steps.into_iter().flatten())
    }

    /// In words: `2 GB to 8 GB in steps of 1 GB`.
    pub fn describe(self) -> String {
        let show = |mib: u32| match mib % 1024 {
            0 => format!("{} GB", mib / 1024),
            _ => format!("{mib} MB"),
        };
        match self {
            Memory::Steps { min, max, step } => format!("{} to {} in steps of {}", show(min), show(max), show(step)),
            Memory::Only(list) => match list.split_last() {
                Some((last, rest)) if !rest.is_empty() => {
                    format!("{} or {}", rest.iter().map(|m| show(*m)).collect::<Vec<_>>().join(", "), show(*last))
                }
                _ => list.iter().map(|m| show(*m)).collect(),
            },
        }
    }
}

/// Every size, by CPU and then by memory.
pub fn all() -> impl Iterator<Item = Size> {
    ROWS.iter().flat_map(|row| row.memory.values().map(|memory| Size { cpu: row.cpu, memory }))
}

/// The row of a CPU size.
pub fn row(cpu: u32) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.cpu == cpu)
}

/// Whether Fargate has the size `cpu` (units) and `memory` (MiB); if not, what it has near it.
pub fn check(cpu: u32, memory: u32) -> Result<(), Mismatch> {
    let asked = Size { cpu, memory };
    if all().any(|size| size == asked) {
        return Ok(());
    }
    let nearest = |sizes: Vec<Size>| sizes.into_iter().min_by_key(|size| (distance(*size, asked), *size));
    Err(Mismatch {
        fitting: all().find(|size| size.cpu >= cpu && size.memory >= memory).unwrap_or(LARGEST),
        same_cpu: nearest(all().filter(|size| size.cpu == cpu).collect()),
        same_memory: nearest(all().filter(|size| size.memory == memory).collect()),
    })
}

fn distance(a: Size, b: Size) -> u32 {
    a.cpu.abs_diff(b.cpu).saturating_add(a.memory.abs_diff(b.memory))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(cpu: u32, memory: u32) -> Size {
        Size { cpu, memory }
    }

    #[test]
    fn takes_what_fargate_has() {
        for (cpu, memory) in [(256, 512), (256, 2048), (512, 1024), (4096, 30720), (8192, 61440), (32768, 249856)] {
            assert_eq!(check(cpu, memory), Ok(()), "{cpu} {memory}");
        }
        assert_eq!(all().count(), 3 + 4 + 7 + 13 + 23 + 12 + 12 + 3);
        assert!(all().is_sorted());
    }

    #[test]
    fn offers_the_nearest() {
        let small = check(1024, 512).unwrap_err();
        assert_eq!(small.fitting, size(1024, 2048));
        assert_eq!(small.same_cpu, Some(size(1024, 2048)));
        assert_eq!(small.same_memory, Some(size(256, 512)));
        let between = check(300, 1500).unwrap_err();
        assert_eq!((between.fitting, between.same_cpu, between.same_memory), (size(512, 2048), None, None));
        assert_eq!(check(8192, 18 * 1024).unwrap_err().fitting, size(8192, 20 * 1024));
        assert_eq!(check(u32::MAX, u32::MAX).unwrap_err().fitting, size(32768, 244 * 1024));
        assert_eq!(check(0, 0).unwrap_err().fitting, size(256, 512));
    }

    #[test]
    fn describes_rows() {
        assert_eq!(row(256).unwrap().memory.describe(), "512 MB, 1 GB or 2 GB");
        assert_eq!(row(8192).unwrap().memory.describe(), "16 GB to 60 GB in steps of 4 GB");
        assert_eq!(row(300), None);
    }
}
