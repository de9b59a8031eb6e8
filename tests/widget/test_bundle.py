"""The served files: small, self-sufficient, and fit for a strict content security policy."""

import gzip
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[2] / "bot" / "widget"
PUBLIC = WIDGET / "public"
MOST_BYTES = 26 * 1000
NAMESPACES = re.compile(r"https?://www\.w3\.org/")


class Tags(HTMLParser):
    """Collects the tags of a page with their contents."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in {"script", "style"} and data.strip():
            self.inline.append(data)


@pytest.fixture(scope="module")
def page() -> Tags:
    tags = Tags()
    tags.feed((PUBLIC / "index.html").read_text(encoding="utf-8"))
    return tags


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


def test_the_page_has_nothing_inline(page):
    assert page.inline == []
    for tag, attributes in page.found:
        assert tag != "style"
        assert tag != "script" or attributes.get("src")
        assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_everything_that_the_page_loads_is_served(page):
    loaded = [attributes["src"] for tag, attributes in page.found if tag == "script"]
    loaded += [attributes["href"] for tag, attributes in page.found if tag == "link"]
    assert [name for name in loaded if not (PUBLIC / str(name)).is_file()] == []


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
