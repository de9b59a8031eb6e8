"""Removal of invisible characters from typed text.

They can reverse the order of letters, make two names look alike, or hide words within words (Unicode TR 36).
"""

import re
import unicodedata

# Controls but for tab and ends of line; what Unicode calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt), less
# the two selectors of an emoji's look; line and annotation separators; noncharacters.
# A joiner within an emoji stays.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]|(?<!\ufe0f)(?<![\U0001f000-\U0001faff])\u200d"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def collapse_spaces(text: str) -> str:
    """The text in one line, with single spaces."""
    return " ".join(text.split())


def strip_invisible(text: str) -> str:
    """A text without invisible characters."""
    return INVISIBLE.sub("", text)


def clean_line(text: str) -> str:
    """A name as it is stored: visible characters, single spaces, NFC."""
    return collapse_spaces(strip_invisible(collapse_spaces(unicodedata.normalize("NFC", text))))


def clean_lines(text: str) -> str:
    """A text as it is stored: visible characters, lines as typed, stripped."""
    return strip_invisible(_LINE_ENDS.sub("\n", text)).strip()
