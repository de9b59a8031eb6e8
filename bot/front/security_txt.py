"""`/.well-known/security.txt` (RFC 9116): to whom a weakness of the site is told."""

from datetime import timedelta

from fastapi import APIRouter, HTTPException
from fastapi.responses import PlainTextResponse

from bot.base import clock
from bot.base.french import mail_link
from bot.base.settings import settings
from bot.content.campaign import Campaign, campaign

PATH = "/.well-known/security.txt"
# The RFC advises less than a year. It is told anew with every look: whoever keeps a copy looks again.
LIFE = timedelta(days=180)

router = APIRouter()


def security_txt(found: Campaign) -> str | None:
    """Returns the file's text, None while nobody is named who answers for the site.

    Args:
        found: the campaign, whose publisher is written to or, without an address, who answers for the data.
    """
    # The file names a contact of the data's from the beginning: it is somebody's once they are named.
    contact = found.publisher.contact or (found.controller.contact if found.controller.name else None)
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
    """Gives the file."""
    text = security_txt(campaign())
    if text is None:
        raise HTTPException(404)
    return PlainTextResponse(text)
