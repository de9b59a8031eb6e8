"""The content documents by name: the campaign, the scenarios, each FAQ answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.content import overrides
from bot.content.campaign import campaign_with, nested, validate_campaign
from bot.content.editing import campaign_form, faq, scenarios
from bot.content.editing.fields import Field, FieldErrors, Values
from bot.content.editing.old_words import OldWords, old_words
from bot.content.editing.yaml_files import changes_to, file_values
from bot.content.faq import MAX_NEIGHBOURS, OPEN, Answer, answer_of, denies_posts, editable_values, faq_files, faq_with
from bot.content.overrides import CAMPAIGN, FAQ, SCENARIOS, ContentOverrides, Overrides
from bot.content.sentences import sentence

TITLES = {CAMPAIGN: "La campagne", SCENARIOS: "Les situations"}
MADE_BY_ITSELF = {scenarios.VERSION: "Version"}


@dataclass(frozen=True)
class PreviewMessage:
    """A message as candidates will read it.

    Attributes:
        when: where it is said, for the editor.
        buttons: their titles.
        note: a hint for the editor.
    """

    when: str
    text: str
    buttons: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True)
class Document:
    """A document under one snapshot of overrides."""

    name: str
    edits: ContentOverrides

    @property
    def answer(self) -> str:
        """The id of an FAQ answer."""
        return self.name.removeprefix(FAQ)

    @property
    def title(self) -> str:
        """The title on the editors' pages."""
        return TITLES.get(self.name) or str(faq.values(self.answer, self.edits)["title"])

    @property
    def is_faq(self) -> bool:
        """Whether it is an FAQ answer."""
        return self.name.startswith(FAQ)

    @property
    def said(self) -> str:
        """The current text of an FAQ answer, empty for other documents."""
        return faq_with(self.edits)[self.answer].text if self.is_faq else ""

    def fields(self) -> list[Field]:
        """The fields of its form."""
        if self.is_faq:
            return faq.fields(self.answer, self.edits)
        return campaign_form.fields(self.edits) if self.name == CAMPAIGN else scenarios.fields(self.edits)

    def values(self) -> dict[str, Any]:
        """The current values by path."""
        if self.is_faq:
            return faq.values(self.answer, self.edits)
        return campaign_form.values(self.edits) if self.name == CAMPAIGN else scenarios.values(self.edits)

    def typed(self, form: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """The cleaned values of a submitted form."""
        return self.cleaned({field.path: field.typed(form) for field in self.fields()})

    def cleaned(self, given: Values) -> dict[str, Any]:
        """Values of exactly the paths that exist; scenarios get the version of their wording."""
        now = self.values()
        cleaned = {path: given.get(path, value) for path, value in now.items()}
        return scenarios.with_version(cleaned, self.edits) if self.name == SCENARIOS else cleaned

    def at(self, changes: Overrides) -> dict[str, Any]:
        """The values of another version."""
        return Document(self.name, ContentOverrides(0, {self.name: changes}, self.edits.earlier)).values()

    def ineffective_overrides(self) -> list[str]:
        """Paths whose override has no effect, because the file has changed since."""
        in_file = file_values(self.name)
        made = self.edits.changes.get(self.name, {})
        return [path for path, one in made.items() if in_file.get(path) not in (one.file, one.live)]

    def faults(self, given: Values) -> FieldErrors:
        """Errors in French, by path."""
        errors = {field.path: messages for field in self.fields() if (messages := field.faults(given.get(field.path)))}
        if self.is_faq:
            more = faq.faults(self.answer, given, self.edits)
        else:
            more = campaign_form.faults(given, self.edits) if self.name == CAMPAIGN else scenarios.faults(given)
        return {path: [*errors.get(path, ()), *more.get(path, ())] for path in {**errors, **more}}

    def changes(self, given: Values) -> Overrides:
        """Overrides that turn the file's values into these."""
        return changes_to(self.name, campaign_form.to_document(given) if self.name == CAMPAIGN else given)

    def with_values(self, given: Values) -> ContentOverrides:
        """The snapshot with these values."""
        return replace(self.edits, changes={**self.edits.changes, self.name: self.changes(given)})

    def followers(self, given: Values) -> list[Answer]:
        """FAQ answers whose text changes with these values of the campaign."""
        now = faq_with(self.edits)
        return [answer for answer in self._answers_with(given) if answer.text != now[answer.id].text]

    def contradictions(self, given: Values) -> list[Answer]:
        """FAQ answers that would still say that posts are closed if these values open them."""
        is_open = self.name == CAMPAIGN and given["posts.open"]
        return [answer for answer in self._answers_with(given) if denies_posts(answer.text)] if is_open else []

    def _answers_with(self, given: Values) -> list[Answer]:
        if self.name != CAMPAIGN:
            return []
        campaign = validate_campaign(nested(campaign_form.to_document(given)))
        return [answer_of(name, editable_values(name, self.edits), campaign) for name in faq_files()]

    def old_words(self, given: Values, anchors: Mapping[str, Mapping[str, str]]) -> list[OldWords]:
        """Words of an earlier scene that are left in a follow-up or an anchor.

        Args:
            anchors: of the rating scale: words by level, by scenario.
        """
        return old_words(given, scenarios.wordings(self.edits), anchors) if self.name == SCENARIOS else []

    def warnings(self, given: Values) -> list[str]:
        """What editors should know before they publish."""
        if self.is_faq:
            return faq.warnings(self.values(), given)
        if self.name == SCENARIOS:
            return [sentence("edit_warnings.scenarios")]
        return campaign_form.warnings(self.values(), given)

    def needs_confirmation(self, given: Values) -> bool:
        """Whether candidates of this campaign would be asked other questions than earlier ones."""
        if self.name == SCENARIOS:
            return self.values() != dict(given)
        return self.name == CAMPAIGN and campaign_form.changes_scenarios(self.values(), given)

    def labels(self) -> dict[str, str]:
        """Labels of the values, by path."""
        labels = {field.path: " – ".join(filter(None, (field.part, field.label))) for field in self.fields()}
        return labels | (MADE_BY_ITSELF if self.name == SCENARIOS else {})

    def bubbles(self, given: Values) -> list[PreviewMessage]:
        """A preview of valid values."""
        if self.is_faq:
            return _faq_bubbles(self.answer, given, self.edits)
        return _campaign_bubbles(given) if self.name == CAMPAIGN else _scenario_bubbles(self.values(), given)


def find(name: str, edits: ContentOverrides) -> Document | None:
    """The document of this name, if it exists."""
    is_one = name in TITLES or (name.startswith(FAQ) and name.removeprefix(FAQ) in faq_files())
    return Document(name, edits) if is_one else None


def topics(edits: ContentOverrides) -> dict[str, list[Document]]:
    """The FAQ answers by topic."""
    by_topic: dict[str, list[Document]] = {}
    for name in faq_files():
        by_topic.setdefault(name.split("/")[0], []).append(Document(overrides.faq_document(name), edits))
    return by_topic


def _faq_bubbles(name: str, given: Values, edits: ContentOverrides) -> list[PreviewMessage]:
    answer = answer_of(name, dict(given), campaign_with(edits))
    titles = [faq.values(near, edits)["title"] for near in answer.see_also if near in faq_files()]
    source = f"Cette réponse vient de : {answer.source} (à jour : {answer.as_of})."
    buttons = [*titles[:MAX_NEIGHBOURS], "D'où vient cette réponse ?"]
    return [
        PreviewMessage("À la question", answer.text, buttons, _surplus_hint(titles)),
        *_other_variant(name, given, edits),
        PreviewMessage("À qui demande d'où elle vient", source),
    ]


def _other_variant(name: str, given: Values, edits: ContentOverrides) -> list[PreviewMessage]:
    """The variant for open or closed posts that is not in use today, if there is one."""
    if not given.get(OPEN):
        return []
    is_open = campaign_with(edits).closed is None
    text = given["answer"] if is_open else given[OPEN]
    filled = answer_of(name, {**given, "answer": text, OPEN: None}, campaign_with(edits)).text
    when = "seront de nouveau fermés" if is_open else "seront ouverts"
    return [PreviewMessage(f"À la même question, quand les postes {when}", filled)]


def _surplus_hint(titles: Sequence[str]) -> str:
    left = " et ".join(f"« {title} »" for title in titles[MAX_NEIGHBOURS:])
    return (
        f"À proposer ensuite, vous avez aussi choisi {left} : l'assistant n'en montre que les {MAX_NEIGHBOURS} premières."
        if left
        else ""
    )


def _campaign_bubbles(given: Values) -> list[PreviewMessage]:
    campaign = validate_campaign(nested(campaign_form.to_document(given)))
    if campaign.closed is None:
        return [PreviewMessage("À l'accueil", "(rien : des postes sont ouverts)")]
    return [
        PreviewMessage("À l'accueil", campaign.closed.welcome),
        PreviewMessage("Avant l'accord", campaign.closed.consent),
    ]


def _scenario_bubbles(now: Values, given: Values) -> list[PreviewMessage]:
    words = {"text": "La situation", "follow_up": "La relance"}
    return [
        PreviewMessage(words[path.rpartition(".")[2]], given[path])
        for path in given
        if path != scenarios.VERSION and given[path] != now[path]
    ]
