"""Compile every example, for each stage and without one, and every good case, into `target/oracle-templates`.

An example is a folder of `examples/`; a good case is a `.sls` file, or a folder of them, below a folder `good` of
`--cases`, built as the directives at its head say. An example with a `stages` block is built into `<name>/plain` with a
`Stage` parameter, and into `<name>/stages/<stage>` for each stage.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGES = re.compile(r"^\s*stages\s*\{", re.MULTILINE)


def examples(folder):
    """A folder of `examples/` that holds `.sls` files, directly or one folder down (`infra/main.sls`)."""
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        if any(path.glob("*.sls")):
            yield path.name, path
        else:
            yield from ((f"{path.name}-{sub.parent.name}", sub.parent) for sub in sorted(path.glob("*/*.sls"))[:1])


def cases(folder):
    """Each `.sls` file below a folder `good` is a case, but a folder that holds a `main.sls` is one case whole."""
    files = [p for p in folder.rglob("*.sls") if "good" in p.relative_to(folder).parts]
    whole = {p.parent for p in files if p.name == "main.sls"}
    for path in sorted(whole | {p for p in files if not whole & set(p.parents)}):
        yield path.relative_to(folder).with_suffix("").as_posix().replace("/", "-"), path


def directives(source):
    """The flags that the comments at a case's head ask for."""
    head = (source / "main.sls" if source.is_dir() else source).read_text()
    for line in head.splitlines():
        match = re.match(r"// (stage|set|region): (.*)", line)
        if match:
            yield from (f"--{match[1]}", match[2])
        elif not line.startswith("//"):
            break


def has_stages(source):
    files = source.glob("*.sls") if source.is_dir() else [source]
    return any(STAGES.search(file.read_text()) for file in files)


def stages(slsc, source):
    """The names of an example's stages: those for which `--all-stages` writes a template."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(slsc), "build", str(source), "--all-stages", "--no-assets", "-o", folder]
        subprocess.run(command, capture_output=True, timeout=120, check=False)
        names = [p.name.removesuffix(".template.json") for p in sorted(Path(folder).glob("*.template.json"))]
    return [name.rsplit("-", 1)[1] for name in names]


def builds(slsc, kind, name, source):
    """The command lines for one source: arguments and the folder that they write to."""
    if kind == "cases":
        yield [str(source), *directives(source), "--no-assets"], f"{kind}/{name}"
        return
    yield [str(source)], f"{kind}/{name}/plain"
    if has_stages(source):
        for stage in stages(slsc, source):
            yield [str(source), "--stage", stage], f"{kind}/{name}/stages/{stage}"


def build(slsc, out, arguments, folder):
    """Run slsc once; what it said if it failed or wrote no template."""
    target = out / folder
    command = [str(slsc), "build", *arguments, "-o", str(target)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return f"{' '.join(command)}\nno end after 120 s"
    if done.returncode != 0:
        return f"{' '.join(command)}\n{done.stderr.strip()[-2000:]}"
    return None if any(target.rglob("*.template.json")) else f"{' '.join(command)}\nwrote no template"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slsc", type=Path, default=ROOT / "target/debug/slsc", help="the compiler (target/debug/slsc)")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples")
    parser.add_argument("--cases", type=Path, default=ROOT / "tests/cases")
    parser.add_argument("--out", type=Path, default=ROOT / "target/oracle-templates")
    options = parser.parse_args()

    shutil.rmtree(options.out, ignore_errors=True)
    todo = []
    for kind, sources in [("examples", examples), ("cases", cases)]:
        folder = getattr(options, kind)
        found = list(sources(folder)) if folder.is_dir() else []
        if not found:
            sys.exit(f"build_all: no {kind} in {folder}")
        todo += [job for name, source in found for job in builds(options.slsc, kind, name, source)]
    with ThreadPoolExecutor(2) as pool:
        failed = [f for f in pool.map(lambda job: build(options.slsc, options.out, *job), todo) if f]
    print("\n\n".join(failed))
    print(f"build_all: {len(todo) - len(failed)} of {len(todo)} builds into {options.out}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
