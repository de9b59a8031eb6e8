"""The campaign as a form: sentences, contacts, legal names, and which scenarios are asked."""

from typing import Any

from bot.content import legal_texts, overrides
from bot.content.campaign import (
    ENDS_EARLY,
    NO_SCENARIO,
    SAME_TRAIT,
    CampaignError,
    campaign_errors,
    campaign_file,
    nested,
    validate_campaign,
)
from bot.content.editing import scenarios
from bot.content.editing.fields import CHOICE, LINE, SWITCH, TEXT, Field, FieldErrors, Values
from bot.content.interview import scenario_files
from bot.content.overrides import ContentOverrides
from bot.content.sentences import section, sentence

SCENARIOS = "scenarios"
FIRST = f"{SCENARIOS}.0"
_CLOSED = "posts.closed."
_MUST_STAY = ("controller.", "publisher.", "host.")
_MAIL, _DAY = "Une adresse e-mail.", "Un jour qui existe : 2027-06-30."
_SENTENCE = "Une phrase de 20 à 220 caractères, terminée par un point."
_WORDS, _PHONE = "De 3 à 200 caractères.", "Un numéro de téléphone."
_EACH = "Une par qualité, les mêmes pour tout le monde."
_FIELD_OF_ERROR = {ENDS_EARLY: "ends", NO_SCENARIO: FIRST, SAME_TRAIT: FIRST}
# part, path, label, hint, whether it may be empty
_FIELDS = (
    ("La campagne", "name", "Nom", "De 3 à 80 caractères.", False),
    ("La campagne", "begins", "Premier jour", _DAY, False),
    ("La campagne", "ends", "Dernier jour", _DAY + " Vide tant qu'il n'est pas fixé.", True),
    ("Les postes", "posts.open", "Des postes sont ouverts", "Si oui, l'assistant ne dit plus rien des postes fermés, et les réponses qui en parlent prennent leur texte « postes ouverts » : l'aperçu les montre toutes.", False),
    ("Les postes", _CLOSED + "welcome", "À l'accueil, tant que les postes sont fermés", _SENTENCE, True),
    ("Les postes", _CLOSED + "consent", "Avant l'accord, tant que les postes sont fermés", _SENTENCE, True),
    ("Les postes", _CLOSED + "as_of", "Valable pour", "Une année ou deux : 2026, ou 2025–2026.", True),
    ("Les postes", _CLOSED + "source", "Source", "D'où vient cette information.", True),
    ("Contacts", "contacts.scheme", "Qui répond des postes", _MAIL, False),
    ("Contacts", "contacts.platform", "Plateforme officielle", "Son nom sans https:// : conseiller-numerique.gouv.fr", False),
    ("Responsable des données", "controller.name", "Nom", "Tel que la phrase le dit : l'association Untel. " + _WORDS, True),
    ("Responsable des données", "controller.address", "Adresse", _WORDS, True),
    ("Responsable des données", "controller.contact", "À qui écrire pour ses données", _MAIL, False),
    ("Responsable des données", "controller.dpo", "Délégué à la protection des données", "Une adresse e-mail, ou : aucun.", True),
    ("Qui publie le site", "publisher.name", "Nom ou raison sociale", _WORDS, True),
    ("Qui publie le site", "publisher.address", "Adresse", _WORDS, True),
    ("Qui publie le site", "publisher.phone", "Téléphone", _PHONE, True),
    ("Qui publie le site", "publisher.contact", "E-mail", _MAIL, True),
    ("Qui publie le site", "publisher.director", "Direction de la publication", "Prénom et nom. " + _WORDS, True),
    ("Qui héberge le site", "host.name", "Nom", _WORDS, True),
    ("Qui héberge le site", "host.address", "Adresse, avec le pays", _WORDS, True),
    ("Qui héberge le site", "host.phone", "Téléphone", _PHONE, True),
    ("Accessibilité", "accessibility.contact", "À qui signaler un défaut", _MAIL + " Vide : l'e-mail de qui publie.", True),
    ("La notice", "notice.version", "Version", "Année-mois-lettre : 2026-11-h. Elle change dès que la notice change.", False),
    ("La notice", "notice.date", "Date", _DAY, False),
    ("Les recruteurs", "recruiters.named", "Nommer qui a lu un dossier", "À qui demande : oui donne leur nom (prévenez-les avant), non dit « l'équipe de recrutement ».", False),
)  # fmt: skip


def _scenario_paths() -> list[str]:
    """A path for each scenario of the campaign's file: pages choose which are asked, not how many."""
    return [f"{SCENARIOS}.{number}" for number in range(len(campaign_file()[SCENARIOS]))]


def fields(edits: ContentOverrides) -> list[Field]:
    """The fields of the campaign's form."""
    said = scenarios.values(edits)
    options = [(name, scenarios.title(name, said[f"{name}.text"])) for name in scenario_files()]
    form = []
    for part, path, label, hint, may_be_empty in _FIELDS:
        kind = SWITCH if path in {"posts.open", "recruiters.named"} else TEXT if hint == _SENTENCE else LINE
        form.append(Field(path, label, kind, hint, part=part, may_be_empty=may_be_empty))
    for number, path in enumerate(_scenario_paths(), start=1):
        form.append(
            Field(path, f"Situation {number}", CHOICE, _EACH if path == FIRST else "", options, "Les situations")
        )
    return form


def values(edits: ContentOverrides) -> dict[str, Any]:
    """The current values by path, each scenario by itself."""
    paths = _scenario_paths()
    current: dict[str, Any] = dict.fromkeys([*(path for _, path, *_ in _FIELDS), *paths])
    current |= edits.apply_to(overrides.CAMPAIGN, campaign_file())
    asked = current.pop(SCENARIOS)
    return current | dict(zip(paths, asked, strict=False))


def to_document(given: Values) -> dict[str, Any]:
    """Form values as the campaign's file holds them; an empty `posts.closed` is left out if posts are open."""
    paths = _scenario_paths()
    document = {path: value for path, value in given.items() if path not in paths}
    if document["posts.open"] and not any(document[path] for path in document if path.startswith(_CLOSED)):
        document = {path: value for path, value in document.items() if not path.startswith(_CLOSED)}
    return document | {SCENARIOS: [given[path] for path in paths]}


def faults(given: Values, edits: ContentOverrides) -> FieldErrors:
    """Errors by path: invalid values, legal names that were emptied, and a notice that would change silently."""
    errors: FieldErrors = {}
    hints = {path: hint for _, path, _, hint, _ in _FIELDS} | dict.fromkeys(_scenario_paths(), _EACH)
    for error in campaign_errors(nested(to_document(given))):
        path = ".".join(map(str, error["loc"]))
        if error["type"] in _FIELD_OF_ERROR:
            errors[_FIELD_OF_ERROR[error["type"]]] = [section("campaign_errors")[error["type"]]]
        elif path in hints:
            errors[path] = [sentence("edit_errors.unfit", hint=hints[path]).strip()]
        else:
            for one in given:
                if one.startswith(f"{path}.") and given[one] is None:
                    errors[one] = [sentence("edit_errors.incomplete")]
    now = values(edits)
    for path, value in given.items():
        if path.startswith(_MUST_STAY) and value is None and now[path] is not None:
            errors.setdefault(path, []).append(sentence("edit_errors.legal"))
    return errors or _notice_faults(given, edits)


def _notice_faults(given: Values, edits: ContentOverrides) -> FieldErrors:
    """An error if the notice would change without a new version."""
    try:
        then, now = (validate_campaign(nested(one)) for one in (to_document(given), to_document(values(edits))))
    except CampaignError:
        return {"": [sentence("edit_errors.campaign")]}
    if then.notice.version != now.notice.version or not legal_texts.differs(then, now):
        return {}
    return {"notice.version": [sentence("edit_errors.notice_version", version=now.notice.version)]}


def changes_scenarios(before: Values, after: Values) -> bool:
    """Whether other scenarios are asked, or in another order."""
    return any(before[path] != after[path] for path in _scenario_paths())


def warnings(before: Values, after: Values) -> list[str]:
    """What editors should know before they publish."""
    messages = []
    if changes_scenarios(before, after):
        messages.append(sentence("edit_warnings.other_scenarios"))
    if before["notice.version"] != after["notice.version"]:
        messages.append(sentence("edit_warnings.notice", version=after["notice.version"]))
    return messages
