"""The guide's pictures can be made, and are those that it shows."""

import re
from pathlib import Path

from tests.widget import pictures

GUIDE = Path(__file__).parents[2] / "docs" / "canaux" / "site.md"
MOST_BYTES = 140 * 1000


def test_the_guide_shows_the_pictures_that_are_made():
    shown = re.findall(r"\(\.\./images/([\w-]+)\.png\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(pictures.PICTURES)
    for name in shown:
        assert 0 < (pictures.FOLDER / f"{name}.png").stat().st_size < MOST_BYTES


def test_the_pictures_can_be_made(tmp_path):
    pictures.draw(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(pictures.PICTURES)
