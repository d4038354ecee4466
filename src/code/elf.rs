//! What a native program was built for, read from the first bytes of its ELF header.

use std::fmt;

/// A processor that functions can run on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Architecture {
    Arm64,
    X86_64,
}

impl Architecture {
    pub const ALL: [Architecture; 2] = [Architecture::Arm64, Architecture::X86_64];

    /// As the language writes it.
    pub fn name(self) -> &'static str {
        match self {
            Architecture::Arm64 => "arm64",
            Architecture::X86_64 => "x86_64",
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the first bytes of a file say about how it is run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Program {
    Native(Machine),
    /// Begins with `#!`.
    Script,
    Other,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Machine {
    Known(Architecture),
    Other(String),
}

/// `e_machine` of the ELF header, from the System V ABI (https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html,
/// and the registry it refers to), as of 2026-11-23.
const EM_386: u16 = 3;
const EM_ARM: u16 = 40;
const EM_X86_64: u16 = 62;
const EM_AARCH64: u16 = 183;
const EM_RISCV: u16 = 243;

pub(super) fn program(bytes: &[u8]) -> Program {
    if bytes.starts_with(b"#!") {
        return Program::Script;
    }
    if !bytes.starts_with(b"\x7fELF") {
        return Program::Other;
    }
    let (Some(&order), Some(&[a, b])) = (bytes.get(5), bytes.get(18..20).and_then(|b| b.first_chunk())) else {
        return Program::Other;
    };
    // EI_DATA: 2 is big-endian
    let machine = if order == 2 { u16::from_be_bytes([a, b]) } else { u16::from_le_bytes([a, b]) };
    Program::Native(match machine {
        EM_X86_64 => Machine::Known(Architecture::X86_64),
        EM_AARCH64 => Machine::Known(Architecture::Arm64),
        EM_386 => Machine::Other("32-bit x86".into()),
        EM_ARM => Machine::Other("32-bit ARM".into()),
        EM_RISCV => Machine::Other("RISC-V".into()),
        other => Machine::Other(format!("ELF machine {other}")),
    })
}

/// Whether a file wants the executable bit, judged by its content.
#[cfg(any(test, feature = "cli"))]
pub(crate) fn is_program(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!") || bytes.starts_with(b"\x7fELF")
}
