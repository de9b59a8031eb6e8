"""Questions that had no answer, clustered by meaning and counted by week, without their authors."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from bot.base.settings import settings
from bot.content.faq import faq_files
from bot.content.sentences import section
from bot.records.conversations import unanswered
from bot.records.models import UnansweredQuestion
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import page_url, redirect, render

MAX_QUESTIONS = 400  # the most frequent distinct ones are clustered: one or two seconds

router = APIRouter(prefix="/contenus/sans-reponse")


@dataclass(frozen=True)
class QuestionCluster:
    """Similar questions.

    Attributes:
        questions: each with its count, the most frequent first.
        weeks: count by Monday, the newest first.
        reasons: count by reason, in French.
        number: total count.
        closest: id of the nearest FAQ answer.
    """

    questions: list[tuple[str, int]]
    weeks: list[tuple[date, int]]
    reasons: list[tuple[str, int]]
    number: int
    closest: str


@router.get("")
def show_unanswered(request: Request, me: security.EditorGet, traite: bool = False) -> Response:
    """The questions that no editor has handled yet."""
    with default_database().session_scope() as session:
        rows = unanswered.list_open(session)
        audit.record_access(session, actor=me.actor, act="read_unanswered")
    titles = {name: entry["title"] for name, entry in faq_files().items()}
    return render(
        request, "unanswered.html", me, groups=clusters(rows), days=settings().unanswered_days, handled=traite,
        titles=titles,
    )  # fmt: skip


@router.post("")
def mark_handled(
    me: security.EditorPost, question: Annotated[list[str], Form(max_length=unanswered.MAX_LENGTH)]
) -> Response:
    """Mark a cluster as handled. It shows again only if asked again in another week."""
    with default_database().session_scope() as session:
        unanswered.mark_handled(session, question[:MAX_QUESTIONS])
        audit.record(session, actor=me.actor, act="handled_unanswered")
    return redirect(page_url("/contenus/sans-reponse?traite=1"))


def clusters(rows: list[UnansweredQuestion]) -> list[QuestionCluster]:
    """Clusters of similar questions, the most frequent first."""
    from bot.understanding.similar_questions import closest_answer, cluster_questions  # loads models

    numbers: Counter[str] = Counter()
    for row in rows:
        numbers[row.text] += row.number
    texts = [text for text, _ in numbers.most_common(MAX_QUESTIONS)]
    found = []
    for indices in cluster_questions(texts):
        members = {texts[index] for index in indices}
        its = [row for row in rows if row.text in members]
        weeks: Counter[date] = Counter()
        reasons: Counter[str] = Counter()
        for row in its:
            weeks[row.week] += row.number
            reasons[section("unanswered_reasons").get(row.reason, row.reason)] += row.number
        questions = [(text, number) for text, number in numbers.most_common() if text in members]
        closest = closest_answer(questions[0][0])
        found.append(
            QuestionCluster(
                questions, sorted(weeks.items(), reverse=True), reasons.most_common(), weeks.total(), closest
            )
        )
    return sorted(found, key=lambda one: -one.number)
