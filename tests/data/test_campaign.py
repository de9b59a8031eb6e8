"""The campaign's file: whole, and told in plain words what is wrong when it is not."""

import re
from datetime import date

import pytest
from pydantic import ValidationError

from bot.base.places import DATA, HOME
from bot.content.campaign import PATH, CampaignError, campaign, read_campaign

TEXT = PATH.read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path):
    """Reads the campaign's file after something in it was replaced."""

    def changed(old: str, new: str):
        assert old in TEXT
        path = tmp_path / "campaign.yml"
        path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
        return read_campaign(path)

    return changed


def test_today_s_campaign_has_no_posts_and_says_where_that_comes_from():
    closed = campaign().closed
    assert closed is not None
    assert "nouveau poste" in closed.welcome and "nouveau poste" in closed.consent
    assert closed.as_of and closed.source


def test_nobody_changes_a_campaign_that_was_read():
    with pytest.raises(ValidationError, match="frozen"):
        campaign().name = "Autre"


def test_open_posts_need_no_sentence(read):
    assert read("open: false", "open: true").closed is None


def test_a_campaign_may_have_an_end(read):
    assert read("ends: null", "ends: 2027-06-30").ends == date(2027, 6, 30)


@pytest.mark.parametrize(("old", "new", "told"), [
    ("name: Conseillers numériques", "name: [", "campaign.yml, line "),
    ("name: Conseillers numériques", "nom: Conseillers", "the file: nom is not known. Remove it, or mend its spelling"),
    ("  platform:", "  plateforme: x\n  platform:", "contacts: plateforme is not known. Remove it"),
    ("open: false", "open: peut-être", "posts.open: 'peut-être' does not fit. Write true or false"),
    ("begins: 2026-11-01", "begins: 1er novembre", "begins: '1er novembre' does not fit. Write a day that exists, such as"),
    ("begins: 2026-11-01", "begins: 2026-11-31", "begins: '2026-11-31' does not fit. Write a day that exists, such as 2026-11-26."),
    ("ends: null", "ends: 2020-01-01", "ends: 2020-01-01 is before begins (2026-11-01)"),
    ("contact: dpo@anct.gouv.fr", "contact: dpo", "controller.contact: 'dpo' does not fit. Write an e-mail address"),
    (f"version: {campaign().notice.version}", "version: neuf", "notice.version: 'neuf' does not fit"),
    ("dpo: null", "dpo: personne", "controller.dpo: 'personne' does not fit. Write an e-mail address, aucun"),
    ("address: null", "address: À compléter", "controller.address: 'À compléter' does not fit. Write a line of 3 to 200 characters"),
    ("phone: null", "phone: bientôt", "publisher.phone: 'bientôt' does not fit. Write a phone number, or null"),
    ("director: null", "", "publisher: director is missing. Add it"),
    ("- humilite_contredit_a_raison", "- nulle_part", "scenarios: nulle_part is not in scenarios.yml"),
    ("- humilite_contredit_a_raison", "- patience_un_seul_doigt", "scenarios: two are of the same trait"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_its_remedy(read, old, new, told):
    with pytest.raises(CampaignError) as caught:
        read(old, new)
    assert told in str(caught.value)


def test_what_is_not_filled_in_is_named_by_its_key(read):
    unfilled = campaign().unfilled
    assert {"controller.name", "publisher.director", "host.name"} <= set(unfilled)
    assert set(unfilled) - set(read("director: null", "director: Zoé Bérard").unfilled) == {"publisher.director"}
    assert "controller.dpo" not in read("dpo: null", "dpo: aucun").unfilled


def test_who_publishes_hears_of_what_is_not_accessible_unless_somebody_else_does(read):
    assert campaign().accessibility_contact is None
    assert read("contact: null", "contact: nous@exemple.fr").accessibility_contact == "nous@exemple.fr"


def test_closed_posts_need_their_sentences(read):
    block = TEXT[TEXT.index("  closed:") : TEXT.index("contacts:")]
    with pytest.raises(CampaignError, match=r"posts: closed is missing\."):
        read(block, "")


def test_a_file_that_is_missing_is_said(tmp_path):
    with pytest.raises(CampaignError, match="is missing: restore it with git"):
        read_campaign(tmp_path / "campaign.yml")


def test_a_campaign_asks_as_many_scenarios_as_it_lists(read):
    assert len(read("  - humilite_contredit_a_raison\n", "").scenarios) == len(campaign().scenarios) - 1


def test_texts_say_how_many_scenarios_are_asked():
    names = (
        "README.md", "domain.yml", "bot/widget/public/index.html", "bot/widget/public/demonstration.html",
        "bot/data/recruiting/replies.yml", "docs/candidater.md", "docs/juridique/ai-act.md", "docs/juridique/registre.md",
    )  # fmt: skip
    told = {
        (path.name, number)
        for path in (*(HOME / name for name in names), *(DATA / "faq").glob("*.yml"))
        for number in re.findall(r"\b(deux|trois|quatre|cinq)(?: \w+)? situations", path.read_text("utf-8").lower())
    }
    right = ("deux", "trois", "quatre", "cinq")[len(campaign().scenarios) - 2]
    assert told
    assert {(name, number) for name, number in told if number != right} == set()
