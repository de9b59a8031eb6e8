"""The style sheet of a page adds to those of every page: it never lays out the frame of the pages another way."""

import re
from pathlib import Path

import pytest

from bot.recruiting.rendering import HERE

BASE = ("recruiting.css", "access.css")
FRAME = ("base.html", "structure_switch.html")
OF_WHOLE_DOCUMENTS = {"print.html"}  # extends nothing
NOT_LAID_OUT = {"html", "head", "meta", "title", "link", "script"}


def text_of(folder: str, name: str) -> str:
    return (HERE / folder / name).read_text(encoding="utf-8")


def unscoped(sheet: Path) -> set[str]:
    """Returns the selectors of a sheet that are a class or an element alone, and so apply wherever that stands."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [one.strip() for rule in re.findall(r"([^{};]+)\{", text) for one in rule.split(",")]
    return {one for one in selectors if re.fullmatch(r"\.?[a-z][\w-]*", one)}


def sheets_of_pages() -> list[Path]:
    names: set[str] = set()
    for path in (HERE / "templates").glob("*.html"):
        if path.name not in OF_WHOLE_DOCUMENTS:
            names |= set(re.findall(r"/static/([\w-]+\.css)", path.read_text(encoding="utf-8")))
    return [HERE / "static" / name for name in sorted(names - set(BASE))]


def frame() -> set[str]:
    """Returns the elements and classes of what stands around every page."""
    text = "".join(text_of("templates", name) for name in FRAME)
    classes = {name for found in re.findall(r'class="([^"{]+)"', text) for name in found.split()}
    return {f".{name}" for name in classes} | (set(re.findall(r"<([a-z][a-z0-9]*)", text)) - NOT_LAID_OUT)


@pytest.mark.parametrize("sheet", sheets_of_pages(), ids=lambda sheet: sheet.stem)
def test_a_page_restyles_nothing_of_the_frame(sheet):
    assert {".ways", ".banner", "select", "nav"} <= frame()
    assert unscoped(sheet) & frame() == set()


@pytest.mark.parametrize("sheet", sheets_of_pages(), ids=lambda sheet: sheet.stem)
def test_a_class_of_every_page_is_not_another_one_s_name(sheet):
    of_all = set().union(*(unscoped(HERE / "static" / name) for name in BASE))
    assert {one for one in unscoped(sheet) & of_all if one.startswith(".")} == set()
