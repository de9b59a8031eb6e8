"""Attacks on the chat's protocol: bodies, methods, paths, tokens, ids, cursors, hosts."""

import gzip
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import func, select

from bot.records.models import ConversationEvent
from tests.attack.client import FOREIGN_HOST, JSON, WEB, reply_text
from tests.attack.system import OWN_ORIGIN
from tests.attack.target import Target
from tests.attack.verdicts import CHAT, FILE, Attack

ROUTES = ("session", "messages", "notes")
FOREIGN_ORIGIN = f"https://{FOREIGN_HOST}"
_ID = '"id": "0123456789abcdef"'
BODIES: dict[str, bytes] = {
    "no JSON": b"oui",
    "half of JSON": b'{"id": "01234567',
    "a list": b"[1, 2]",
    "a number": b"1e999",
    "null": b"null",
    "not a number": b'{"id": NaN, "text": Infinity}',
    "deep lists": b"[" * 30_000,
    "deep objects": b'{"a":' * 10_000,
    "deep lists in the text": f'{{{_ID}, "text": {"[" * 20_000}{"]" * 20_000}}}'.encode(),
    "an object as text": f'{{{_ID}, "text": {{"a": 1}}}}'.encode(),
    "a number as id": b'{"id": 12345678, "text": "oui"}',
    "an id of other signs": '{"id": "éééééééé\u0000", "text": "oui"}'.encode(),
    "a half character as id": b'{"id": "\\ud800aaaaaaaa", "text": "oui"}',
    "a long id": json.dumps({"id": "a" * 5000, "text": "oui"}).encode(),
    "a number of thousands of digits": f'{{{_ID}, "text": {"1" * 50_000}}}'.encode(),
    "other letters than UTF-8": b'{"id": "0123456789abcdef", "text": "\xff\xfe"}',
    "UTF-16": json.dumps({"id": "0123456789abcdef", "text": "oui"}).encode("utf-16"),
    "64 kB and one": b" " * (64 * 1024 + 1),
    "5 MB": b"a" * 5_000_000,
    "nothing": b"",
}
ODD_REQUESTS = (
    b"GET //x/%2e%2e HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET //other.example/%2e%2e HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET /recrutement HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET /recrutement/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n",
    b"GET /recrutement/static HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET /..%5c..%5csettings.py HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET /%00 HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET /recrutement/static/%2e%2e/app.py HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: a\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: HOST\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    b"GET /health HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nX-Long: " + b"a" * 100_000 + b"\r\n\r\n",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Length: -5\r\n\r\n",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Length: abc\r\n\r\n",
    b"POST /webhooks/web/session HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nContent-Length: 2\r\n"
    b"Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\n\r\n",
    b"POST /webhooks/web/messages HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
)
_FORWARDED = {
    "X-Forwarded-For": "127.0.0.1, ::1, <script>",
    "X-Forwarded-Proto": "javascript",
    "X-Forwarded-Host": FOREIGN_HOST,
    "Forwarded": f"for=unknown;host={FOREIGN_HOST}",
    "X-Original-URL": "/recrutement/candidats.csv",
    "X-Rewrite-URL": "/metrics",
    "X-HTTP-Method-Override": "DELETE",
}


def _bodies(target: Target) -> None:
    visitor = target.visitor()
    for note, body in BODIES.items():
        visitor.send("POST", f"{WEB}/messages", content=body, headers=JSON, note=note)
    good = json.dumps({"id": uuid.uuid4().hex, "text": "oui"}).encode()
    forms = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=a")
    for kind in ("text/plain", *forms, "", "é", "a" * 5000):
        visitor.send("POST", f"{WEB}/messages", content=good, headers={"Content-Type": kind.encode()}, note=kind[:20])
    zipped = {**JSON, "Content-Encoding": "gzip"}
    visitor.send("POST", f"{WEB}/messages", content=gzip.compress(b"a" * 10_000_000), headers=zipped, note="a zip bomb")
    visitor.send("POST", f"{WEB}/messages", content=(b"a" * 1000 for _ in range(2000)), headers=JSON, note="no length")
    visitor.send("POST", f"{WEB}/session", content=b'{"token": ' + b"[" * 30_000, headers=JSON, note="deep token")
    for token in (1, [], {"a": 1}, True, "\ud800", "\x00", "a" * 60_000):
        body = json.dumps({"token": token})
        visitor.send("POST", f"{WEB}/session", content=body, headers=JSON, note=f"token {str(token)[:9]!r}")


def _methods(target: Target) -> None:
    client = target.anonymous()
    methods = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "evil")
    paths = [
        *(f"{WEB}/{name}" for name in (*ROUTES, "health", "ready", "metrics", "turn", "SESSION", "session/", "session%2f", "..%2fx", "")),
        "/webhooks/rest/webhook", "/webhooks/telegram/turn", "/webhooks/telegram", "/conversations/x/tracker", "/model/parse",
        "/status", "/version", "/openapi.json", "/docs", "/recrutement/openapi.json", "/.git/config", "/.env", "/bot.db",
        "/%252e%252e/", "/nul", "/?" + "a" * 20_000,
    ]  # fmt: skip
    for path, method in product(paths, methods):
        answer = client.send(method, path)
        is_private = not path.startswith((f"{WEB}/session", "/?"))
        if is_private and method not in {"HEAD", "OPTIONS"}:
            target.expect(answer.status_code not in range(200, 300), f"{method} {path} → {answer.status_code}")


def _hosts(target: Target) -> None:
    client = target.anonymous()
    for request in ODD_REQUESTS:
        client.send_raw(request, seconds=2)
    for path in ("/", "/recrutement/", "/notice", "/metrics", f"{WEB}/notes", "/conseiller-bot.js", "/webhooks/"):
        for name, value in _FORWARDED.items():
            answer = client.send("GET", path, headers={name: value}, note=name)
            is_number = path == "/metrics" and name in {"X-Forwarded-For", "X-Forwarded-Host", "Forwarded"}
            target.expect(
                not is_number or answer.status_code in {400, 404}, f"/metrics with {name} → {answer.status_code}"
            )


def _preflights(target: Target) -> None:
    client = target.anonymous()
    others = ("/recrutement/", "/recrutement/candidats.csv", "/webhooks/telegram/webhook")
    origins = (FOREIGN_ORIGIN, "null", f"{OWN_ORIGIN}.{FOREIGN_HOST}", f"{OWN_ORIGIN}0", "é", "file://")
    for path, origin in product((*(f"{WEB}/{name}" for name in ROUTES), *others), origins):
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        for method, more in (("OPTIONS", asked), ("GET", {}), ("POST", JSON)):
            headers = {**more, "Origin": origin.encode()}
            if (method, path) == ("POST", f"{WEB}/session"):
                continue
            answer = client.send(method, path, headers=headers, note=f"Origin {origin}")
            allowed = answer.headers.get("access-control-allow-origin")
            target.expect(allowed is None, f"{method} {path} from {origin} may be read: {allowed}")
    answer = client.send("OPTIONS", f"{WEB}/messages", headers={"Origin": OWN_ORIGIN, **asked})
    target.expect(answer.headers.get("access-control-allow-origin") == OWN_ORIGIN, "the site that may is refused")


def _tokens(target: Target) -> None:
    """A token opens only its own session."""
    person, visitor = target.people[0], target.visitor()
    payload = URLSafeSerializer("another secret", salt="web-session").dumps(person.conversation_id)
    timed = URLSafeTimedSerializer("another secret", salt="web-session").dumps(person.conversation_id)
    genuine = person.token
    forged = (
        payload, timed, genuine[:-1], genuine[: len(genuine) // 2], genuine + "a", genuine.swapcase(), genuine[::-1],
        genuine.partition(".")[0], f"{genuine.partition('.')[0]}.", person.conversation_id, f'"{person.conversation_id}"', "",
        "null", "undefined", "Bearer", "é", "../", "a" * 7000, ".", "..", visitor.token.partition(".")[0] + "." + genuine.partition(".")[2],
        genuine.partition(".")[0] + "." + visitor.token.partition(".")[2],
    )  # fmt: skip
    client = target.anonymous()
    for token in forged:
        head = {"Authorization": f"Bearer {token}".strip().encode()}
        note = f"forged token {token[:12]!r}"
        reads = [("GET", path) for path in ("messages", "notes", "data")]
        for method, path in (*reads, ("POST", "leave"), ("DELETE", "session")):
            answer = client.send(method, f"{WEB}/{path}", headers=head, note=note)
            target.expect(answer.status_code >= 400 or not answer.status_code, f"{note}: {method} {path} is served")
        answer = client.send(
            "POST", f"{WEB}/messages", json={"id": uuid.uuid4().hex, "text": "oui"}, headers=head, note=note
        )
        target.expect(answer.status_code != 200, f"{note}: a message is taken")
        client.send("POST", f"{WEB}/session", json={"token": token}, note=note)
    for scheme in ("Basic", "bearer\t", "", "Token"):
        head = {"Authorization": f"{scheme} {visitor.token}".strip()}
        client.send("GET", f"{WEB}/messages", headers=head, note=f"scheme {scheme}")
    for name in ("token", "conversation_id", "sender", "session"):
        client.send("GET", f"{WEB}/messages", params={name: genuine}, note=f"?{name}=")
        client.send("GET", f"{WEB}/messages", cookies={name: genuine}, note=f"cookie {name}")


def _cursors(target: Target) -> None:
    """Another conversation's cursor shows nothing of it; no cursor breaks anything."""
    visitor, person = target.visitor("consent"), target.people[0]
    for after in (
        person.cursor, person.cursor - 5, -1, 0, 10**17, 10**18, 10**40, "1e9", "NaN", "0x10", "٣", "1;2", "' OR 1=1", "\x00", "", "é",
    ):  # fmt: skip
        visitor.send("GET", f"{WEB}/messages", params={"after": after}, note=f"after={str(after)[:12]}")
    visitor.send("GET", f"{WEB}/messages?after=0&after=1&after[]=2&%ff=%ff")


def _ids(target: Target) -> None:
    """A message is processed once, even if replayed, changed, out of order or concurrent."""
    visitor, key = target.visitor("first name"), uuid.uuid4().hex
    first = visitor.say("Maelle", key)
    again = visitor.say("Maelle", key, note="replayed")
    other = visitor.say("supprimer mes données", key, note="same id, other words")
    target.expect(reply_text(first) == reply_text(again) == reply_text(other), "one id has several answers")
    older = visitor.say("Maelle", key, note="an old one behind newer ones") if visitor.say_all("Lannion") else other
    target.expect(reply_text(older) == reply_text(first), "an old id is answered otherwise")
    keys = [uuid.uuid4().hex for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(
            pool.map(lambda number: reply_text(visitor.say("30 km", keys[number % 3], note="at once")), range(24))
        )
    target.expect(len(set(replies[0::3])) == 1, "one message sent at once by several is answered in several ways")
    with target.system.database.session_scope() as session:
        rows = session.execute(
            select(ConversationEvent.message_id, func.count())
            .where(ConversationEvent.message_id.in_([key, *keys]))
            .group_by(ConversationEvent.message_id)
        ).all()
    target.expect(
        {number for _, number in rows} == {1}, f"a message was taken several times: {[row[1] for row in rows]}"
    )
    stranger = target.visitor()
    stranger.say("bonjour", key, note="another's id")


def _erasing(target: Target) -> None:
    """Each of many erasures in a row gets a receipt."""
    visitor = target.visitor()
    for number in range(8):
        visitor.say_all("je veux m'inscrire", "oui", "Morvan")
        words = visitor.say_all("supprimer mes données", "oui")
        target.expect("EFF-" in words, f"no receipt the {number + 1}th time: {words[:80]!r}")


ATTACKS = [
    Attack("bodies that are no message", _bodies, changes=CHAT),
    Attack("other methods and paths", _methods, changes=CHAT),
    Attack("hosts, forwarded headers, malformed requests", _hosts),
    Attack("other sites' pages", _preflights),
    Attack("forged, cut and mixed tokens", _tokens, changes=CHAT),
    Attack("cursors", _cursors, changes=CHAT),
    Attack("ids replayed, changed, at once", _ids, changes=FILE),
    Attack("erasing in a loop", _erasing, changes=FILE),
]
