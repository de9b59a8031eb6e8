"""The served files: small, self-sufficient, and fit for a strict content security policy."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[2] / "bot" / "widget"
PUBLIC = WIDGET / "public"
MOST_BYTES = 26 * 1000
NAMESPACES = re.compile(r"https?://www\.w3\.org/")


def test_the_component_is_small():
    assert len(gzip.compress((PUBLIC / "conseiller-bot.js").read_bytes(), 9)) <= MOST_BYTES


def test_the_component_is_the_same_in_pages_of_any_encoding():
    assert (PUBLIC / "conseiller-bot.js").read_bytes().isascii()


@pytest.mark.parametrize("path", sorted(PUBLIC.iterdir()), ids=lambda path: path.name)
def test_no_served_file_names_an_outside_address(path):
    addresses = re.findall(r"https?://\w[^\s\"'`<>)]*", path.read_text(encoding="utf-8"))
    assert [address for address in addresses if not NAMESPACES.match(address)] == []


def test_the_component_keeps_no_cookie_and_reads_no_html():
    sources = [path.read_text(encoding="utf-8") for path in (WIDGET / "src").glob("*.ts")]
    assert sources
    for source in sources:
        assert not re.search(r"document\.cookie|innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|\beval\(", source)


def test_only_finished_files_are_served():
    assert {path.name for path in PUBLIC.iterdir()} == {
        "conseiller-bot.js", "demonstration.css", "demonstration.html", "icon.svg", "index.html", "page.css",
    }  # fmt: skip


def test_the_lock_names_no_registry():
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert [name for name, package in lock["packages"].items() if name and "integrity" not in package] == []


def test_the_component_is_built_from_its_sources(tmp_path):
    command = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))["scripts"]["build"].split()
    command = [part for part in command if not part.startswith("--outfile=")]
    built = tmp_path / "built.js"
    command[0] = str(WIDGET / "node_modules/.bin/esbuild")
    subprocess.run([*command, f"--outfile={built}", "--log-level=error"], cwd=WIDGET, check=True, timeout=60)
    assert built.read_bytes() == (PUBLIC / "conseiller-bot.js").read_bytes()


def test_the_sources_are_typed():
    subprocess.run([WIDGET / "node_modules/.bin/tsc", "--noEmit"], cwd=WIDGET, check=True, timeout=120)
