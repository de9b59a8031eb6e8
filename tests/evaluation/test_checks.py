"""Facts in machine-readable form, of a played conversation."""

import pytest

from bot.tools.evaluation.checks import check_passes
from bot.tools.evaluation.dialogues import facts_of, summarise

CANDIDATE = {
    "last_name": "Bérard", "first_name": "Lucie", "town": {"commune": "Lyon", "insee": "69123"}, "email": None, "phone": None,
    "mobility": {"kind": "departement", "km": None, "places": ["Rhône", "Ain"]}, "availability": {"date": "2027-01-04"},
    "confirmed_at": "2026-11-24",
}  # fmt: skip
NOTES = [
    {"trait": "patience", "answer": "Je remontre sans soupirer.", "followup_answer": "Et encore.", "skipped": False, "evidence": [
        {"quote": "remontre sans soupirer", "indicator": "patience.repete_sans_reproche", "polarity": "positive"},
        {"quote": "Et encore", "indicator": "patience.presse", "polarity": "negative"},
    ]},
    {"trait": "humilite", "answer": None, "skipped": True, "evidence": []},
    {"trait": "bienveillance", "answer": "Retirée.", "withdrawn_at": "2026-11-24", "evidence": []},
]  # fmt: skip
ROW = {
    "turns": ["oui", "c'est payé combien ?", "oui"],
    "got": {
        "stored": {"candidates": [CANDIDATE], "notes": NOTES, "human_requests": []},
        "transcript": [{"from": sender, "text": text} for sender, text in [
            ("bot", "D'accord ?"), ("user", "oui"), ("bot", "Merci !"), ("user", "c'est payé combien ?"), ("bot", "Au Smic."),
            ("bot", "On continue ?"), ("user", "oui"), ("bot", "Situation 1"),
        ]],
    },
}  # fmt: skip


@pytest.mark.parametrize(("true", "false"), [
    ({"candidate": {"last_name": "bérard", "insee": "69123", "email": None}}, {"candidate": {"last_name": "Berard"}}),
    ({"candidate": {"mobility": {"kind": ["region", "departement"], "km": None, "places": ["ain", "rhône"]}}},
     {"candidate": {"mobility": {"kind": "departement", "places": ["Ain"]}}}),
    ({"candidate": {"availability": {"date": "2027-01-04"}}}, {"candidate": {"availability": {"immediate": True}}}),
    ({"candidates": 1}, {"candidates": 0}), ({"confirmed": True}, {"confirmed": False}),
    ({"human_requests": 0}, {"human_requests": 1}), ({"notes": 2}, {"notes": 3}), ({"notes_answered": 1}, {"notes_answered": 2}),
    ({"note": "patience", "has": ["patience.repete_sans_reproche"]}, {"note": "patience", "has": ["patience.laisse_le_temps"]}),
    ({"note": "patience", "has_negative": ["patience.presse"]}, {"note": "patience", "has_not_negative": True}),
    ({"note": "humilite", "skipped": True}, {"note": "patience", "skipped": True}),
    ({"note": "humilite", "no_evidence": True}, {"note": "patience", "no_evidence": True}),
    ({"note": "humilite"}, {"note": "bienveillance"}),
    ({"answer_contains": {"trait": "patience", "text": "Et encore"}}, {"answer_contains": {"trait": "humilite", "text": "Et encore"}}),
    ({"no_quote_with": "je crie"}, {"no_quote_with": "soupirer"}),
    ({"nowhere": ["Dupont"]}, {"nowhere": ["Dupont", "BÉRARD"]}),
    ({"never_says": "désolé"}, {"never_says": "situation"}),
    ({"reply_after": {"turn": 1, "matches": "smic"}}, {"reply_after": {"turn": 1, "matches": "situation"}}),
    ({"reply_after": {"turn": 2, "matches": "situation"}}, {"reply_after": {"turn": 0, "matches": "situation"}}),
    ({"reply_after": {"turn": 0, "not_matches": "smic"}}, {"reply_after": {"turn": 1, "not_matches": "smic"}}),
])  # fmt: skip
def test_a_check_holds_or_not(true, false):
    assert (check_passes(ROW, true), check_passes(ROW, false)) == (True, False)


def test_each_answered_note_has_a_quote_of_its_own_words():
    assert check_passes(ROW, {"each_note_has_quote": True})
    others = [{**NOTES[0], "answer": "Autre chose.", "followup_answer": None}]
    assert not check_passes({**ROW, "got": {"stored": {"notes": others}}}, {"each_note_has_quote": True})


def test_an_unknown_check_is_refused():
    with pytest.raises(ValueError, match="score"):
        check_passes(ROW, {"score": 5})


def test_facts_are_counted_and_so_are_conversations_that_have_them_all():
    right, wrong = (
        {**ROW, "checks": [{"candidates": 1}, {"notes": 2}]},
        {**ROW, "checks": [{"candidates": 1}, {"notes": 5}]},
    )
    assert list(facts_of(wrong).values()) == [True, False]
    summary = summarise([right, wrong])
    assert {key: summary[key] for key in ("facts", "facts_right", "checked", "right")} == {
        "facts": 4, "facts_right": 3, "checked": 2, "right": 1,
    }  # fmt: skip
