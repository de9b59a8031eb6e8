"""A fake channel for the widget in a real browser; the test sets every file and reply."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, Route

from bot.middleware.headers import CONTENT_SECURITY_POLICY
from bot.operating.run import pages
from tests.widget.browser import chromium_page

SITE = "http://candidats.test"
CODE = "ACDE-FG23"
HIDDEN_CODE = "••••-••••"
ONE_TAG_PAGE = """<!doctype html><html lang="fr"><head><title>Page</title><meta name="viewport" content="width=device-width">
<script src="/conseiller-bot.js" defer></script></head><body><main><h1>Page</h1></main></body></html>"""
NOTES = {
    "read_by": ["Lu par l'équipe de recrutement : le 12 novembre (2 fois)."],
    "introduction": "Voici ce qu'un recruteur lit, à la date du 26 novembre 2026 à 9 h 05.",
    "registration": [["Nom", "Bérard"], ["E-mail", "non communiqué"]],
    "notes": [
        {
            "title": "Situation 1",
            "question": "Une personne clique cinq fois au même endroit. Que faites-vous ?",
            "answers": [["Votre réponse", "Je lui remontre,\nautant de fois qu'il faut."]],
            "quotes_title": "Passages surlignés",
            "quotes": [["Je lui remontre", "Expliquer d'une autre façon"]],
            "remarks": [],
            "comments": [["Votre commentaire", "<b>Rien</b> à ajouter."]],
        },
        {
            "title": "Situation 2", "question": "Et là ?", "answers": [], "quotes_title": "Passages surlignés",
            "quotes": [], "remarks": ["Vous avez choisi de passer."], "comments": [],
        },
    ],
}  # fmt: skip

DATA = {"registration": {"last_name": "Bérard"}, "notes": [], "conversation": []}


class FakeChannel:
    """The web channel's protocol without a server.

    Attributes:
        requests: `METHOD path`, in order.
        posted: bodies of the messages.
        failures: of the next messages: `before` or `after` they are processed, or `network`, before they arrive.
        waking: number of POST requests that get "the bot is starting".
        is_slow: replies wait for `release`.
        other: messages of another conversation, reached by a resume code.
        mails_links: resume links by e-mail are offered.
        now: time of messages in Unix seconds; None is the real time.
        policy: Content Security Policy of the pages.
        pages: HTML by path.
        cards: current contents by name.
        turns: replies by text: functions that return messages.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.posted: list[dict[str, str]] = []
        self.failures: list[str] = []
        self.waking = 0
        self.is_slow = False
        self.other: list[dict[str, Any]] = []
        self.mails_links = False
        self.now: float | None = None
        self.policy = CONTENT_SECURITY_POLICY
        self.pages = {"/page": ONE_TAG_PAGE}
        self.cards: dict[str, dict[str, Any]] = {}
        self.turns: dict[str, Callable[[], list[dict[str, Any]]]] = {}
        self._held: list[Callable[[], None]] = []
        self.consented = False
        self.token: str | None = None
        self.said: list[dict[str, Any]] = []
        self._answered: dict[str, list[dict[str, Any]]] = {}
        self._last_id = 0

    def say(self, sender: str, text: str | None, *buttons: str, **marks: Any) -> dict[str, Any]:
        """Add a message to the conversation, with further keys such as `aside=True`."""
        self._last_id += 1
        message = {
            "id": self._last_id, "from": sender, "text": text, "buttons": list(buttons),
            "at": time.time() if self.now is None else self.now, **marks,
        }  # fmt: skip
        self.said.append(message)
        return message

    @contextmanager
    def page(self, **context: Any) -> Iterator[Page]:
        """A page of Chromium in front of this channel."""
        with chromium_page(**context) as page:
            page.context.route("**/*", self.serve)
            yield page

    def serve(self, route: Route) -> None:
        request = route.request
        path = "/" + request.url.split("/", 3)[3]
        self.requests.append(f"{request.method} {path}")
        headers = {"Content-Security-Policy": self.policy}
        if path.startswith("/webhooks/web/"):
            if self.failures[:1] == ["network"] and request.method == "POST":
                self.failures.pop(0)
                route.abort()
            elif self.is_slow and path.endswith("/messages"):
                self._held.append(lambda: self._fulfill(route, path))
            else:
                self._fulfill(route, path)
        elif path in self.pages:
            route.fulfill(body=self.pages[path], content_type="text/html", headers=headers)
        else:
            file = pages.WIDGET / (path.strip("/") or "index.html")
            route.fulfill(path=file, headers=headers) if file.is_file() else route.fulfill(status=404)

    def release(self) -> None:
        """Send the delayed replies."""
        held, self._held, self.is_slow = self._held, [], False
        for answer in held:
            answer()

    def _fulfill(self, route: Route, path: str) -> None:
        status, answer = self._answer(path.removeprefix("/webhooks/web/"), route.request)
        route.fulfill(status=status, json=answer)

    def _answer(self, path: str, request: Any) -> tuple[int, Any]:
        if self.waking and request.method == "POST":
            self.waking -= 1
            return 503, {"error": "waking", "message": pages.WAKING}
        if path == "session" and request.method == "POST":
            if self.token is None or json.loads(request.post_data).get("token") != self.token:
                self.token = f"token-{self._last_id}.moment.signature"
                self.said.clear()
                self.say("bot", "Bonjour ! Je suis un programme, pas une personne.")
                self.say("bot", "Que souhaitez-vous faire ?", "Je m'inscris", "Le test Pix")
            return 200, {"token": self.token, "mails_links": self.mails_links, **self._after(0)}
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return 401, {"error": "session", "message": "Votre session n'est plus valable."}
        if path == "session":
            self.token = None
            return 200, {}
        if path == "notes":
            return 200, NOTES
        if path == "data":
            return 200, DATA
        if request.method == "GET":
            return 200, self._after(int(path.partition("after=")[2]))
        return self._take(json.loads(request.post_data))

    def _take(self, body: dict[str, str]) -> tuple[int, Any]:
        self.posted.append(body)
        failure = self.failures.pop(0) if self.failures else None
        if failure != "before" and body["id"] not in self._answered:
            self._answered[body["id"]] = self._reply(body["text"], body["id"])
        if failure is not None:
            return 503, {"error": "trouble", "message": "Je n'arrive pas à répondre pour l'instant."}
        elsewhere = {"elsewhere": True} if self.said and self.said is self.other else {}
        return 200, {"cursor": self._last_id, **self._with_cards(self._answered[body["id"]]), **elsewhere}

    def _reply(self, text: str, message_id: str) -> list[dict[str, Any]]:
        if text == "tout effacer":
            self.said.clear()
        if text == f"reprendre code {CODE}":
            self.said = self.other
            return [self.say("bot", "Nous reprenons.", "Continuer")]
        if text.startswith("reprendre "):
            self.say("user", f"reprendre {HIDDEN_CODE}", message_id=message_id, aside=True)
            return [self.say("bot", "Ce code n'est pas valable.", aside=True)]
        if text == "retirer":
            for message in self.said:
                if message["from"] == "bot":
                    message["text"] = message["text"].replace("Lu : ma réponse", "Lu : …")
                else:
                    message.update(text=None, withdrawn=True)
        self.consented = self.consented or text == "Oui"
        self.say("user", text if self.consented else None, message_id=message_id)
        if text == "supprimer":
            return [self.say("bot", "Voulez-vous vraiment tout effacer ?", "Oui, tout effacer", "Non, garder")]
        if text == "retirer":
            return [self.say("bot", "Votre réponse est retirée.")]
        if text in self.turns:
            return self.turns[text]()
        if text == "tout effacer":
            return [self.say("bot", "C'est effacé. Reçu : 1234.")]
        return (
            [self.say("bot", "Êtes-vous d'accord ?", "Oui", "Non")]
            if text == "Je m'inscris"
            else [self.say("bot", f"Lu : {text}")]
        )

    def _after(self, cursor: int) -> dict[str, Any]:
        news = [message for message in self.said if message["id"] > cursor]
        return {"cursor": max([cursor, *(message["id"] for message in news)]), **self._with_cards(news)}

    def _with_cards(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        named = {name for message in messages for name in [*message.get("shows", []), *message.get("updates", [])]}
        return {"messages": messages, "cards": {name: card for name, card in self.cards.items() if name in named}}
