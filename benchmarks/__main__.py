"""`./run bench [NAME ... | goals]`: run benchmarks, say whether each promise held, write RESULTS.md."""

import os
import platform
import re
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
SECTION = re.compile(r"<!-- begin (\S+) -->\n(.*?)<!-- end \1 -->\n", re.DOTALL)
PACKAGES = ("numpy", "scipy", "django", "abspc", "statsforecast")
INTRODUCTION = """# What was measured

Written by `./run bench`; each section has its own day, versions and machine. Ratios say more than times,
since machines differ.

"""


def names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def chosen(words: list[str]) -> list[str]:
    """Return the modules that the words of the command line ask for."""
    goals = [f"goals.{name}" for name in names(HERE / "goals")]
    if not words:
        return names(HERE)
    if words == ["goals"]:
        return goals
    known = {name.rpartition(".")[2]: name for name in [*goals, *names(HERE)]}
    unknown = [word for word in words if word.rpartition(".")[2] not in known]
    if unknown:
        sys.exit(f"no benchmark called {', '.join(unknown)}; there are {', '.join(sorted(known)) or 'none'}")
    return [known[word.rpartition(".")[2]] for word in words]


def memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def processor() -> str:
    """Return the kind of processor, where Linux says it."""
    about = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", about.read_text()) if about.exists() else None
    return found.group(1).strip() if found else platform.machine()


def circumstances() -> str:
    """Return the line that says when, on what and with which versions."""
    versions = [f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    day = time.strftime("%Y-%m-%d", time.gmtime())
    load = f"load {os.getloadavg()[0]:.1f} at the start"
    return f"{day} · {os.cpu_count()} cores, {memory()}, {processor()}, {load} · {', '.join(versions)}"


def section(name: str, said: str, *, held: bool, where: str) -> str:
    """Return what one benchmark printed as a section."""
    words = "What is promised held." if held else "**What is promised did not hold.**"
    return f"## {name}\n\n{said.strip()}\n\n{words} _{where}_\n"


def write(sections: dict[str, str]) -> None:
    """Put new sections in the place of old ones; keep the others."""
    old = dict(SECTION.findall(RESULTS.read_text("utf-8"))) if RESULTS.exists() else {}
    everything = {**old, **sections}
    marked = [
        f"<!-- begin {name} -->\n{everything[name]}<!-- end {name} -->\n" for name in sorted(everything)
    ]
    RESULTS.write_text(INTRODUCTION + "\n".join(marked), "utf-8")


def main() -> int:
    wanted = chosen(sys.argv[1:])
    if not wanted:
        print("there is nothing to measure yet")
        return 1
    good = True
    for name in wanted:
        where, began = circumstances(), time.monotonic()
        print(f"{name} ...", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        good = good and done.returncode == 0
        if not done.stdout.strip():
            print(f"{name} ended with exit code {done.returncode} and said nothing")
            continue
        where = f"{where} · took {time.monotonic() - began:.0f} s"
        written = section(name, done.stdout, held=done.returncode == 0, where=where)
        write({name: written})
        print(written, flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
