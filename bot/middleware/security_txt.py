"""`/.well-known/security.txt` (RFC 9116): whom to contact about a vulnerability."""

from datetime import timedelta

from fastapi import APIRouter, HTTPException
from fastapi.responses import PlainTextResponse

from bot.base import clock
from bot.base.french import mail_link
from bot.base.settings import settings
from bot.content.campaign import Campaign, campaign

PATH = "/.well-known/security.txt"
# The RFC advises less than a year. The date moves with every request; a stored copy expires.
LIFE = timedelta(days=180)

router = APIRouter()


def security_txt(current: Campaign) -> str | None:
    """The text of the file; None if the campaign names no contact.

    The contact is the publisher's or, without one, the data controller's.
    """
    # The campaign file always has a controller's contact; it is real only once a name is filled in.
    contact = current.publisher.contact or (current.controller.contact if current.controller.name else None)
    if contact is None:
        return None
    expires = (clock.now() + LIFE).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = {
        "Contact": mail_link(contact),
        "Expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "fr, en",
        "Canonical": settings().site + PATH,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


@router.get(PATH)
def show() -> PlainTextResponse:
    """Serve the file."""
    text = security_txt(campaign())
    if text is None:
        raise HTTPException(404)
    return PlainTextResponse(text)
