"""Sentences by name, from the YAML files that editors maintain."""

import functools
from collections.abc import Mapping

import yaml

from bot.base import places

FILE = places.DATA / "sentences.yml"


@functools.cache
def all_sentences() -> Mapping[str, str]:
    """Every sentence by `section.name`."""
    sections = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {f"{section}.{name}": text for section, named in sections.items() for name, text in named.items()}


def sentence(name: str, /, **values: object) -> str:
    """A sentence with its `{placeholders}` filled in.

    Args:
        name: `section.name` of the file.

    Raises:
        KeyError: there is no such sentence, or a placeholder has no value.
    """
    text = all_sentences()[name]
    return text.format(**values) if values else text
