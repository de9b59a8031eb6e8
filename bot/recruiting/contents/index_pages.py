"""Index of the editable content: campaign, scenarios and FAQ answers, with an export of the changed files."""

import io
import zipfile
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from bot.base import clock
from bot.base.text import fold
from bot.content import overrides
from bot.content.editing import documents, yaml_files
from bot.content.editing.documents import TITLES, Document
from bot.content.faq import OPEN
from bot.content.overrides import ContentOverrides
from bot.records.contents import content_versions
from bot.records.conversations import unanswered
from bot.records.store import audit
from bot.records.store.database import default_database
from bot.recruiting import security
from bot.recruiting.rendering import attachment, or_404, render

# Titles with accents of topics, which are file names without.
TOPIC_TITLES = {
    "donnees": "Données", "metier": "Métier", "mobilite": "Mobilité", "reclamations": "Réclamations",
    "resultats_pix": "Résultats Pix", "selection": "Sélection",
}  # fmt: skip

router = APIRouter(prefix="/contenus")


def current_overrides(session: Session) -> ContentOverrides:
    """The overrides in force: this process's if they are the newest, else from the database."""
    known = overrides.current()
    return known if known.number == content_versions.newest_id(session) else content_versions.load_overrides(session)


def find_document(session: Session, name: str) -> Document:
    """A document as it is now, 404 if there is none."""
    return or_404(documents.find(name, current_overrides(session)))


@router.get("")
def show_contents(
    request: Request, me: security.EditorGet, words: Annotated[str, Query(alias="cherche", max_length=100)] = ""
) -> Response:
    """All editable documents, with published changes, drafts and the number of unanswered questions."""
    with default_database().session_scope() as session:
        edits = current_overrides(session)
        return render(
            request, "contents.html", me, titles=TITLES, title_of=lambda name: _title(name, edits), topics=_topics(edits, words), words=words,
            kept=content_versions.latest(session), drafts=content_versions.drafts(session, me.recruiter_id),
            authors=content_versions.authors(session), differs=yaml_files.differing(edits),
            waiting=sum(row.number for row in unanswered.list_open(session)),
        )  # fmt: skip


def _title(name: str, edits: ContentOverrides) -> str:
    found = documents.find(name, edits)
    return found.title if found else name


def _topics(edits: ContentOverrides, words: str) -> dict[str, list[Document]]:
    wanted = fold(words).split()

    def is_meant(one: Document) -> bool:
        if not wanted:
            return True
        said = one.values()
        text = fold(f"{one.answer} {said['title']} {said['answer']} {said[OPEN] or ''}")
        return all(word in text for word in wanted)

    found = {topic: [one for one in answers if is_meant(one)] for topic, answers in documents.topics(edits).items()}
    return {TOPIC_TITLES.get(topic, topic.capitalize()): answers for topic, answers in found.items() if answers}


@router.get("/fichiers.zip")
def export_files(me: security.EditorGet) -> Response:
    """A ZIP archive of the changed content files, in the folders of the project."""
    with default_database().session_scope() as session:
        files = yaml_files.exported(content_versions.load_overrides(session))
        audit.record(session, actor=me.actor, act="exported_content")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"bot/data/{name}", text)
    name = f"contenus-{clock.today():%Y-%m-%d}.zip"
    return Response(packed.getvalue(), media_type="application/zip", headers=attachment(name))
