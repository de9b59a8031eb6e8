"""Published versions and drafts of contents."""

import pytest

from bot.content.overrides import Override
from bot.records.accounts import recruiters
from bot.records.contents import content_versions
from bot.records.contents.content_versions import EditConflictError

FAQ, SCENARIOS = "faq/pix/quoi", "scenarios"
CHANGES = {"title": Override("Le test Pix", "Pix en bref"), "see_also": Override(["a/b"], ["a/b", "c/d"])}
LATER_CHANGES = {"title": Override("Le test Pix", "Pix, en deux mots")}


@pytest.fixture
def author(store):
    with store.session_scope() as session:
        return recruiters.create(session, login="redac@exemple.fr", name="Inès", password="une phrase assez longue").id


@pytest.fixture
def publish(store, author):
    def publish(document=FAQ, *, base=0, changes=CHANGES):
        with store.session_scope() as session:
            content_versions.publish(session, document, changes, recruiter_id=author, reason="Plus clair", base=base)

    return publish


def test_published_changes_are_loaded_as_they_were(store, publish):
    publish()
    with store.session_scope() as session:
        assert content_versions.load_overrides(session).changes == {FAQ: CHANGES}


def test_the_newest_version_of_each_document_is_loaded(store, publish):
    publish()
    publish(base=1, changes=LATER_CHANGES)
    publish(SCENARIOS, changes={"version": Override("a", "b")})
    publish(SCENARIOS, base=1, changes={})
    with store.session_scope() as session:
        loaded = content_versions.load_overrides(session)
        assert loaded.number == content_versions.newest_id(session)
        assert loaded.changes == {FAQ: LATER_CHANGES, SCENARIOS: {}}
        assert [changes for _, changes in loaded.earlier] == [{"version": Override("a", "b")}, {}], "the oldest first"


def test_the_history_of_a_document_has_the_newest_version_first(store, publish):
    publish()
    publish(base=1)
    publish(SCENARIOS)
    with store.session_scope() as session:
        assert [version.number for version in content_versions.history(session, FAQ)] == [2, 1]


@pytest.mark.parametrize("base", [0, 2])
def test_a_version_not_based_on_the_newest_is_refused(publish, base):
    publish()
    with pytest.raises(EditConflictError):
        publish(base=base)


def test_the_override_source_returns_newer_versions_only(store, publish):
    source = content_versions.override_source(store)
    assert source(0) is None
    publish()
    newer = source(0)
    assert newer is not None and newer.changes == {FAQ: CHANGES}
    assert source(newer.number) is None


def test_a_draft_replaces_the_one_before_and_is_deleted_when_published(store, author, publish):
    for title in ("Un", "Deux"):
        with store.session_scope() as session:
            content_versions.save_draft(session, FAQ, author, {"title": title}, 0)
    with store.session_scope() as session:
        assert content_versions.draft(session, FAQ, author).values == {"title": "Deux"}
        assert content_versions.drafts(session, author) == {FAQ}
    publish()
    with store.session_scope() as session:
        assert content_versions.drafts(session, author) == set()
