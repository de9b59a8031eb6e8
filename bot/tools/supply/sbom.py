"""Bill of materials in CycloneDX format: production packages with hashes, licences and dependencies.

`make sbom` runs it in the environment of `tools.lock`, which has CycloneDX's tool and schema; the bot's has neither.
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
    """Name and version of each locked package, with the SHA-256 of each of its files."""
    return {(name, version): re.findall(r"[0-9a-f]{64}", hashes) for name, version, hashes in _LOCKED.findall(lock)}


def bundled_packages(lock: dict[str, Any]) -> list[Component]:
    """Components of the widget's bundle: the packages of npm's lock that are no development tools."""
    components = []
    for path, package in lock["packages"].items():
        if not path or package.get("dev"):
            continue
        name = path.rpartition("node_modules/")[2]
        purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        algorithm, _, digest = package["integrity"].partition("-")
        assert algorithm == "sha512", path
        components.append({
            "bom-ref": purl, "type": "library", "name": name, "version": package["version"], "purl": purl,
            "licenses": [{"license": {"id": package["license"]}}],
            "hashes": [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}],
        })  # fmt: skip
    return components


def environment_bill(python: Path) -> dict[str, Any]:
    """CycloneDX's bill of everything installed for an interpreter."""
    tool = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        str(python),
        "--pyproject",
        str(HOME / "pyproject.toml"),
    ]
    form = ["--output-reproducible", "--spec-version", SPECIFICATION, "--mc-type", "application", "--output-file", "-"]
    bill: dict[str, Any] = json.loads(subprocess.run([*tool, *form], check=True, capture_output=True).stdout)
    return bill


def _with_hashes(component: Component, hashes: list[str]) -> Component:
    source = {
        "type": "distribution", "url": f"pkg:pypi/{component['name']}@{component['version']}",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
    }  # fmt: skip
    # Its properties say which extras were requested, and that may be a tool for tests.
    kept = {key: value for key, value in component.items() if key != "properties"}
    return {**kept, "externalReferences": [*component.get("externalReferences", ()), source]}


def production_bill(bill: dict[str, Any], lock: str, widget_lock: dict[str, Any]) -> dict[str, Any]:
    """The bill of all packages in the production lock, with hashes, and of the widget's bundle.

    Args:
        bill: of an environment, perhaps with test tools.
        lock: text of `requirements.lock`.
        widget_lock: npm's `package-lock.json`.

    Raises:
        ValueError: a locked package is not installed.
    """
    packages = locked_packages(lock)
    installed: dict[tuple[str, str], Component] = {
        (canonicalize_name(item["name"]), item.get("version", "")): item for item in bill["components"]
    }
    if missing := packages.keys() - installed.keys():
        raise ValueError(f"Not installed: {', '.join(map('=='.join, sorted(missing)))}. Run `make install`.")
    components = [_with_hashes(installed[package], hashes) for package, hashes in packages.items()]
    components += bundled_packages(widget_lock)
    kept = {component["bom-ref"] for component in components} | {bill["metadata"]["component"]["bom-ref"]}
    edges = []
    for edge in bill["dependencies"]:
        if edge["ref"] in kept:
            needed = [ref for ref in edge.get("dependsOn", ()) if ref in kept]
            edges.append({"ref": edge["ref"], **({"dependsOn": needed} if needed else {})})
    return {**bill, "components": components, "dependencies": edges}


def main() -> None:
    """Write the bill and validate it against the CycloneDX schema."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", type=Path, help="the interpreter beside which the bot is installed")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    bill = production_bill(
        environment_bill(arguments.python),
        LOCK.read_text(encoding="utf-8"),
        json.loads(WIDGET_LOCK.read_text(encoding="utf-8")),
    )
    text = json.dumps(bill, indent=1, sort_keys=True) + "\n"
    if wrong := JsonStrictValidator(SchemaVersion.from_version(SPECIFICATION)).validate_str(text):
        sys.exit(f"Not in the form of CycloneDX {SPECIFICATION}: {wrong}")
    arguments.out.parent.mkdir(exist_ok=True)
    arguments.out.write_text(text, encoding="utf-8")
    print(f"{arguments.out}: {len(bill['components'])} components, CycloneDX {SPECIFICATION}.")


if __name__ == "__main__":
    main()
