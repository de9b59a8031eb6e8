"""Published versions and drafts of contents."""

import pytest

from bot.content.overrides import Override
from bot.records.accounts import recruiters
from bot.records.contents import content_versions
from bot.records.contents.content_versions import EditConflictError

ONE, OTHER = "faq/pix/quoi", "scenarios"
CHANGES = {"title": Override("Le test Pix", "Pix en bref"), "see_also": Override(["a/b"], ["a/b", "c/d"])}


@pytest.fixture
def author(store):
    with store.session_scope() as session:
        return recruiters.create(session, login="redac@exemple.fr", name="Inès", password="une phrase assez longue").id


def keep(store, author, document=ONE, base=0, changes=CHANGES):
    with store.session_scope() as session:
        return content_versions.publish(session, document, changes, recruiter_id=author, reason="Plus clair", base=base)


def test_the_newest_version_of_each_document_is_said(store, author):
    keep(store, author)
    keep(store, author, base=1, changes={"title": Override("Le test Pix", "Pix, en deux mots")})
    keep(store, author, OTHER, changes={"version": Override("a", "b")})
    keep(store, author, OTHER, base=1, changes={})
    with store.session_scope() as session:
        edits = content_versions.load_overrides(session)
        assert edits.number == content_versions.newest_id(session)
        assert edits.changes == {ONE: {"title": Override("Le test Pix", "Pix, en deux mots")}, OTHER: {}}
        assert [changes for _, changes in edits.earlier] == [{"version": Override("a", "b")}, {}], "the oldest first"
        assert [version.number for version in content_versions.history(session, ONE)] == [2, 1]


def test_values_come_back_as_they_were(store, author):
    keep(store, author)
    with store.session_scope() as session:
        assert content_versions.load_overrides(session).changes == {ONE: CHANGES}


@pytest.mark.parametrize("base", [0, 2])
def test_a_version_begun_from_another_one_than_the_newest_is_refused(store, author, base):
    keep(store, author)
    with pytest.raises(EditConflictError):
        keep(store, author, base=base)


def test_a_process_is_told_of_newer_edits_alone(store, author):
    source = content_versions.override_source(store)
    assert source(0) is None
    keep(store, author)
    newer = source(0)
    assert newer is not None and newer.changes == {ONE: CHANGES}
    assert source(newer.number) is None


def test_a_draft_takes_the_place_of_the_one_before(store, author):
    with store.session_scope() as session:
        content_versions.save_draft(session, ONE, author, {"title": "Un"}, 0)
    with store.session_scope() as session:
        content_versions.save_draft(session, ONE, author, {"title": "Deux"}, 0)
    with store.session_scope() as session:
        draft = content_versions.draft(session, ONE, author)
        assert draft.values == {"title": "Deux"}
        assert content_versions.drafts(session, author) == {ONE}
    keep(store, author)
    with store.session_scope() as session:
        assert content_versions.drafts(session, author) == set(), "kept"
