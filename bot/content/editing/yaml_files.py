"""Content overrides as files of `bot/data`. Comments, order and style are kept, so that git shows the changes only."""

import io
import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from bot.base.places import DATA
from bot.content import overrides
from bot.content.campaign import campaign_file
from bot.content.faq import OPEN, SAID, faq_files
from bot.content.interview import scenario_values
from bot.content.overrides import ContentOverrides, Override, Overrides

ASKED_MORE = "asked_more"  # questions that an editor adds to an answer: examples for the next training
CAMPAIGN_FILE, SCENARIOS_FILE = "campaign.yml", "interview/scenarios.yml"
_WIDTH = 132
_UNLIMITED = 1_000_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)\\U([0-9A-F]{8})")


class _Representer(RoundTripRepresenter):
    pass


_Representer.add_representer(
    type(None), lambda representer, _: representer.represent_scalar("tag:yaml.org,2002:null", "null")
)


def _yaml() -> Any:
    made: Any = YAML(typ="rt")
    made.Representer = _Representer
    made.preserve_quotes = True
    made.width = _UNLIMITED
    made.indent(mapping=2, sequence=4, offset=2)
    return made


def rewrite(text: str, change: Callable[[Any], None]) -> str:
    """The text of a YAML file after `change` has modified its content in place."""
    reader = _yaml()
    content = reader.load(text)
    change(content)
    written = io.StringIO()
    reader.dump(content, written)
    # Emojis are written as they are typed, where ruamel.yaml would give their number.
    return _ESCAPED.sub(lambda match: match[1] + chr(int(match[2], 16)), written.getvalue())


def file_of(document: str) -> str:
    """The file of a document, below `bot/data`."""
    if document.startswith(overrides.FAQ):
        return f"faq/{document.split('/')[1]}.yml"
    return {overrides.CAMPAIGN: CAMPAIGN_FILE, overrides.SCENARIOS: SCENARIOS_FILE}[document]


def file_values(document: str) -> dict[str, Any]:
    """What the files say of a document, by path.

    Raises:
        KeyError: there is no such document.
    """
    if document == overrides.CAMPAIGN:
        return dict(campaign_file())
    if document == overrides.SCENARIOS:
        return dict(scenario_values())
    if not document.startswith(overrides.FAQ):
        raise KeyError(document)
    entry = faq_files()[document.removeprefix(overrides.FAQ)]
    return {path: entry[path] for path in SAID}


def changes_to(document: str, values: Mapping[str, Any]) -> Overrides:
    """Overrides that turn the files' values into these."""
    in_file = file_values(document)
    changes = {path: Override(in_file.get(path), value) for path, value in values.items()}
    return {path: change for path, change in changes.items() if change.live not in (change.file, [])}


def differing(edits: ContentOverrides) -> dict[str, Overrides]:
    """Effective overrides by document, without example questions that the files hold already."""
    differing_documents = {}
    for document, changes in edits.changes.items():
        try:
            in_file = file_values(document)
        except KeyError:  # an answer that is no more
            continue
        now = overrides.apply_overrides(in_file, changes)
        if ASKED_MORE in now:
            now[ASKED_MORE] = _not_asked_yet(document, now[ASKED_MORE])
        if changed := changes_to(document, now):
            differing_documents[document] = changed
    return differing_documents


def _not_asked_yet(document: str, questions: list[str]) -> list[str]:
    asked = faq_files()[document.removeprefix(overrides.FAQ)]["asked"]
    return [question for question in questions if question not in asked]


def exported(edits: ContentOverrides) -> dict[str, str]:
    """The new text of every changed file, by path below `bot/data`."""
    by_file: dict[str, dict[str, Overrides]] = {}
    for document, changes in differing(edits).items():
        by_file.setdefault(file_of(document), {})[document] = changes
    return {name: _rewritten(name, documents) for name, documents in sorted(by_file.items())}


def _rewritten(name: str, documents: Mapping[str, Overrides]) -> str:
    def change(content: Any) -> None:
        for document, changes in documents.items():
            for path, one in changes.items():
                if path == ASKED_MORE:
                    _holder(content, document, "asked")[0]["asked"].extend(map(_question, one.live))
                else:
                    holder, key = _holder(content, document, path)
                    _put(holder, key, one.live)

    return rewrite((DATA / name).read_text(encoding="utf-8"), change)


def _holder(content: Any, document: str, path: str) -> tuple[Any, str]:
    """The mapping and key of a path within a file."""
    if document.startswith(overrides.FAQ):
        return content["aspects"][document.split("/")[2]], path
    *parts, key = path.split(".")
    if document == overrides.SCENARIOS:
        entries = [entry for entry in content["scenarios"] if parts and entry["id"] == parts[0]]
        return (entries[0], key) if entries else (content, key)
    for part in parts:
        content = content.setdefault(part, {})
    return content, key


def _put(holder: Any, key: str, value: Any) -> None:
    """Set a value. The text for open posts follows the answer's, and is left out if empty."""
    if key != OPEN:
        holder[key] = _like(holder.get(key), value)
    elif value is None:
        holder.pop(key, None)
    elif key in holder:
        holder[key] = _folded(value)
    else:
        holder.insert(list(holder).index("answer") + 1, key, _folded(value))


def _like(old: Any, new: Any) -> Any:
    """A value in the YAML style of the one it replaces."""
    if isinstance(new, list):
        if isinstance(old, list):
            old[:] = new
            return old
        return new
    if isinstance(old, FoldedScalarString):
        return _folded(str(new))
    if isinstance(old, DoubleQuotedScalarString) and isinstance(new, str):
        return DoubleQuotedScalarString(new)
    if isinstance(new, str) and _DAY.fullmatch(new):
        return date.fromisoformat(new)
    return _question(new) if isinstance(new, str) else new


def _question(text: str) -> str:
    """A line, quoted if YAML would read it as something else."""
    try:
        is_plain = yaml.safe_load(f"- {text}") == [text] and not text.startswith(("-", "?", ":"))
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else DoubleQuotedScalarString(text)


def _folded(text: str) -> Any:
    """A folded scalar with lines as long as those of the files."""
    folded: Any = FoldedScalarString(text)
    offset, positions = 0, []
    for line in textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)[:-1]:
        offset += len(line)
        positions.append(offset)
        offset += 1
    folded.fold_pos = positions
    return folded


def write(edits: ContentOverrides, folder: Path) -> list[str]:
    """Write every changed file below a folder, as in the project; their paths."""
    paths = []
    for name, text in exported(edits).items():
        path = folder / "bot" / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(f"bot/data/{name}")
    return paths
