"""What could not be answered, as editors read it: alike together, the most frequent first."""

import json
from datetime import date

from bot.records.conversations import unanswered
from bot.records.conversations.unanswered import Reason
from bot.records.models import UnansweredQuestion
from bot.tools.evaluation.unanswered import clusters, report_unanswered
from bot.understanding.similar_questions import cluster_questions

WEATHER = ["la météo demain à Lille", "quel temps fera-t-il demain à Brest", "il va pleuvoir demain ou pas"]
FLAT = ["comment demander un logement social", "je dois faire une demande de logement social en ligne"]
MATCH = ["qui a gagné le match hier"]


def row(text, week, number=1, reason="out_of_scope"):
    return UnansweredQuestion(week=date.fromisoformat(week), text=text, reason=reason, number=number)


def test_questions_that_ask_alike_are_one_group():
    texts = [WEATHER[0], FLAT[0], MATCH[0], FLAT[1], WEATHER[1]]
    assert sorted(cluster_questions(texts)) == [[0, 4], [1, 3], [2]]
    assert cluster_questions([]) == []
    assert cluster_questions(["une seule question"]) == [[0]]


def test_a_group_tells_how_often_and_from_when_to_when():
    rows = [
        row(WEATHER[0], "2026-11-02"), row(WEATHER[1], "2026-11-16", 2, "not_understood"), row(WEATHER[1], "2026-11-09"),
        row(FLAT[0], "2026-10-05", 5), row(MATCH[0], "2026-11-23"),
    ]  # fmt: skip
    flat, weather, match = clusters(rows)
    assert flat == {
        "number": 5, "first_week": "2026-10-05", "last_week": "2026-10-05", "reasons": {"out_of_scope": 5},
        "questions": [{"text": FLAT[0], "number": 5}],
    }  # fmt: skip
    assert weather == {
        "number": 4, "first_week": "2026-11-02", "last_week": "2026-11-16",
        "reasons": {"out_of_scope": 2, "not_understood": 2},
        "questions": [{"text": WEATHER[1], "number": 3}, {"text": WEATHER[0], "number": 1}],
    }  # fmt: skip
    assert match["number"] == 1


def test_the_command_says_it_as_lines_or_as_json(database):
    assert report_unanswered() == "No question without an answer is kept."
    assert json.loads(report_unanswered(as_json=True)) == {"unanswered": [], "total": 0}
    with database.session_scope() as session:
        for text in (MATCH[0], FLAT[0], FLAT[0]):
            unanswered.add(session, text, Reason.NOT_PICKED)
    told = json.loads(report_unanswered(as_json=True))
    assert (told["total"], [one["number"] for one in told["unanswered"]]) == (3, [2, 1])
    head, question, *_ = report_unanswered().splitlines()
    assert head.split()[0] == "2"
    assert "not_picked 2" in head
    assert question.split(maxsplit=1) == ["2", FLAT[0]]
