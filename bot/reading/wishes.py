"""Wishes that are read from words alone: an offered choice, going on, a note to amend or withdraw, a field to correct."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.reading.understood import NO_OFFER, YES_OFFER, Chosen, Turn, Understood
from bot.reading.yes_no import fold

_LONGEST_WISH = 10
_LONGEST_REGRET = 14  # « la réponse 3 ne me plaît pas du tout, je voudrais la modifier »
_WORDS_AROUND_A_CHOICE = 4
_WANTS_TO_RESUME = re.compile(
    r"\b(?:continuer|continue|continuons|reprendre|reprend|reprends|reprenons)\b|\b(?:me|re) ?(?:re)?voila\b|\bsuis (?:de retour|revenue?)\b"
)
# A wish to go on is said with these words alone; any other makes it an answer ("je reprends l'exercice avec elle") or something else.
_WORDS_OF_RESUMING = frozenset(
    [
        "continuer",
        "continue",
        "continuons",
        "reprendre",
        "reprend",
        "reprends",
        "reprenons",
        "me",
        "re",
        "revoila",
        "voila",
        "suis",
        "de",
        "retour",
        "revenu",
        "revenue",
        "bonjour",
        "bonsoir",
        "salut",
        "coucou",
        "rebonjour",
        "ok",
        "oui",
        "bon",
        "bien",
        "allez",
        "alors",
        "donc",
        "voici",
        "c",
        "moi",
        "je",
        "j",
        "on",
        "nous",
        "veux",
        "voudrais",
        "souhaite",
        "souhaiterais",
        "aimerais",
        "peux",
        "peut",
        "vais",
        "va",
        "vous",
        "il",
        "faut",
        "s",
        "est",
        "stp",
        "svp",
        "plait",
        "merci",
        "maintenant",
        "pret",
        "prete",
        "la",
        "le",
        "l",
        "les",
        "mon",
        "ma",
        "mes",
        "notre",
        "suite",
        "inscription",
        "dossier",
        "candidature",
        "formulaire",
        "question",
        "questions",
        "situation",
        "situations",
        "entretien",
        "conversation",
        "discussion",
        "ou",
        "en",
        "a",
        "y",
        "etais",
        "etait",
        "etions",
    ]
)
_NOT_NOW = re.compile(
    r"\b(?:plus tard|demain|pas|ne|stop|arrete|arreter|ce soir|semaine|tout a l heure|tantot|un autre jour|apres|autre fois|avant de)\b"
)
_WANTS_SITUATIONS = re.compile(
    r"\b(?:commencer|commence|reprendre|reprend|reprends|continuer|faire|passer aux|repondre aux|lancer)\b.*\b(?:situation|situations|entretien|scenarios?|questions)\b"
    r"|^(?:les )?situations$"
)
# Left out when what is said is compared with the title of a choice.
_SMALL_WORDS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "de",
        "du",
        "des",
        "d",
        "a",
        "au",
        "je",
        "j",
        "m",
        "s",
        "il",
        "vous",
        "te",
        "me",
        "plait",
        "svp",
        "stp",
        "merci",
        "oui",
        "plutot",
        "mon",
        "ma",
        "mes",
    ]
)


_ACTS = r"modifi\w*|chang\w*|corrig\w*|refai\w*|reecri\w*|repren\w*|rectifi\w*|retir\w*|supprim\w*|enlev\w*|effac\w*|annul\w*"
_NOUNS = r"(?:situations?|reponses?|notes?|scenarios?|questions?)"
_RANKS = {
    "premiere": 1,
    "1ere": 1,
    "deuxieme": 2,
    "seconde": 2,
    "2eme": 2,
    "2e": 2,
    "troisieme": 3,
    "3eme": 3,
    "3e": 3,
    "derniere": 3,
}
_WHICH = rf"(?:\b{_NOUNS} (?:numero |n )?(?P<number>[1-9])\b|\b(?P<rank>{'|'.join(_RANKS)})(?: {_NOUNS})?\b)"
_NAMED_NOTE = re.compile(_WHICH)
_NOTE_WISH = re.compile(rf"\b(?P<act>{_ACTS})\b.*?{_WHICH}")
# « je regrette ma deuxième réponse, retirez-la »
_NOTE_THEN_WISH = re.compile(rf"{_WHICH}.*?\b(?P<act>{_ACTS})\b(?: (?:la|le|moi|ca|cela|celle la|celle ci))*$")
_COURTESY = re.compile(
    r"\b(?:s il (?:vous|te) plait|svp|stp|merci(?: d avance)?|bonjour|pardon|desolee?|je vous prie)\b ?"
)
ALL_NOTES = "all"
# Said whole and of one's own data: heard even while a scenario is answered. « supprimez le message » is said to a learner.
_ERASE = r"(?:supprim(?:ez|er|es?|iez)|effac(?:ez|er|es?|iez)|detrui(?:sez|re|s)|retir(?:ez|er|es?)|enlev(?:ez|er|es?)|vir(?:ez|er|es?)|suppression de|oubli(?:ez|er|es?))"
_MINE = (
    r"(?:tout ce que (?:vous (?:avez|savez|gardez)|tu (?:as|sais|gardes)|t as)(?: \w+){0,2} (?:sur|de|a propos de|concernant) moi|tout ce qui me concerne"
    r"|(?:toutes? )?(?:mes|les) (?:donnees|infos|informations)(?: personnelles)?(?: (?:sur moi|me concernant|que vous avez))?|(?:tout )?mon (?:dossier|compte|profil|inscription|candidature)"
    r"|ma (?:candidature|fiche)|tout(?: mon dossier| ca)? et (?:oubliez|laissez) moi)"
)
_ERASURE_WISH = re.compile(
    rf"\b{_ERASE}(?: moi| donc| s il vous plait| svp| stp| vite| tout de suite| immediatement| definitivement){{0,2}} {_MINE}\b"
)
# Erasing and seeing one's data, in the words of the notice and as people say them.
_RIGHTS = re.compile(
    r"(?:(?:je (?:veux|voudrais|souhaite|demande a)|merci de|svp|s il vous plait|pouvez vous|bonjour) )*(?:(?:voir|montre[rz]?(?: moi)?|affiche[rz]?|donne[rz]? moi|relire|consulter|telecharger) )?"
    r"(?:(?:toutes )?(?:mes|les) donnees(?: personnelles)?|(?:tout )?(?:mon|le) dossier|supprim\w*|effac\w*"
    r"|(?:supprim|effac)\w* (?:moi )?(?:tout|(?:toutes )?(?:mes|les) (?:donnees|infos|informations)(?: personnelles)?|(?:tout )?mon (?:dossier|compte|inscription))(?: sur moi)?)"
    r"(?: (?:svp|stp|s il (?:vous|te) plait|merci))*"
)
# Whoever tells of a learner's data, or of what they themselves would do, asks for nothing.
_TOLD = re.compile(
    r"\b(?:(?:je|on) (?:lui |leur |l )?(?:dis|dirais|explique|expliquerais|montre|conseille|propose|supprime|efface|retire)|(?:il|elle|ils|elles|lui|leur) \w+)\b(?=.*\b(?:supprim|effac|retir|enlev))"
)
_ALL_NOTES_WISH = re.compile(
    r"\b(?:retir|supprim|enlev|effac)\w* (?:moi )?(?:toutes (?:mes|les)|mes|les (?:trois|3)|l ensemble de mes) (?:reponses|situations|notes)\b"
)
_OTHER_DATA = re.compile(r"\b(?:donnees|dossier|compte|inscription|tout)\b")
_COMMENT = re.compile(r"\b(?:commentaires?|commenter|remarques?)\b")
_ADDS_A_COMMENT = re.compile(
    r"\b(?:ajout\w*|laiss\w*|mettr?e?|faire|ecri\w*|donner|joindre|rajout\w*)\b.*\b(?:commentaire|remarque)\b|\bcommenter\b|^(?:un )?commentaire(?: (?:sur|pour|de|a) (?:la |ma )?(?:situation|reponse|note) [1-9])?$"
)
_WITHDRAWS_A_COMMENT = re.compile(r"\b(?:retir|supprim|enlev|effac|annul)\w*\b.*\b(?:commentaires?|remarques?)\b")
_WITHDRAWS = re.compile(r"retir|supprim|enlev|effac|annul")
_CORRECTS = re.compile(
    r"\b(?:corrig\w*|chang\w*|modifi\w*|rectifi\w*|tromp\w*|erreur|faute|faux|fausse|pas (?:bon|bonne|ca|juste)|mal ecrit|revoir|refaire)\b|^(?:non )?(?:c est |euh )?(?:le |la |l |mon |ma )(?:\w+)$|\bet (?:le|la|l)\b"
)
_FIELD_NOUNS = {
    "first_name": re.compile(r"\bprenom\b"),
    "last_name": re.compile(r"\bnom\b"),
    "town": re.compile(r"\b(?:ville|commune|lieu)\b"),
    "mobility": re.compile(r"\b(?:mobilite|distance|rayon|kilometres|km)\b"),
    "availability": re.compile(r"\b(?:dispo|disponibilite|date)\b"),
    "email": re.compile(r"\b(?:mail|email|e mail|courriel|adresse)\b"),
    "phone": re.compile(r"\b(?:tel|telephone|numero|portable|mobile)\b"),
}


_RESUME_CODE = re.compile(r"\bcode (?:de reprise|pour (?:reprendre|continuer|revenir))\b")
_ELSEWHERE = re.compile(
    r"\b(?:continuer|reprendre|poursuivre|finir|terminer|passer|changer)\b.*\b(?:autre (?:appareil|telephone|ordinateur|ordi|pc|canal|ecran)"
    r"|(?:sur|depuis|avec|a) (?:mon|ma|le|la|l|un|une)? ?(?:telephone|portable|smartphone|ordinateur|ordi|pc|tablette|telegram|matrix|element|site))\b"
    r"|\bchanger d (?:appareil|ordinateur|ordi|telephone)\b"
)
_STOP_REMINDER = re.compile(
    r"(?:stop|arret|arreter|arretez|annuler|annulez|plus de|pas de|non aux?) ?(?:le |les |l |mes |vos |de |du )?rappels?"
)


def beside_wish(text: str, *, is_free: bool) -> str | None:
    """Returns `resume_code` or `stop_reminder` when a short message asks for it.

    Args:
        text: the message.
        is_free: a story is being told, in which somebody may go on on their telephone.
    """
    words = fold(text)
    if len(words.split()) > _LONGEST_WISH:
        return None
    if _STOP_REMINDER.fullmatch(words):
        return "stop_reminder"
    return "resume_code" if _RESUME_CODE.search(words) or (not is_free and _ELSEWHERE.search(words)) else None


def wants_erasure(text: str) -> bool:
    """Returns whether a message of any length asks, in so many words, to erase what is kept about its author."""
    words = fold(text)
    return bool(_ERASURE_WISH.search(words)) and not _TOLD.search(words) and "«" not in text and '"' not in text


def claims_a_right(text: str) -> bool:
    """Returns whether a message asks to see, erase or take back what its author gave, and hardly says anything else."""
    if (wish := note_wish(text)) is not None and wish[0].startswith("withdraw"):
        return True
    return _RIGHTS.fullmatch(fold(text)) is not None or wants_erasure(text)


def _titles(choices: Mapping[str, str]) -> list[str]:
    return [title for title in choices if title not in {YES_OFFER, NO_OFFER}]


def exact_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """Returns the directive of an offered choice that the text names by its whole title or its number, if any."""
    titles = _titles(choices)
    wanted = fold(text)
    for title in titles:
        if wanted and fold(title) == wanted:
            return choices[title]
    number = re.fullmatch(r"(?:le |la |choix |numero |n )?(\d{1,2})", wanted)
    if number and 0 < int(number[1]) <= len(titles):
        return choices[titles[int(number[1]) - 1]]
    return None


def named_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """Returns the directive of the one offered choice whose title stands in a short text, if any."""
    titles = _titles(choices)
    said = fold(text).split()
    if "?" in text:
        return None
    named = [title for title in titles if len(fold(title)) > 2 and set(fold(title).split()) <= set(said)]
    if len(named) == 1 and len(said) <= len(fold(named[0]).split()) + _WORDS_AROUND_A_CHOICE:
        return choices[named[0]]
    core = set(said) - _SMALL_WORDS
    alike = [title for title in titles if core and set(fold(title).split()) - _SMALL_WORDS == core]
    return choices[alike[0]] if len(alike) == 1 else None


def note_wish(text: str) -> tuple[str, str | None] | None:
    """Returns what a short text wants done with a note and which one, if it wants something of the kind.

    Wishes are `amend_note`, `withdraw_note`, `comment_note` and `withdraw_comment`; which one is the note's number,
    `ALL_NOTES`, or None when it is not said.
    """
    head, colon, told = text.partition(":")
    if colon and len(told.split()) > 1 and (wish := note_wish(head)) is not None and wish[0] == "comment_note":
        return wish
    words = _COURTESY.sub("", fold(text)).strip()
    is_short = len(words.split()) <= _LONGEST_WISH
    if not is_short and (behind := _NOTE_THEN_WISH.search(words)) is not None and len(words.split()) <= _LONGEST_REGRET:
        return _wish_of(behind)
    if not is_short:
        return None
    if (wish := _comment_wish(words)) is not None:
        return wish
    if _ALL_NOTES_WISH.search(words) and not _OTHER_DATA.search(words):
        return "withdraw_note", ALL_NOTES
    said = _NOTE_WISH.search(words) or _NOTE_THEN_WISH.search(words)
    return None if said is None else _wish_of(said)


def _wish_of(said: re.Match[str]) -> tuple[str, str | None]:
    return ("withdraw_note" if _WITHDRAWS.match(said["act"]) else "amend_note"), _number_of(said)


def _comment_wish(words: str) -> tuple[str, str | None] | None:
    if not _COMMENT.search(words):
        return None
    named = _NAMED_NOTE.search(words)
    number = _number_of(named) if named else None
    if _WITHDRAWS_A_COMMENT.search(words):
        return "withdraw_comment", number
    return ("comment_note", number) if _ADDS_A_COMMENT.search(words) else None


def _number_of(said: re.Match[str]) -> str:
    return said["number"] or str(_RANKS[said["rank"]])


def named_field(text: str) -> str | None:
    """Returns the one field that a short text wants to correct without saying the new value, if any."""
    words = fold(text)
    if len(words.split()) > _LONGEST_WISH or not _CORRECTS.search(words):
        return None
    found = [name for name, pattern in _FIELD_NOUNS.items() if pattern.search(words)]
    return found[0] if found else None


def chosen(directive: str, understood: Understood) -> Turn:
    """Returns the turn of an offered choice.

    `value:JSON` gives the field that was asked, `field:NAME` names one, `intent:NAME` or `intent:NAME=ARGUMENT` is a
    wish.
    """
    kind, _, rest = directive.partition(":")
    if kind == "value":
        return Turn(value=Chosen(json.loads(rest)), understood=understood)
    if kind == "field":
        return Turn(value=rest, understood=understood)
    name, _, argument = rest.partition("=")
    return Turn(intent=name, value=argument or None, understood=understood)


def wish_to_go_on(text: str, slots: Mapping[str, Any], pending: str | None) -> str | None:
    """Returns `resume` or `start_interview` when a short message asks to go on where one was."""
    words = fold(text)
    if len(words.split()) > _LONGEST_WISH:
        return None
    if slots.get("confirmed") and pending is None and _WANTS_SITUATIONS.search(words) and not _NOT_NOW.search(words):
        return "start_interview"
    if pending is not None and _WANTS_TO_RESUME.search(words) and set(words.split()) <= _WORDS_OF_RESUMING:
        return "resume"
    return None
