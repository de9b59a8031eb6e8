"""Templates, URLs and template filters of the recruiters' pages."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import jinja2
from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot.base import channel_info, clock, french
from bot.base.registration import Group, fields_of
from bot.base.settings import settings
from bot.content.sentences import section
from bot.records.accounts.recruiter_sessions import RecruiterUser
from bot.recruiting.dossiers.france_map import departement_name, map_of
from bot.recruiting.dossiers.highlights import Quote
from bot.recruiting.navigation import entries
from bot.words import wording

HERE = Path(__file__).parent
PREFIX = "/recrutement"
OPPOSITE = "formulation en sens contraire"


def idle_seconds() -> int:
    """Seconds of inactivity after which a session ends."""
    return 60 * settings().idle_minutes


def page_url(path: str) -> str:
    """URL path of a page, as browsers see it."""
    return PREFIX + path


def redirect(url: str) -> RedirectResponse:
    """303, so that the browser gets the page with GET after it sent a form."""
    return RedirectResponse(url, status_code=303)


def or_404[T](value: T | None) -> T:
    """The value of a look-up.

    Raises:
        HTTPException: 404 if there is none.
    """
    if value is None:
        raise HTTPException(404)
    return value


def attachment(name: str) -> dict[str, str]:
    """Headers of a response that browsers save under a name."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def short_date(moment: datetime) -> str:
    """« 04/01/2027 », the day in Paris."""
    return f"{moment.astimezone(clock.PARIS):%d/%m/%Y}"


def full_date(moment: datetime) -> str:
    """« lundi 4 janvier 2027 », the day in Paris."""
    return french.day_in_words(clock.day_of(moment))


def reach_in_words(mobility: dict[str, Any]) -> str:
    """A mobility in short, for a row of the list: « 30 km », « sa région », « France »."""
    places = ", ".join(mobility.get("places") or [])
    kind = mobility["kind"]
    own = {"national": "France", "none": "sa commune", "departement": "son département", "region": "sa région"}
    if kind in own:
        return own[kind] if kind == "national" else places or own[kind]
    far = mobility.get("km"), mobility.get("minutes")
    words = f"{far[0]:g} km" if far[0] is not None else f"{far[1]:g} min" if far[1] is not None else "autour"
    return f"{words}, {places}" if places else words


def free_from(availability: dict[str, Any]) -> str:
    """An availability in short, for a row of the list: « 04/01/2027 », « tout de suite »."""
    given = availability.get("date")
    if given:
        return f"{date.fromisoformat(given):%d/%m/%Y}"
    return "tout de suite" if availability.get("immediate") else "pas encore su"


def number_in_words(number: int) -> str:
    """A number with French thousands separators: « 20 000 »."""
    return f"{number:,}".replace(",", "\u202f")


def moment_of(seconds: float) -> str:
    """« 4 janvier 2027 à 9 h 05 », from Unix time."""
    return french.moment_in_words(datetime.fromtimestamp(seconds, clock.PARIS))


def label_in_words(quote: Quote) -> str:
    """The indicator of a quote, for screen readers and tooltips."""
    return f"{quote.label}, {OPPOSITE}" if quote.is_opposite else quote.label


def mobility_in_words(mobility: dict[str, Any]) -> str:
    """A mobility in the third person."""
    return wording.mobility_in_words(mobility, wording.ABOUT_THE_CANDIDATE)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates and code change together, at a restart
    )
    environment.globals |= {
        "page_url": page_url,
        "entries": entries,
        "opposite": OPPOSITE,
        "map_of": map_of,
        "idle_seconds": idle_seconds,
        "Group": Group,
        "fields_of": fields_of,
        "in_words": wording.of_candidate,
    }
    environment.filters |= {
        "short_date": short_date,
        "day": full_date,
        "moment": french.moment_in_words,
        "span": french.span_in_words,
        "moment_of": moment_of,
        "departement": departement_name,
        "channel": channel_info.in_words,
        "free": free_from,
        "reach": reach_in_words,
        "number": number_in_words,
        "town": wording.town_in_words,
        "of_place": wording.of_place,
        "mobility": mobility_in_words,
        "availability": wording.availability_in_words,
        "phone": wording.phone_in_words,
        "mail_link": french.mail_link,
        "label_in_words": label_in_words,
    }
    return environment


_templates = Jinja2Templates(env=_environment())


def render(
    request: Request, name: str, me: RecruiterUser | None, /, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """A page as an HTML response.

    Args:
        me: None before sign-in.
        context: variables of the template.
    """
    return _templates.TemplateResponse(request, name, {"me": me, **context}, status_code=status)


def error_page(request: Request, me: RecruiterUser | None, name: str, status: int, **values: object) -> HTMLResponse:
    """An error page.

    Args:
        name: of its title and sentence in the section `error_pages`.
        values: placeholders of the sentence.
    """
    sentences = section("error_pages")
    title, sentence = sentences[f"{name}_title"], sentences[name].format(**values)
    return render(request, "error.html", me, status=status, title=title, sentence=sentence)
