"""Templates and addresses of the recruiters' pages."""

from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
import phonenumbers
from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from bot import clock, wording
from bot.records.recruiters import SignedIn
from bot.recruiting.highlights import Quote
from bot.recruiting.navigation import entries

HERE = Path(__file__).parent
PREFIX = "/recrutement"
OPPOSITE = "formulation en sens contraire"


def address(path: str) -> str:
    """Returns the address of one of our pages as browsers see it."""
    return PREFIX + path


def short_date(moment: datetime) -> str:
    """Returns « 04/01/2027 », the day in Paris."""
    return f"{moment.astimezone(clock.PARIS):%d/%m/%Y}"


def full_date(moment: datetime) -> str:
    """Returns « lundi 4 janvier 2027 », the day in Paris."""
    return wording.day_in_words(moment.astimezone(clock.PARIS).date())


def moment_of(seconds: float) -> str:
    """Returns « 4 janvier 2027 à 9 h 05 » for a Unix time."""
    return wording.moment_in_words(datetime.fromtimestamp(seconds, clock.PARIS))


def phone_in_words(number: str) -> str:
    """Returns an E.164 number with its spaces, « +33 6 39 98 00 01 »."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def label_in_words(quote: Quote) -> str:
    """Returns what a quote relates to, as screen readers and tooltips say it."""
    return f"{quote.label}, {OPPOSITE}" if quote.is_opposite else quote.label


def mobility_in_words(mobility: dict[str, Any]) -> str:
    """Returns how far a candidate goes, said of them."""
    return wording.mobility_in_words(mobility, wording.ABOUT_THE_CANDIDATE)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"address": address, "entries": entries, "opposite": OPPOSITE}
    environment.filters |= {
        "short_date": short_date,
        "day": full_date,
        "moment": wording.moment_in_words,
        "span": wording.span_in_words,
        "moment_of": moment_of,
        "town": wording.town_in_words,
        "mobility": mobility_in_words,
        "availability": wording.availability_in_words,
        "phone": phone_in_words,
        "mail_link": wording.mail_link,
        "label_in_words": label_in_words,
    }
    return environment


_templates = Jinja2Templates(env=_environment())


def render(request: Request, name: str, me: SignedIn | None, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Returns a page.

    Args:
        request: what is answered.
        name: the template.
        me: who reads, None before sign-in.
        status: HTTP status.
        **context: what the template shows.
    """
    return _templates.TemplateResponse(request, name, {"me": me, **context}, status_code=status)
