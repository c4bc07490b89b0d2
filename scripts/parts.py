"""Write what Headway is made of, with its licences: `python -m scripts.parts [--check | --sbom FILE]`.

A part without a licence we know, or with one that an Apache-2.0 product cannot carry, fails the check.
"""

import argparse
import json
import re
import subprocess
import sys
import warnings
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "parts.md"
BASE = ROOT / "requirements" / "base.txt"
FRONT = ROOT / "frontend" / "package.json"
# How the metadata of packages name the licences that may travel with ours; LGPL parts are used, not copied.
KNOWN = {
    "Apache-2.0": r"apache",
    "BSD": r"\bbsd|0bsd",
    "ISC": r"\bisc\b",
    "LGPL-3.0": r"lgpl|lesser general public",
    "MIT": r"\bmit\b",
    "MPL-2.0": r"mpl|mozilla public",
    "PSF-2.0": r"psf|python software foundation",
    "OFL-1.1": r"\bofl\b",
}
REFUSED = re.compile(r"(?<!l)(?<!lesser )\b(agpl|gpl|affero|general public license)", re.IGNORECASE)
OTHER_PLATFORMS = {"colorama", "tzdata"}  # asked for by Windows alone: not installed where this is checked
HEAD = """# What Headway is made of

Every package that `requirements/base.txt` installs, and what the pages are built from. Written by
`python -m scripts.parts`; `./run check` refuses a part whose licence cannot travel with Apache-2.0.
`python -m scripts.parts --sbom FILE` writes versions and hashes as CycloneDX.

| Part | Licence |
|---|---|
"""


def told(name: str) -> str:
    """Return what a package says of its licence."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return ""
    classes = [each for each in found.get_all("Classifier") or [] if each.startswith("License ::")]
    return str(found.get("License-Expression") or " ".join(classes) or (found.get("License") or "")[:200])


def licence(said: str) -> str:
    """Return the licence under its short name; empty where it is unknown or refused."""
    found = [name for name, pattern in KNOWN.items() if re.search(pattern, said, re.IGNORECASE)]
    plain = re.sub(KNOWN["LGPL-3.0"], "", said, flags=re.IGNORECASE)
    return "" if REFUSED.search(plain) else " or ".join(found)


def parts() -> dict[str, str]:
    """Return each part with its licence."""
    names = re.findall(r"^([a-z0-9][\w.-]*)==", BASE.read_text("utf-8"), re.MULTILINE)
    found = {name: licence(told(name)) for name in sorted(set(names) - OTHER_PLATFORMS)}
    for name in sorted(json.loads(FRONT.read_text("utf-8"))["dependencies"]):
        package = ROOT / "frontend" / "node_modules" / name / "package.json"
        if package.exists():
            found[name] = licence(json.loads(package.read_text("utf-8")).get("license", ""))
        else:
            found[name] = written().get(name, "")  # no assets are built yet: what was found last time
    return found


def written() -> dict[str, str]:
    """Return what the page says."""
    rows = re.findall(
        r"^\| `(.+?)` \| (.*?) \|$", PAGE.read_text("utf-8") if PAGE.exists() else "", re.MULTILINE
    )
    return dict(rows)


def page() -> str:
    """Return the page as it should stand."""
    return HEAD + "".join(f"| `{name}` | {which} |\n" for name, which in parts().items())


def sbom(to: Path) -> None:
    """Write the list of parts with versions and hashes."""
    command = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", str(BASE)]
    subprocess.run([*command, "--pyproject", str(ROOT / "pyproject.toml"), "-o", str(to)], check=True)  # noqa: S603 - our own words


def main() -> int:
    """Write the page; or say what is wrong with it; or write the list of parts."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--check", action="store_true")
    asked.add_argument("--sbom", type=Path)
    options = asked.parse_args()
    warnings.simplefilter("ignore")
    if options.sbom:
        sbom(options.sbom)
        return 0
    unknown = [name for name, which in parts().items() if not which]
    if unknown:
        sys.stderr.write(f"No licence that may travel with ours is known of: {', '.join(unknown)}\n")
        return 1
    if options.check and PAGE.read_text("utf-8") != page():
        sys.stderr.write("docs/reference/parts.md is out of date: python -m scripts.parts\n")
        return 1
    if not options.check:
        PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
