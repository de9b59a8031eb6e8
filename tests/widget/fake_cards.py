"""A conversation at its review: the dossier and two answers as cards, with the server's changes."""

from typing import Any

from tests.widget.fake_channel import FakeChannel

ANSWER = "Je lui remontre,\nautant de fois qu'il faut."
REVIEW = "voir mes réponses"
FIRST, SECOND, FILE = "note:a", "note:b", "file"
CONTEST, RESTORE = "Ce passage ne dit pas cela : situation 1, passage 1", "Rétablir le passage 1 de la situation 1"


def action(label: str, about: str, says: str, **more: Any) -> dict[str, Any]:
    return {"label": label, "about": about, "says": says, **more}


def file_card(town: str = "Saint-Brieuc (Côtes-d'Armor, 22)") -> dict[str, Any]:
    rows = [
        {"label": label, "text": text, "actions": [action("Modifier", label, f"Modifier : {label}", draft=draft)]}
        for label, text, draft in (("Nom", "Bérard", "Bérard"), ("Ville", town, "Saint-Brieuc"))
    ]
    return {"title": "Votre dossier", "question": "", "rows": rows, "passages_title": "", "passages": [], "remarks": [], "actions": []}  # fmt: skip


def note_card(number: int, *, struck: bool = False, withdrawn: bool = False, answer: str = ANSWER) -> dict[str, Any]:
    title, about = f"Situation {number}", f"Je lui remontre : ce que montre la {number}"
    contest = action("Annuler", about, RESTORE) if struck else action("Ne dit pas cela", about, CONTEST)
    passage = {
        "text": "Je lui remontre",
        "label": "Expliquer d'une autre façon",
        "struck": struck,
        "actions": [contest],
    }
    actions = [
        action("Modifier", title, f"Modifier la situation {number}", draft=answer),
        action("Retirer", title, f"Retirer la situation {number}", holds=True),
        action("Commenter", title, f"Commenter la situation {number}", draft=""),
    ]
    return {
        "title": title, "question": "Une personne clique cinq fois au même endroit. Que faites-vous ?",
        "rows": [] if withdrawn else [{"label": "Votre réponse", "text": answer, "actions": []}],
        "passages_title": "Passages surlignés", "passages": [] if withdrawn else [passage],
        "remarks": ["Vous avez retiré votre réponse."] if withdrawn else ["1 passage contesté par vous."] if struck else [],
        "actions": actions[:1] if withdrawn else actions,
    }  # fmt: skip


def fake_review(channel: FakeChannel) -> None:
    """Let the channel show the cards and handle their buttons."""
    channel.consented = True
    channel.cards = {FILE: file_card(), FIRST: note_card(1), SECOND: note_card(2)}

    def now(name: str, changed: dict[str, Any], text: str, *buttons: str, **more: Any) -> list[dict[str, Any]]:
        channel.cards[name] = changed
        return [channel.say("bot", text, *buttons, **more)]

    channel.turns = {
        REVIEW: lambda: [
            channel.say("bot", "Voici votre dossier", shows=[FILE]), channel.say("bot", "Situation 1 : …\n\nSituation 2 : …", shows=[FIRST, SECOND]),
            channel.say("bot", "Cela vous convient ?", "Oui, c'est bien", "Modifier une réponse"),
        ],
        CONTEST: lambda: now(FIRST, note_card(1, struck=True), "Ce passage n'est plus surligné.", updates=[FIRST]),
        RESTORE: lambda: now(FIRST, note_card(1), "Il est de nouveau surligné.", updates=[FIRST]),
        "Modifier la situation 1": lambda: [channel.say("bot", "Écrivez votre nouvelle réponse.")],
        "Autrement.": lambda: now(FIRST, note_card(1, answer="Autrement."), "Situation 1 : …", shows=[FIRST]),
        "Retirer la situation 2": lambda: now(SECOND, note_card(2, withdrawn=True), "C'est retiré.", updates=[SECOND]),
        "Modifier : Ville": lambda: [channel.say("bot", "Dans quelle ville ?")],
        "Rennes": lambda: now(FILE, file_card("Rennes (Ille-et-Vilaine, 35)"), "C'est noté.", "Annuler ce changement", updates=[FILE]),
    }  # fmt: skip
