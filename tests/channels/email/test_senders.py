"""Who may be heard, of what the receiving server says of an e-mail."""

from pathlib import Path

import pytest

from bot.channels.email.parsing import headers_of
from bot.channels.email.sender_verification import SenderCheck, authserv_id_of, check_sender, from_address, is_automated

MAILS = Path(__file__).parent / "mails"
ID = "mx.exemple.fr"
PERSON = "zoe@exemple.org"


def proof(*values, author=PERSON):
    return check_sender({"authentication-results": values}, author, ID)


@pytest.mark.parametrize("name", ["out_of_office", "out_of_office_exchange", "list", "bulk", "bounce"])
def test_programs_are_known(name):
    headers = headers_of((MAILS / f"{name}.eml").read_bytes())
    assert is_automated(headers, str(from_address(headers)))


def test_people_are_no_programs():
    told = {"gmail_first", "outlook_answer", "iphone", "orange", "thunderbird", "yahoo", "zimbra", "samsung", "proton"}
    for name in told:
        headers = headers_of((MAILS / f"{name}.eml").read_bytes())
        author = from_address(headers)
        assert author is not None and not is_automated(headers, author), name
        assert check_sender(headers, author, ID) is SenderCheck.VERIFIED, name


@pytest.mark.parametrize("name", ["two_authors", "no_author"])
def test_an_email_of_several_or_of_nobody_has_no_author(name):
    assert from_address(headers_of((MAILS / f"{name}.eml").read_bytes())) is None


@pytest.mark.parametrize(("written", "author"), [
    ("Zoé <ZOE@Exemple.org>", PERSON), ("zoe@exemple.org", PERSON), ('"zoe@exemple.org" <eve@exemple.net>', "eve@exemple.net"),
    ("zoe@exemple.org (Zoé)", PERSON), ("=?utf-8?q?zoe=40exemple=2Eorg?= <eve@exemple.net>", "eve@exemple.net"), ("", None), ("zoe", None), ("zoe@local", None),
    ("<>", None), ("((((" * 900, None), ('"a b"@exemple.org', None), ("zoe@exemple.org, eve@exemple.net", None), ("Groupe: zoe@exemple.org;", PERSON),
    (f"{'a' * 65}@exemple.org", None), ("a" * 5000, None),
])  # fmt: skip
def test_the_author_is_the_address_and_never_the_name(written, author):
    assert from_address({"from": [written]}) == author


def test_two_headers_name_no_author():
    assert from_address({"from": [PERSON, PERSON]}) is None


@pytest.mark.parametrize(("value", "found"), [
    (f"{ID}; dmarc=pass header.from=exemple.org", SenderCheck.VERIFIED),
    (f"{ID} 1; spf=pass smtp.mailfrom=x.exemple.net; dkim=pass header.d=exemple.org; dmarc=pass (p=none) header.from=exemple.org", SenderCheck.VERIFIED),
    (f"{ID}; dkim=pass header.d=exemple.org", SenderCheck.VERIFIED),
    (f"{ID}; dkim=pass header.i=@exemple.org; dmarc=none", SenderCheck.VERIFIED),
    (f"{ID}; spf=pass smtp.mailfrom=zoe@exemple.org", SenderCheck.VERIFIED),
    (f"{ID}; dmarc=fail header.from=exemple.org; dkim=pass header.d=exemple.org", SenderCheck.FORGED),
    (f"{ID}; dmarc = fail header.from = exemple.org; dkim=pass header.d=exemple.org", SenderCheck.FORGED),
    (f"{ID}; dmarc / 1 = fail header.from=exemple.org; dkim=pass header.d=exemple.org", SenderCheck.FORGED),
    (f"{ID}; dmarc = pass header.from =\t exemple.net; dkim=pass header.d=exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}; dmarc=pass", SenderCheck.VERIFIED),
    (f"{ID}; none", SenderCheck.UNVERIFIED),
    ("", SenderCheck.UNVERIFIED),
    ("mx.ailleurs.example; dmarc=pass header.from=exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}.example; dmarc=pass header.from=exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}; dmarc=pass header.from=exemple.net", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=pass header.d=exemple.net; spf=pass smtp.mailfrom=eve@exemple.net", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=pass header.d=mauvais-exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=pass header.d=org", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=pass header.d=sous.exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=fail header.d=exemple.org; spf=softfail smtp.mailfrom=zoe@exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}; spf=pass smtp.helo=exemple.org", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=pass reason=\"dmarc=pass; dmarc=pass header.from=exemple.org\" header.d=exemple.net", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=none (x; dmarc=pass header.from=exemple.org)", SenderCheck.UNVERIFIED),
    (f"{ID}; dkim=none (x (y) \\) ; dmarc=pass header.from=exemple.org)", SenderCheck.UNVERIFIED),
    (f'{ID}; spf=pass smtp.mailfrom="a; dmarc=pass header.from=exemple.org"@exemple.net', SenderCheck.UNVERIFIED),
    (f"{ID}; dmarc=pass header.from=exemple.org " + "x" * 5000, SenderCheck.UNVERIFIED),
])  # fmt: skip
def test_what_the_server_says_counts_for_the_domain_that_is_seen_alone(value, found):
    assert proof(value) is found


def test_a_domain_speaks_for_those_below_it():
    assert proof(f"{ID}; dkim=pass header.d=exemple.org", author="zoe@mail.exemple.org") is SenderCheck.VERIFIED


def test_a_header_that_the_sender_brought_along_proves_nothing():
    forged = f"{ID}; dmarc=pass header.from=exemple.org"
    assert proof(f"{ID}; dmarc=fail header.from=exemple.org", forged) is SenderCheck.UNVERIFIED
    assert proof(f"{ID}; dmarc=none", forged) is SenderCheck.UNVERIFIED


@pytest.mark.parametrize(("value", "name"), [(" MX.exemple.fr (x; y) 1 ; dkim=none", ID), (f"{ID};none", ID), ("", "")])
def test_the_server_of_a_header_is_told(value, name):
    assert authserv_id_of(value) == name
