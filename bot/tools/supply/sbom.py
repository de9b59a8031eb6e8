"""Writes a bill of materials of everything that serves, in CycloneDX's form: packages, fingerprints, licences, who needs whom.

`make sbom` runs it in the environment of `tools.lock`, which has CycloneDX's own tool and schema; the bot's packages have
neither.
"""

import argparse
import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

HOME = Path(__file__).resolve().parents[3]
LOCK = HOME / "requirements.lock"
WIDGET_LOCK = HOME / "bot" / "widget" / "package-lock.json"
SPECIFICATION = "1.6"
_LOCKED = re.compile(r"(?m)^([a-z0-9.-]+)==(\S+) \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)")

Component = dict[str, Any]


def locked_packages(lock: str) -> dict[tuple[str, str], list[str]]:
    """Returns name and version of each package of a lock, and the SHA-256 of each file that may be installed for it."""
    return {(name, version): re.findall(r"[0-9a-f]{64}", hashes) for name, version, hashes in _LOCKED.findall(lock)}


def bundled_packages(lock: dict[str, Any]) -> list[Component]:
    """Returns the components of npm's lock that end in the widget's bundle: all but those that only build or test it."""
    made = []
    for path, package in lock["packages"].items():
        if not path or package.get("dev"):
            continue
        name = path.rpartition("node_modules/")[2]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        algorithm, _, digest = package["integrity"].partition("-")
        assert algorithm == "sha512", path
        made.append({
            "bom-ref": purl, "type": "library", "name": name, "version": package["version"], "purl": purl,
            "licenses": [{"license": {"id": package["license"]}}],
            "hashes": [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}],
        })  # fmt: skip
    return made


def bill_of(python: Path) -> dict[str, Any]:
    """Returns CycloneDX's bill of all that is installed beside an interpreter."""
    tool = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        str(python),
        "--pyproject",
        str(HOME / "pyproject.toml"),
    ]
    form = [
        "--output-reproducible",
        "--spec-version",
        SPECIFICATION,
        "--mc-type",
        "application",
        "--output-file",
        "-",
    ]
    bill: dict[str, Any] = json.loads(subprocess.run([*tool, *form], check=True, capture_output=True).stdout)
    return bill


def _with_fingerprints(component: Component, hashes: list[str]) -> Component:
    source = {
        "type": "distribution", "url": f"pkg:pypi/{component['name']}@{component['version']}",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
    }  # fmt: skip
    # Its properties say which extras somebody asked for, and that may be a tool for tests.
    kept = {key: value for key, value in component.items() if key != "properties"}
    return {**kept, "externalReferences": [*component.get("externalReferences", ()), source]}


def served(bill: dict[str, Any], lock: str, widget_lock: dict[str, Any]) -> dict[str, Any]:
    """Returns a bill of what the lock of production names, with its fingerprints, and of what the widget bundles.

    Args:
        bill: of an environment, which may hold the tools for tests too.
        lock: the text of `requirements.lock`.
        widget_lock: npm's `package-lock.json`.

    Raises:
        ValueError: the environment lacks packages of the lock.
    """
    packages = locked_packages(lock)
    installed: dict[tuple[str, str], Component] = {
        (canonicalize_name(item["name"]), item.get("version", "")): item for item in bill["components"]
    }
    if missing := packages.keys() - installed.keys():
        raise ValueError(f"Not installed: {', '.join(map('=='.join, sorted(missing)))}. Run `make install`.")
    components = [_with_fingerprints(installed[package], hashes) for package, hashes in packages.items()]
    components += bundled_packages(widget_lock)
    kept = {component["bom-ref"] for component in components} | {bill["metadata"]["component"]["bom-ref"]}
    edges = []
    for edge in bill["dependencies"]:
        if edge["ref"] in kept:
            needed = [ref for ref in edge.get("dependsOn", ()) if ref in kept]
            edges.append({"ref": edge["ref"], **({"dependsOn": needed} if needed else {})})
    return {**bill, "components": components, "dependencies": edges}


def main() -> None:
    """Writes the bill and checks it against the schema of CycloneDX."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", type=Path, help="the interpreter beside which the bot is installed")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    bill = served(
        bill_of(given.python), LOCK.read_text(encoding="utf-8"), json.loads(WIDGET_LOCK.read_text(encoding="utf-8"))
    )
    text = json.dumps(bill, indent=1, sort_keys=True) + "\n"
    if wrong := JsonStrictValidator(SchemaVersion.from_version(SPECIFICATION)).validate_str(text):
        sys.exit(f"Not in the form of CycloneDX {SPECIFICATION}: {wrong}")
    given.out.parent.mkdir(exist_ok=True)
    given.out.write_text(text, encoding="utf-8")
    print(f"{given.out}: {len(bill['components'])} components, CycloneDX {SPECIFICATION}.")


if __name__ == "__main__":
    main()
