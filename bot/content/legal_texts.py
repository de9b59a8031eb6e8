"""Legal notice, privacy notice and accessibility statement: texts of docs/juridique/, filled in from the campaign."""

import hashlib
import re

from bot.base.french import date_in_words
from bot.base.places import HOME
from bot.base.settings import settings
from bot.content.campaign import NO_DPO, Campaign, campaign

DOCS = HOME / "docs" / "juridique"
NOTICE = "notice.md"
PLACEHOLDER = re.compile(r"\{([a-z_.]+)\}")
MISSING = "(à compléter)"


def notice_hash() -> str:
    """SHA-256 of the current privacy notice in Markdown, filled in; 64 hexadecimal digits."""
    return hashlib.sha256(_notice(campaign()).encode()).hexdigest()


def differs(one: Campaign, other: Campaign) -> bool:
    """Whether two campaigns give different privacy notices, version and date apart."""
    return _notice(one) != _notice(other.model_copy(update={"notice": one.notice}))


def _notice(source: Campaign) -> str:
    values = placeholders(source)
    text = (DOCS / NOTICE).read_text(encoding="utf-8")
    return PLACEHOLDER.sub(lambda match: values[match[1]] or MISSING, text)


def placeholders(source: Campaign | None = None) -> dict[str, str | None]:
    """Values of the placeholders, None if the campaign lacks them. The default is the current campaign."""
    source = source or campaign()
    parts = {part: getattr(source, part).model_dump() for part in ("controller", "publisher", "host", "contacts")}
    values: dict[str, str | None] = {
        f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()
    }
    return values | {
        "controller": source.controller.at_the_start if source.controller.name else None,
        "controller.dpo": "aucun n'est désigné" if source.controller.dpo == NO_DPO else source.controller.dpo,
        "accessibility.contact": source.accessibility_contact,
        "notice.version": source.notice.version,
        "notice.date": date_in_words(source.notice.date),
        "months": str(settings().retention_months),
        "audit_months": str(settings().audit_months),
        "site": settings().site,
    }
