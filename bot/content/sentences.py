"""Sentences by name, from the YAML files that editors maintain.

Candidates read those of `bot/data/sentences.yml`, recruiters those of `bot/recruiting/templates/sentences.yml`.
"""

import functools
from collections.abc import Mapping

import yaml

from bot.base import places

FILES = (places.DATA / "sentences.yml", places.DATA.parent / "recruiting" / "templates" / "sentences.yml")


@functools.cache
def all_sections() -> Mapping[str, Mapping[str, str]]:
    """Every section of both files."""
    read = (yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for file in FILES)
    return {name: sentences for sections in read for name, sentences in sections.items()}


def section(name: str) -> Mapping[str, str]:
    """The sentences of a section by name, for keys that are only known at run time."""
    return all_sections()[name]


def sentence(name: str, /, **values: object) -> str:
    """A sentence with its `{placeholders}` filled in.

    Args:
        name: `section.name` of the file.

    Raises:
        KeyError: there is no such sentence, or a placeholder has no value.
    """
    section_name, _, key = name.partition(".")
    text = section(section_name)[key]
    return text.format(**values) if values else text
