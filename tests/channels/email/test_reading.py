"""What e-mails say: as the mail programs and webmails that people use write them."""

import base64
import sys
from pathlib import Path

import pytest

from bot.channels.email.markup import text_of
from bot.channels.email.parsing import ParsedEmail, headers_of, message_id_of, read, root_of, subject_of
from bot.channels.email.reply_context import (
    MAX_SUBJECT,
    ReplyContext,
    address_of,
    inbox_id,
    parse_reply_context,
    person_of,
)
from bot.channels.email.sender_verification import from_address
from bot.channels.email.strip_quotes import own_words
from bot.records.conversations.addresses import person_key

MAILS = Path(__file__).parent / "mails"
SCHOOL = """Bonjour,

J’ai aidé trois personnes âgées à créer leur espace sur Ameli :

- une le lundi
- deux le mercredi"""
HOME = "À Saint-Brieuc, depuis deux ans, et avant cela j'ai vécu longtemps à Lannion."
APPLE = (
    "J’habite à Quimperlé, mais je peux me déplacer dans tout le Finistère et même un peu dans le Morbihan.\n\nMerci"
)


def read_file(name):
    raw = (MAILS / f"{name}.eml").read_bytes()
    return read(raw, headers_of(raw), is_whole=True)


def made(body, **headers):
    written = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"{written}\r\n{body}".encode()


def said(raw):
    return read(raw, headers_of(raw), is_whole=True)


@pytest.mark.parametrize(("name", "words"), [
    ("gmail_first", "Bonjour,\n\nJ’aimerais m’inscrire, je suis prête dès le mois de février."),
    ("gmail_answer", "Oui, je suis d’accord"),
    ("outlook_answer", SCHOOL),
    ("outlook_android", "2"),
    ("iphone", "Le Goff, en deux mots."),
    ("apple_mail", APPLE),
    ("orange", "Je suis disponible tout de suite."),
    ("orange_older", "Le 15 janvier"),
    ("thunderbird", f"\nLéa\n\n\n{HOME}".strip()),
    ("yahoo", "C'est payé combien ?"),
    ("zimbra", "Non merci."),
    ("html_only", "Je reçois mon diplôme en juin,\ndonc dès juillet."),
    ("samsung", "Oui"),
    ("proton", "La première"),
    ("signed", "Bonjour, le test Pix, c'est quoi ?"),
    ("logo", "Oui"),
    ("unknown_charset", "Je suis intéressée"),
    ("subject_alone", "Je voudrais m'inscrire"),
    ("forwarded_with_words", "Est-ce que cette offre vous concerne ?"),
])  # fmt: skip
def test_the_words_of_the_person_are_read_and_nothing_else(name, words):
    assert read_file(name) == ParsedEmail(words)


@pytest.mark.parametrize(("name", "kind", "words"), [
    ("photo", "photo", "Voici mon attestation Pix."), ("document", "document", ""), ("forwarded", "forwarded", ""),
    ("invitation", "other", ""), ("smime", "encrypted", ""), ("pgp", "encrypted", ""), ("empty_answer", "empty", ""),
])  # fmt: skip
def test_what_is_not_read_is_told_by_its_kind(name, kind, words):
    assert read_file(name) == ParsedEmail(words, kind)


@pytest.mark.parametrize("text", [
    "Je viens.\nLe maire a écrit :\n« Venez nombreux »",
    "Mes trajets :\nDe : Brest\nÀ : Quimper\nDate : 3 mars",
    "J'ai envoyé depuis chez moi un dossier.\nEt il est arrivé.",
    "Cordialement est un mot que j'emploie.",
    "- j'écoute\n- je reformule\n-- puis je montre",
    "Le 3 mai 2024 à 10:12, elle m'a téléphoné et je lui ai dit :\nvenez.",
])  # fmt: skip
def test_what_only_looks_like_a_quotation_is_kept(text):
    assert own_words(text).words == text


def test_a_farewell_alone_is_what_was_said():
    assert own_words("Cordialement,\nMarie").words == "Cordialement,\nMarie"


def test_of_two_versions_the_one_that_holds_something_is_read():
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Oui<p>demain\r\n--b--\r\n"
    )
    assert said(made(body, Content_Type='multipart/alternative; boundary="b"')) == ParsedEmail("Oui\ndemain")


def test_what_was_cut_within_the_text_is_told_and_within_a_file_is_not():
    text = made("mot " * 100, Content_Type="text/plain")
    assert read(text, headers_of(text), is_whole=False).is_cut
    photo = (MAILS / "photo.eml").read_bytes().removesuffix(b"/2w==\n--b1--\n")
    assert read(photo, headers_of(photo), is_whole=False) == ParsedEmail("Voici mon attestation Pix.", "photo")


def test_text_of_html_is_neither_run_nor_fetched_and_ends_lines_where_they_are_seen_to_end():
    html = "<p>un<br>deux</p>trois<script>x</script><!-- y --><ul><li>quatre</li><li>c<b>in</b>q</li></ul><img src='https://exemple.fr/a.png' alt='z'>"
    assert text_of(html) == "un\ndeux\ntrois\nquatre\ncinq"


def test_pgp_within_the_text_cannot_be_read():
    assert (
        said(made("-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----")).unsupported == "encrypted"
    )


@pytest.mark.parametrize("raw", [
    b"", b"\n\n", b"\xff\xfe\x00", b"From: a@exemple.fr", b"Content-Type: multipart/mixed\n\nx", b"Content-Type: multipart/mixed; boundary=b\n\n--b",
    b"Content-Type: text/plain; charset=\xff\n\nx", b"Content-Transfer-Encoding: base64\n\n====", b"Content-Type: message/rfc822\n\n" * 2000,
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * 2000, b"Subject: =?utf-8?b?=?=\n\n", b"Content-Type: multipart/alternative; boundary=b\n\n--b--",
], ids=range(12))  # fmt: skip
def test_what_is_no_email_harms_nobody(raw):
    headers = headers_of(raw)
    found = read(raw, headers, is_whole=True)
    assert found.unsupported is not None or found.text
    assert subject_of(headers) == subject_of(headers).strip() and from_address(headers) in {None, "a@exemple.fr"}


def test_ids_subjects_and_the_root_of_a_thread_come_as_headers_may_hold_them():
    raw = made(
        "x",
        Message_ID="<a@b>",
        References="<m0@x>\r\n <m1@x>",
        Subject="=?utf-8?q?=C3=A9t=C3=A9?=\r\n =?utf-8?q?_=0D=0ABcc:_x?=",
    )
    headers = headers_of(raw)
    assert (message_id_of(headers), root_of(headers), subject_of(headers)) == ("<a@b>", "<m0@x>", "été Bcc: x")
    assert message_id_of(headers_of(made("x", Message_ID="<a b>"))) == ""
    assert message_id_of(headers_of(made("x", Message_ID=f"<{'a' * 300}@b>"))) == ""
    assert len(subject_of(headers_of(made("x", Subject="long " * 2000)))) < MAX_SUBJECT


def test_ids_of_messages_fit_the_inbox():
    assert inbox_id("<a@b>", b"raw") == "<a@b>"
    assert inbox_id("", b"raw") == inbox_id("", b"raw") != inbox_id("", b"other")
    assert len(inbox_id(f"<{'a' * 100}@b>", b"raw")) == 64


def test_an_address_is_a_person_whatever_they_answer_and_gives_back_what_an_answer_needs():
    met = ReplyContext("zoe|b@exemple.fr", "<a|b@c>", "<r@c>", "Été | à 100 %\u2028")
    address = address_of(met)
    assert parse_reply_context(address) == met
    assert (
        person_key(address) == person_of("ZOE|b@exemple.fr") == person_key(address_of(ReplyContext("zoe|b@exemple.fr")))
    )
    assert person_key(address) != person_key(address_of(met, is_verified=False))


# As much as is fetched; twice of it may take no more than a little over twice the steps.
HOSTILE = {
    "lines": "\n", "quotation marks": "> ", "times": "Le 3:4\n", "introductions": "Le 3:4 a écrit\n", "fields": "De : a@b\n", "lines of fields": "_____\n",
    "dashes": "-- a\n", "farewells": "Cordialement\n", "telephones": "Envoyé de mon \n", "one word": "a", "blanks": " ", "stars": "* ",
}  # fmt: skip


def steps_of(work):
    """Counts the lines of Python that run, in our modules and the library's."""
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_quotations_are_looked_for_in_linear_time(piece):
    short, long = (piece * (size // len(piece)) for size in (8_000, 16_000))
    assert steps_of(lambda: own_words(long)) < 2.2 * steps_of(lambda: own_words(short)) + 200


@pytest.mark.parametrize("make", [
    lambda size: b"Content-Type: text/plain" + b"; a=b" * (size // 5) + b"\n\nx",
    lambda size: b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\na\n" * (size // 8),
    lambda size: b"Content-Type: text/plain; charset=punycode\n\n" + b"a" * size,
    lambda size: b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * (size // 3),
    lambda size: b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (one, one) for one in range(size // 60)),
    lambda size: b"Content-Type: text/html\n\n" + b"<div>" * (size // 5),
    lambda size: b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"\n" * size),
], ids=["parameters", "parts", "character sets", "flowed", "parts within parts", "tags", "encoded lines"])  # fmt: skip
def test_an_email_is_read_in_linear_time(make):
    short, long = make(16_000), make(32_000)
    assert steps_of(lambda: said(long)) < 2.2 * steps_of(lambda: said(short)) + 2000
