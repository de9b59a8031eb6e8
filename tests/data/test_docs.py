"""The guides say what there is: every setting, every folder, every command, and links that lead somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
import yaml

from bot.base.places import HOME
from bot.cli import app

VARIABLE = re.compile(r"\b(?:BOT_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL|REDIS_URL)\b")
PROJECT = (HOME / "docs" / "developers" / "project.md").read_text(encoding="utf-8")
SETTINGS = (HOME / "docs" / "exploiter" / "reglages.md").read_text(encoding="utf-8")
GUIDES = sorted([HOME / "README.md", HOME / "CHANGELOG.md", *(HOME / "docs").rglob("*.md")])


def strings(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield ast.unparse(node)


def settings_in_the_code() -> set[str]:
    found = set()
    for path in (HOME / "bot").rglob("*.py"):
        for text in strings(path.read_text(encoding="utf-8")):
            found |= set(VARIABLE.findall(text))
    for name in ("endpoints.yml", "credentials.yml", "config.yml"):
        found |= set(VARIABLE.findall((HOME / name).read_text(encoding="utf-8")))
    return found


def test_every_setting_is_documented_and_every_documented_setting_is_one():
    assert set(re.findall(rf"(?m)^\| `({VARIABLE.pattern})` \|", SETTINGS)) == settings_in_the_code()


def test_every_folder_has_its_line():
    rooms = [path for path in (HOME / "bot").iterdir() if path.is_dir() and any(path.glob("*[!_]"))]
    folders = [f"bot/{path.name}/" for path in rooms if path.name != "__pycache__"]
    lines = re.findall(r"(?m)^\| `([^`]+/)` \| \S", PROJECT)
    assert sorted(folders) == sorted(name for name in lines if name.startswith("bot/"))
    assert {"tests/", "docs/", "models/"} <= set(lines)


def test_every_command_of_make_that_a_guide_names_exists_and_says_what_it_does():
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    told = set(re.findall(r"(?m)^([a-z-]+):.*## *\S", makefile))
    named = {name for path in GUIDES for name in re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)`", path.read_text("utf-8"))}
    assert named - told == set()
    assert set(re.findall(r"(?m)^\.PHONY: ([a-z-]+)", makefile)) == told


def test_the_guide_names_every_command_of_bot():
    (line,) = re.findall(r"`bot --help` what `bot` does: (.*)", PROJECT)
    assert set(re.findall(r"`([a-z]+)`", line)) == {
        name for name in commands(typer.main.get_command(app)) if " " not in name
    }


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(HOME)))
def test_links_lead_to_files(path):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def anchors(path: Path) -> set[str]:
    """Returns what links may lead to within a guide, as GitHub and others make it of headings."""
    found = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
    plain = [re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "]", heading).lower()) for heading in found]
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(HOME)))
def test_links_lead_to_headings(path):
    targets = re.findall(r"\]\(((?!https?:)[^)#]*)#([^)]+)\)", path.read_text(encoding="utf-8"))
    assert [(file, name) for file, name in targets if name not in anchors(path.parent / file if file else path)] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(HOME)))
def test_files_that_a_guide_names_exist(path):
    named = re.findall(r"`((?:bot|tests|docs)/[\w./-]+)`", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (HOME / name).exists()] == []


def test_every_threat_has_a_measure_and_tests_that_exist():
    """A measure that nothing shows is a wish; a test that was renamed shows nothing."""
    threats = yaml.safe_load(Path(__file__).with_name("threats.yml").read_text(encoding="utf-8"))
    assert len({one["threat"] for one in threats}) == len(threats)
    missing = []
    for one in threats:
        assert one["measure"] and one["tests"], one["threat"]
        for named in one["tests"]:
            path, _, name = named.partition("::")
            source = (HOME / path).read_text(encoding="utf-8") if (HOME / path).exists() else ""
            if not re.search(rf"(?m)^(?:async )?def {name}\(", source):
                missing.append(named)
    assert missing == []


def commands(group, before=()) -> Iterator[str]:
    for name, command in getattr(group, "commands", {}).items():
        yield " ".join([*before, name])
        yield from commands(command, [*before, name])


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: str(path.relative_to(HOME)))
def test_commands_that_a_guide_names_exist(path):
    known = set(commands(typer.main.get_command(app)))
    groups = {name.split()[0] for name in known if " " in name}
    named = re.findall(r"(?:`|\.venv/bin/)bot ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?", path.read_text(encoding="utf-8"))
    said = {f"{first} {second}" if first in groups and second else first for first, second in named}
    assert said - known - groups == set()


def test_every_decision_says_its_number_date_and_status_and_the_list_has_them_all():
    folder = HOME / "docs" / "developers" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("0*.md")):
        title, _, dated, *_ = path.read_text(encoding="utf-8").splitlines()
        number, name = re.fullmatch(r"# (\d+)\. (.+)", title).groups()
        assert re.match(r"\d{1,2} \w+ \d{4}\. (Accepted|Overtaken)", dated)
        assert path.name.startswith(f"{int(number):04}-")
        assert f"{number}. [{name}]({path.name})\n" in listed


def test_every_picture_is_shown_by_a_guide():
    shown = {name for path in GUIDES for name in re.findall(r"images/([\w-]+\.png)", path.read_text(encoding="utf-8"))}
    assert {path.name for path in (HOME / "docs" / "images").iterdir()} == shown
