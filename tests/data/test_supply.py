"""What is installed: one set of versions in both locks, nothing of the tests in service, everything pinned."""

import csv
import json
import re
import tomllib

import pytest
import yaml

from bot.base.places import HOME
from bot.tools.supply.licences import licences_page, packages_csv
from bot.tools.supply.sbom import production_bill

PACKAGE = re.compile(r"(?m)^([a-z0-9.-]+)==(\S+) \\\n((?: +--hash=\S+(?: \\)?\n?)+)")
PRODUCTION, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))


def packages(path):
    text = (HOME / path).read_text(encoding="utf-8")
    found = {name: (version, hashes) for name, version, hashes in PACKAGE.findall(text)}
    assert len(found) == len(re.findall(r"(?m)^\S", text)), f"{path} has a line that is no package with its hashes"
    return found


def test_the_lock_for_tests_holds_all_that_serves_at_the_same_versions_and_hashes():
    served, everything = packages(PRODUCTION), packages(DEVELOPMENT)
    assert {name: everything.get(name) for name in served} == served


def test_no_tool_of_the_tests_is_installed_in_service():
    tools = {re.split(r"[\[<>=~ ]", name)[0].lower() for name in PROJECT["dependency-groups"]["dev"]}
    assert tools <= packages(DEVELOPMENT).keys()
    assert tools & packages(PRODUCTION).keys() == set()


@pytest.mark.parametrize("path", ["bot/tools/supply/tools.lock", "tests/synapse.lock"])
def test_tools_are_locked_with_hashes(path):
    assert packages(path)


def test_the_tools_lock_is_of_what_is_asked_for():
    wanted = dict(re.findall(r"(?m)^(\S+)==(\S+)$", (HOME / "bot/tools/supply/tools.in").read_text(encoding="utf-8")))
    locked = packages("bot/tools/supply/tools.lock")
    assert wanted and {name: locked[name][0] for name in wanted} == wanted


def test_images_are_pinned_to_a_release():
    images = re.findall(r"(?m)^FROM (?:--\S+ )?(\S+)", (HOME / "Dockerfile").read_text(encoding="utf-8"))
    services = yaml.safe_load((HOME / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    images += [service["image"] for service in services if "build" not in service]
    assert len(images) >= 2
    assert [image for image in images if not re.search(r":\d+\.\d+|@sha256:[0-9a-f]{64}$", image)] == []


# --- the bill of materials

DIGEST = "0" * 64
LOCK = f"ruamel-yaml==0.17.21 \\\n    --hash=sha256:{DIGEST}\n"
WIDGET_LOCK = {
    "packages": {
        "": {"name": "widget"},
        "node_modules/@lit/reactive-element": {
            "version": "2.1.2", "license": "BSD-3-Clause", "integrity": "sha512-AAEC",
        },
        "node_modules/esbuild": {"version": "0.28.2", "license": "MIT", "integrity": "sha512-AAEC", "dev": True},
    }
}  # fmt: skip


def environment():
    """A bill as CycloneDX's tool makes it, of an environment in which the tests' tools are too."""
    names = [("ruamel.yaml", "0.17.21"), ("pytest", "8.4.2")]
    return {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [{"bom-ref": name, "name": name, "version": version} for name, version in names],
        "dependencies": [
            {"ref": "root", "dependsOn": ["pytest", "ruamel.yaml"]},
            {"ref": "ruamel.yaml", "dependsOn": ["pytest"]},
            {"ref": "pytest"},
        ],
    }


def test_the_bill_is_of_what_serves_with_the_hashes_of_the_lock_and_what_the_widget_bundles():
    bill = production_bill(environment(), LOCK, WIDGET_LOCK)
    python, bundled = bill["components"]
    assert python["name"] == "ruamel.yaml"
    assert python["externalReferences"][0]["hashes"] == [{"alg": "SHA-256", "content": DIGEST}]
    assert bundled["purl"] == "pkg:npm/%40lit/reactive-element@2.1.2"
    assert bundled["hashes"] == [{"alg": "SHA-512", "content": "000102"}]
    assert bill["dependencies"] == [{"ref": "root", "dependsOn": ["ruamel.yaml"]}, {"ref": "ruamel.yaml"}]


def test_a_bill_of_less_than_is_locked_is_refused():
    with pytest.raises(ValueError, match="missing-package==1"):
        production_bill(environment(), f"{LOCK}missing-package==1 \\\n    --hash=sha256:{DIGEST}\n", WIDGET_LOCK)


# --- licences and vulnerabilities


def rows(path, heading):
    """Returns the cells of the table beneath a heading of a guide."""
    text = (HOME / path).read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_licences_are_told_of_all_that_serves():
    bundled = json.loads((HOME / "bot/widget/package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = {(name, version) for name, (version, _) in packages(PRODUCTION).items()}
    wanted |= {
        (plain(path.rpartition("node_modules/")[2]), package["version"])
        for path, package in bundled.items()
        if path and not package.get("dev")
    }
    with (HOME / "bot" / "tools" / "supply" / "packages.csv").open(encoding="utf-8", newline="") as table:
        _, *listed = csv.reader(table)
    assert {(plain(name), version) for name, version, _ in listed} == wanted
    assert all(licence for _, _, licence in listed)


def test_a_licence_that_nobody_judged_stops_the_page():
    known = yaml.safe_load((HOME / "bot/tools/supply/licences.yml").read_text(encoding="utf-8"))
    bill = {"components": [{"name": "strange", "version": "1", "licenses": [{"license": {"id": "AGPL-3.0-only"}}]}]}
    with pytest.raises(ValueError, match=r"AGPL-3\.0-only"):
        licences_page(bill, known)
    with pytest.raises(ValueError, match="strange names no licence"):
        licences_page({"components": [{"name": "strange", "version": "1"}]}, known)
    known_one = {"components": [{"name": "strange", "version": "1", "licenses": [{"license": {"id": "MIT"}}]}]}
    assert "strange" not in licences_page(known_one, known)
    assert packages_csv(known_one, known).splitlines()[1:] == ["strange,1,MIT"]


VULNERABILITIES = "docs/developers/vulnerabilities.md"
ADVISORY = re.compile(r"(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+)")


@pytest.mark.parametrize(
    ("heading", "lock"),
    [
        ("Imported in service, out of reach of what people write", PRODUCTION),
        ("In tests alone", DEVELOPMENT),
    ],
)
def test_vulnerabilities_are_judged_of_the_versions_that_are_locked(heading, lock):
    """A package that moves on takes its judgement with it: whoever locks anew looks again."""
    judged, locked = rows(VULNERABILITIES, heading), packages(lock)
    assert judged
    for name, version, advisories, what, here in judged:
        assert locked[name][0] == version
        assert all(ADVISORY.fullmatch(advisory) for advisory in advisories.split(", ")), name
        assert what and here
        assert (name in packages(PRODUCTION)) == (lock == PRODUCTION)
