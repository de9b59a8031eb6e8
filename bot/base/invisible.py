"""Signs that nobody sees and that change what is seen: taken out of what people type, in one way everywhere.

They turn the order of letters round, make two names look like one, or hide words within words (Unicode Technical Report 36).
"""

import re
import unicodedata

# Controls but for tab and ends of line; what Unicode calls Default_Ignorable_Code_Point (DerivedCoreProperties.txt), less
# the two signs that choose how an emoji is drawn; separators of lines and of notes between lines; what is no character.
# A joiner within an emoji stays.
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]|(?<!\ufe0f)(?<![\U0001f000-\U0001faff])\u200d"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")


def without_unseen(text: str) -> str:
    """Returns a text without signs that nobody sees."""
    return UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Returns a name as it is kept: seen signs alone, one space between words, each accented letter as one sign."""
    return " ".join(without_unseen(" ".join(unicodedata.normalize("NFC", text).split())).split())


def several_lines(text: str) -> str:
    """Returns words as they are kept: seen signs alone, lines as they were typed, nothing empty around."""
    return without_unseen(_LINE_ENDS.sub("\n", text)).strip()
