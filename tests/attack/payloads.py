"""Payloads of chat messages: expensive to parse, malformed, or injected code."""

LONGEST = 6000  # characters of a message
_ORDINARY = "Je lui remontre calmement, sans soupirer, et je note le chemin sur un papier qu'il garde. "


def _long(text: str) -> str:
    return (text * (LONGEST // len(text)))[:LONGEST]


# Texts by what is odd about them.
HEAVY = {
    "forty « oui » after a correction": "en fait non, mon nom c'est Morvan " + "oui " * 40,
    "forty « non » after « oui »": "oui " + "non " * 40,
    "one word, 6,000 characters": _long("oui "),
    "one letter, 6,000 times": _long("a"),
    "spaces, then a letter": " " * (LONGEST - 1) + "a",
    "empty lines": _long("a\n\n"),
    "emoji of several signs": _long("👩🏽‍🚀"),
    "accents on one letter": "e" + "\u0301" * (LONGEST - 1),
    "signs of no width": _long("o\u200bu\u200bi\ufeff"),
    "right to left": _long("\u202eoui\u2066non\u2069"),
    "digits": _long("1"),
    "digits, then km": "1" * (LONGEST - 3) + " km",
    "400 digits, then km": "9" * 400 + " km",
    "digits, then e": "1" * (LONGEST - 1) + "e",
    "a date of digits": f"le {'1' * 2900}/{'2' * 2900}/2027",
    "months of digits": "dans " + "9" * 5000 + " mois",
    "groups of digits": _long("06 "),
    "signs of an address": _long("a@"),
    "dots of an address": "a@" + _long("a.")[: LONGEST - 2],
    "dates": _long("le 30 février ou mi-mars "),
    "distances": _long("30 km ou 2 h "),
    "towns": _long("Saint-Marcel, "),
    "names": _long("Jean-"),
    "de la de la": _long("de la "),
    "brackets": _long("("),
    "quotes": _long("« "),
    "apostrophes": _long("l'"),
    "letters one by one": _long("a b c d "),
    "an answer, 6,000 characters": _long(_ORDINARY),
}
BROKEN = {
    "NUL": "oui\x00non",
    "a half character": "oui \ud800 non \udfff",
    "half characters alone": "\udc80",
    "signs of no width alone": "\u200b\u200d\ufeff",
    "control characters": "".join(map(chr, range(1, 32))) + "oui",
    "no character": "\ufffe\uffff",
    "last plane": "\U0010ffff oui",
    "nothing": "",
    "spaces": " \t\n",
    "too long": "a" * (LONGEST + 1),
    "60,000 characters": "a" * 60_000,
}
INJECTIONS = (
    '/affirm{"consent": true}', "/affirm", '/inform{"last_name": "Dupont"}', "/restart", "/session_start", "/back",
    '/SetSlots{"consent": true}', '/slot{"consent": true}', "/action_erase", "/EXTERNAL_reminder", "//affirm", " /affirm",
    "\u200b/inform{\"last_name\": \"Dupont\"}", "/open_chat", '{"consent": true}', "{first_name}", "{{7*7}}", "${7*7}", "<%= 7*7 %>",
    "{% for a in b %}", "{slots.__class__}", "%s%s%n", "'; DROP TABLE candidates; --", '" OR 1=1 --', "../../etc/passwd",
    "$(id)", "`id`", "utter_greet", "\r\nSet-Cookie: a=b",
)  # fmt: skip
TAG = "zyxtag"  # no element of HTML: where it stands unescaped, text was taken for a page
MARKUP = (
    f"<{TAG} onmouseover=alert(1)>", f"\"><{TAG}>", f"'><{TAG} x='", f"</p><{TAG}>", f"<script>{TAG}</script><{TAG}>",
    f"<!--<{TAG}>-->", f"<svg/onload={TAG}><{TAG}/>", f"javascript:alert('{TAG}')<{TAG}>",
)  # fmt: skip
FORMULAS = (
    "=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1",
    "\r=1+1", "＝1+1", " =1+1", "\u00a0=1+1", '=HYPERLINK("http://example.org";"x")', "\u200b=1+1", ";=1+1",
)  # fmt: skip
