"""Structures and who belongs to them, from the command line."""

import pyotp
import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.base.errors import OperatingError
from bot.cli import app
from bot.records.accounts import api_tokens, recruiters, second_factors, structures
from bot.records.models import ApiToken, AuditEntry

LOGIN, PASSWORD = "lucie@exemple.fr", "cinq tasses bleues au mur"


@pytest.fixture
def bot(own_database):
    """Runs a command and returns what it says; what an operator can mend is raised."""

    def run(*words, stdin=""):
        done = CliRunner().invoke(app, words, input=stdin)
        if isinstance(done.exception, OperatingError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def add(bot, *more):
    return bot("recruiter", "add", LOGIN, "--name", "Lucie", *more, stdin=f"{PASSWORD}\n")


def test_a_structure_is_made_listed_and_closed(bot):
    assert "whose mobility covers Figeac (Lot, 46)" in bot("structure", "add", "La Maison", "--town", "Figeac")
    assert "all over France" in bot("structure", "add", "Partout")
    assert bot("structure", "list") == (
        "La Maison  Figeac (Lot, 46)  members: 0\nPartout  toute la France  members: 0\n"
    )
    bot("structure", "close", "la maison")
    assert "La Maison  Figeac (Lot, 46)  members: 0  (closed)" in bot("structure", "list")


@pytest.mark.parametrize(("words", "says"), [
    (("structure", "add", "A", "--town", "Saint-Denis"), r"may be Saint-Denis \(La Réunion, 974\); .*: write the dép"),
    (("structure", "add", "A", "--town", "Sainte-Colombe"), "and 7 more"), (("structure", "add", "A", "--town", "Xyzville"), "no commune"),
    (("structure", "add", " "), "needs a name"), (("structure", "close", "A"), "no structure A"),
    (("recruiter", "join", LOGIN, "A"), "no account"), (("recruiter", "reset-second-factor", LOGIN), "no account"),
])  # fmt: skip
def test_what_is_not_taken_is_said(bot, own_database, words, says):
    with pytest.raises(OperatingError, match=says):
        bot(*words)
    with own_database.session_scope() as session:
        assert structures.list_structures(session) == []


def test_a_name_is_taken_once(bot):
    bot("structure", "add", "La Maison")
    with pytest.raises(OperatingError, match="already a structure"):
        bot("structure", "add", "la maison")


def test_a_structure_is_renamed(bot, own_database):
    bot("structure", "add", "La Maison", "--town", "Figeac")
    bot("structure", "add", "Partout")
    assert "is called Maison du numérique from now on" in bot(
        "structure", "rename", "la maison", " Maison du  numérique"
    )
    assert bot("structure", "list").startswith("Maison du numérique  Figeac (Lot, 46)")
    with own_database.session_scope() as session:
        structures.nationwide(session)
        assert session.scalar(select(AuditEntry.act).where(AuditEntry.act == "structure_renamed"))
    for words, says in (
        (("La Maison", "Autre"), "no structure La Maison"), (("Partout", "MAISON du numérique"), "already a structure"),
        (("Partout", " "), "needs a name"), ((structures.NATIONWIDE, "Autre"), "keeps its name"), (("Partout", "a" * 201), "200"),
    ):  # fmt: skip
        with pytest.raises(OperatingError, match=says):
            bot("structure", "rename", *words)


@pytest.fixture
def tokens(bot, own_database):
    """Tokens that the account made in two structures; returns the names of those that still open files."""
    bot("structure", "add", "Ici")
    bot("structure", "add", "Là")
    add(bot, "--structure", "Ici")
    bot("recruiter", "join", LOGIN, "Là")
    with own_database.session_scope() as session:
        who = recruiters.find(session, LOGIN).id
        for place in ("Ici", "Là"):
            where = structures.find(session, place).id
            api_tokens.create(session, where, name=place, decides=False, months=1, recruiter_id=who, actor="x")

    def live():
        with own_database.session_scope() as session:
            return set(session.scalars(select(ApiToken.name).where(ApiToken.revoked_at.is_(None))))

    return live


@pytest.mark.parametrize(
    ("words", "left"),
    [(("leave", LOGIN, "Ici"), {"Là"}), (("disable", LOGIN), set()), (("erase", LOGIN, "--yes"), set())],
)
def test_who_leaves_leaves_no_token_behind_unless_that_is_said(bot, tokens, words, left):
    said = bot("recruiter", *words)
    assert "Token « Ici » of Ici: revoked." in said
    assert tokens() == left


@pytest.mark.parametrize("words", [("leave", LOGIN, "Ici"), ("disable", LOGIN), ("erase", LOGIN, "--yes")])
def test_a_token_that_is_kept_is_told(bot, tokens, words):
    assert "Token « Ici » of Ici: still opens files." in bot("recruiter", *words, "--keep-tokens")
    assert tokens() == {"Ici", "Là"}


def test_an_account_is_in_a_structure_and_what_it_reads_is_said(bot, own_database):
    bot("structure", "add", "La Maison", "--town", "Figeac")
    assert "in La Maison: it reads the files of people whose mobility covers Figeac" in add(
        bot, "--structure", "la maison"
    )
    assert bot("recruiter", "list") == f"{LOGIN}  Lucie  (La Maison)\n"
    bot("structure", "add", "Partout")
    bot("recruiter", "join", LOGIN, "Partout")
    bot("recruiter", "leave", LOGIN, "La Maison")
    assert bot("recruiter", "list") == f"{LOGIN}  Lucie  (Partout)\n"
    bot("recruiter", "leave", LOGIN, "Partout")
    assert bot("recruiter", "list") == f"{LOGIN}  Lucie  (no structure)\n"


def test_an_account_of_no_structure_that_there_is_is_not_made(bot, own_database):
    with pytest.raises(OperatingError, match="no structure Nulle part"):
        add(bot, "--structure", "Nulle part")
    assert bot("recruiter", "list") == ""


@pytest.mark.parametrize(
    ("password", "says"), [("motdepasse1234", "tries first"), ("lucie et ses amies", "contains the login")]
)
def test_a_password_that_is_guessed_first_is_refused(bot, password, says):
    with pytest.raises(OperatingError, match=says):
        bot("recruiter", "add", LOGIN, "--name", "Lucie", stdin=f"{password}\n")


def test_a_second_factor_that_was_lost_is_taken_away(bot, own_database):
    add(bot)
    assert "has no second factor" in bot("recruiter", "reset-second-factor", LOGIN)
    with own_database.session_scope() as session:
        account = recruiters.find(session, LOGIN)
        second_factors.enroll(session, account.id)
        session.flush()
        code = pyotp.TOTP(second_factors.secret_to_confirm(session, account.id)).now()
        assert second_factors.confirm(session, account.id, code)
    assert "second factor" in bot("recruiter", "list")
    assert "by password alone" in bot("recruiter", "reset-second-factor", LOGIN)
    with own_database.session_scope() as session:
        assert not second_factors.is_enabled(session, account.id)
