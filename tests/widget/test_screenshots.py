"""The guide shows exactly the screenshots that can be made."""

import re
from pathlib import Path

from tests.widget import screenshots

GUIDE = Path(__file__).parents[2] / "docs" / "canaux" / "site.md"
MOST_BYTES = 140 * 1000


def test_the_guide_shows_the_pictures_that_are_made():
    shown = re.findall(r"\(\.\./images/([\w-]+)\.png\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(screenshots.SCREENSHOTS)
    for name in shown:
        assert 0 < (screenshots.FOLDER / f"{name}.png").stat().st_size < MOST_BYTES


def test_the_pictures_can_be_made(tmp_path):
    screenshots.draw(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == set(screenshots.SCREENSHOTS)
