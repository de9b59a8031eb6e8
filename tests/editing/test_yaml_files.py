"""What editors changed, as files again: byte for byte the same but for what was changed."""

import difflib

import pytest
import yaml

from bot.base.places import DATA
from bot.content import faq as content
from bot.content.campaign import campaign_with, flat, load_plain_values
from bot.content.editing import yaml_files
from bot.content.editing.yaml_files import changes_to, differing, exported, rewrite, write
from bot.content.interview import scenarios_with
from bot.content.overrides import NO_OVERRIDES, ContentOverrides, Override

FILES = [*sorted((DATA / "faq").glob("*.yml")), DATA / "campaign.yml", DATA / "interview" / "scenarios.yml"]
QUOI = "faq/pix/quoi"
ANSWER = (
    "Le test Pix : un parcours en ligne, à votre rythme. " * 4 + "Il ne mesure pas votre façon d'être avec les gens."
)


def edits(**changes):
    return ContentOverrides(
        1, {name.replace("__", "/"): changes_to(name.replace("__", "/"), one) for name, one in changes.items()}
    )


def overrides_of(folder):
    """The edits that turn `bot/data` into the files that were written below a folder."""
    data = folder / "bot" / "data"
    found = {}
    for path in sorted((data / "faq").glob("*.yml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        for aspect, entry in raw["aspects"].items():
            name = f"{raw['topic']}/{aspect}"
            found[f"faq/{name}"] = changes_to(f"faq/{name}", content.as_said(entry))
    if (path := data / "campaign.yml").exists():
        found["campaign"] = changes_to("campaign", flat(load_plain_values(path)))
    if (path := data / "interview" / "scenarios.yml").exists():
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        told = {f"{one['id']}.{key}": one[key].strip() for one in raw["scenarios"] for key in ("text", "follow_up")}
        found["scenarios"] = changes_to("scenarios", {"version": str(raw["version"]), **told})
    return ContentOverrides(1, {document: changes for document, changes in found.items() if changes})


def changed_lines(name, text):
    old = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [
        line
        for line in difflib.unified_diff(old, text.splitlines(), lineterm="", n=0)
        if line[:2] not in ("--", "++", "@@")
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_that_nobody_changed_is_written_byte_for_byte(path):
    text = path.read_text(encoding="utf-8")
    assert rewrite(text, lambda _: None) == text


def test_nothing_is_exported_where_nothing_was_changed():
    assert exported(NO_OVERRIDES) == {}
    same = {place: value for place, value in yaml_files.file_values(QUOI).items() if place != "asked"}
    assert exported(edits(faq__pix__quoi=same)) == {}


def test_what_changed_is_changed_alone():
    files = exported(edits(faq__pix__quoi={"title": "Pix : le test", "as_of": "2026"}))
    assert list(files) == ["faq/pix.yml"]
    assert changed_lines("faq/pix.yml", files["faq/pix.yml"]) == [
        "-    title: Le test Pix", '+    title: "Pix : le test"', '-    as_of: "2021–2026"', '+    as_of: "2026"',
    ]  # fmt: skip


def test_a_long_answer_is_folded_like_the_others_and_reads_the_same():
    files = exported(edits(faq__pix__quoi={"answer": ANSWER}))
    new = [line[1:] for line in changed_lines("faq/pix.yml", files["faq/pix.yml"]) if line.startswith("+")]
    assert max(map(len, new)) <= 140
    assert " ".join(line.strip() for line in new).removeprefix("answer: >- ") == ANSWER


def test_the_text_of_open_posts_is_written_below_the_answer_changed_and_taken_out(tmp_path):
    kept = edits(faq__pix__quoi={"answer_open": ANSWER}, faq__campagne__ouvert={"answer_open": None}, faq__campagne__fin={"answer_open": ANSWER})  # fmt: skip
    files = exported(kept)
    new = changed_lines("faq/pix.yml", files["faq/pix.yml"])
    assert new[0] == "+    answer_open: >-" and all(line.startswith("+") for line in new)
    entry = yaml.safe_load(files["faq/pix.yml"])["aspects"]["quoi"]
    assert list(entry)[list(entry).index("answer") + 1] == "answer_open"
    assert "answer_open" not in yaml.safe_load(files["faq/campagne.yml"])["aspects"]["ouvert"]
    write(kept, tmp_path)
    assert overrides_of(tmp_path).changes == kept.changes


def test_comments_of_the_campaign_stay_and_a_day_is_a_day():
    files = exported(
        edits(campaign={"ends": "2027-06-30", "controller.name": "l'association Untel", "posts.open": True})
    )
    lines = changed_lines("campaign.yml", files["campaign.yml"])
    assert "+ends: 2027-06-30          # une date, ou null tant qu'elle n'est pas fixée" in lines
    assert len(lines) == 6


@pytest.mark.parametrize("question", ["pix : quoi ?", "- tiret", "c koi 🧩 pix", "# dièse", "oui", "@vous", "12"])
def test_an_example_is_a_text_whatever_it_looks_like(tmp_path, question):
    files = exported(edits(faq__pix__quoi={"asked_more": [question]}))
    asked = yaml.safe_load(files["faq/pix.yml"])["aspects"]["quoi"]["asked"]
    assert asked[-1] == question
    assert asked[:-1] == content.faq_files()["pix/quoi"]["asked"]


def test_what_is_exported_reads_back_as_what_was_kept(tmp_path):
    kept = edits(
        faq__pix__quoi={"answer": ANSWER, "see_also": ["pix/forme", "pix/contenu"]},
        campaign={"scenarios": ["patience_un_seul_doigt", "humilite_site_inconnu", "bienveillance_mot_de_passe_caf"]},
        scenarios={"version": "2026-12.1", "patience_un_seul_doigt.follow_up": "Et ensuite, que faites-vous ?"},
    )
    assert write(kept, tmp_path) == [
        "bot/data/campaign.yml",
        "bot/data/faq/pix.yml",
        "bot/data/interview/scenarios.yml",
    ]
    back = overrides_of(tmp_path)
    assert back.changes == kept.changes
    assert content.faq_with(back)["pix/quoi"].text == ANSWER
    assert campaign_with(back).scenarios[0] == "patience_un_seul_doigt"
    assert {one.version for one in scenarios_with(back).values()} == {"2026-12.1"}


def test_a_file_that_says_something_else_since_is_right_again():
    written_over = ContentOverrides(
        1, {QUOI: {"title": Override("Un titre d'avant", "Un autre titre"), "as_of": Override("2021–2026", "2026")}}
    )
    assert content.faq_with(written_over)["pix/quoi"].title == "Le test Pix"
    assert content.faq_with(written_over)["pix/quoi"].as_of == "2026"
    assert set(differing(written_over)[QUOI]) == {"as_of"}


def test_an_answer_that_is_no_more_changes_nothing():
    gone = ContentOverrides(1, {"faq/pix/disparue": {"title": Override("Avant", "Après")}})
    assert content.faq_with(gone).keys() == content.faq_files().keys()
    assert exported(gone) == {}


def test_edits_that_do_not_fit_any_more_leave_the_campaign_to_its_file():
    broken = ContentOverrides(1, {"campaign": {"begins": Override("2026-11-01", "hier")}})
    assert campaign_with(broken) == campaign_with(NO_OVERRIDES)
