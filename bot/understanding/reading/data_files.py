"""Readers of the word lists and tables in `bot/data`."""

import csv
import functools
from typing import Any

from ruamel.yaml import YAML

from bot.base.places import DATA


@functools.cache
def load_yaml(name: str) -> Any:
    """Content of a YAML 1.2 file, where `no` and `on` are words."""
    return YAML(typ="safe").load(DATA / name)


def load_rows(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_lines(name: str) -> list[str]:
    """Lines of a text file, without empty lines and comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
