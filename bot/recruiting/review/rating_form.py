"""The rating form."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form

from bot.base.text_cleanup import clean_lines
from bot.records.desk.ratings import LEVELS

MAX_QUOTE_LENGTH, MAX_COMMENT_LENGTH = 1000, 2000
FINISH, DRAFT = "definitif", "brouillon"
FROM_FILE = "dossier"


@dataclass(frozen=True)
class RatingForm:
    """A rating as typed.

    Attributes:
        level: 1 to 5; None if not chosen.
        read: hash of the answer that was displayed.
    """

    level: int | None = None
    quote: str = ""
    comment: str = ""
    read: str = ""


def rating_form(
    level: Annotated[int | None, Form(alias="niveau", ge=LEVELS[0], le=LEVELS[-1])] = None,
    quote: Annotated[str, Form(alias="passage", max_length=MAX_QUOTE_LENGTH)] = "",
    comment: Annotated[str, Form(alias="commentaire", max_length=MAX_COMMENT_LENGTH)] = "",
    read: Annotated[str, Form(alias="lu", max_length=64)] = "",
) -> RatingForm:
    """The form, with normalised line ends and without pasted quotation marks."""
    words = quote.replace("\r\n", "\n").replace("\x00", "")  # as in the answer, invisible characters included
    return RatingForm(level, words.strip().strip('« »"“”\u00a0\u202f'), clean_lines(comment), read)


def from_file(came: Annotated[str, Form(alias="depuis", max_length=10)] = "") -> bool:
    """Whether the rating page was opened from a dossier, where the name is shown."""
    return came == FROM_FILE
