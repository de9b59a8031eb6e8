"""What people read about their data is what the code does, and the same in each text."""

import ast
import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from bot.base import channel_info
from bot.base.places import HOME
from bot.base.settings import settings
from bot.content import faq as content
from bot.content import legal_texts
from bot.content.campaign import campaign
from bot.operating.run import pages
from bot.records.accounts import recruiter_sessions  # fmt: skip
from bot.records.conversations import addresses, resume_codes
from bot.records.files import erasure_log, redaction
from bot.records.store import daily_counts
from bot.recruiting import security
from bot.recruiting.app import app
from bot.recruiting.dossiers.remembered_search import SEARCH_COOKIE
from bot.recruiting.sign_in import flow_cookies
from bot.understanding.nlu import preconsent_memory

DOCS = HOME / "docs"
LEGAL = DOCS / "juridique"
VERSIONS = Path(__file__).with_name("notice_versions.txt")
BACKUPS_DAYS = 30  # what operators are told to keep to: docs/exploiter/sauvegarder.md
DOMAIN = yaml.safe_load((HOME / "domain.yml").read_text(encoding="utf-8"))["responses"]
STORAGE = re.compile(r"(?:local|session)Storage\.\w+\(")


def flat(text: str) -> str:
    return " ".join(text.split())


def read(name: str) -> str:
    return flat((DOCS / name).read_text(encoding="utf-8"))


TEXTS = {
    **{name: read(f"juridique/{name}") for name in ("notice.md", "registre.md", "aipd.md", "mentions-legales.md", "accessibilite.md")},
    "candidater.md": read("candidater.md"),
    **{name: read(f"exploiter/{name}") for name in ("reglages.md", "sauvegarder.md", "docker.md")},
    "the FAQ": flat(" ".join(answer.text for answer in content.load_faq().values())),
    "domain.yml": flat(" ".join(each["text"] for said in DOMAIN.values() for each in said if "text" in each)),
    "index.html": flat((HOME / "bot" / "widget" / "public" / "index.html").read_text(encoding="utf-8")),
}  # fmt: skip


def in_french(time: timedelta) -> str:
    days, seconds = time.days, time.seconds
    number, unit = (
        (days, "jour") if days else (seconds // 3600, "heure") if seconds >= 3600 else (seconds // 60, "minute")
    )
    return f"{number} {unit}{'s' * (number > 1)}"


def trees() -> Iterator[ast.AST]:
    for path in sorted((HOME / "bot").rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def cookies_in_the_code() -> set[str]:
    """Names given to constants called `…_COOKIE` and to what is carried; cookies are set by these names alone."""
    names: set[str] = set()
    for node in trees():
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names |= {str(node.value.value) for one in node.targets if getattr(one, "id", "").endswith("_COOKIE")}
        elif isinstance(node, ast.Call) and called(node) == "FlowCookie":
            names.add(ast.literal_eval(node.args[0]))
        elif isinstance(node, ast.Call) and called(node) == "set_cookie":
            given = {ast.unparse(argument) for argument in node.args}
            assert given & {"name", "self.name"} or any(one.endswith("_COOKIE") for one in given), ast.unparse(node)
    return names


def test_every_cookie_is_in_the_legal_notice_with_how_long_it_lasts():
    lasts = {
        security.SESSION_COOKIE: security.SESSION_MAX_AGE_SECONDS,
        SEARCH_COOKIE: security.SESSION_MAX_AGE_SECONDS,
        **{one.name: one.max_age for one in flow_cookies.ALL_FLOW_COOKIES},
    }
    assert set(lasts) == cookies_in_the_code()
    rows = re.findall(
        r"(?m)^\| `(\w+)` \| .* \| ([^|]+) \|$", (LEGAL / "mentions-legales.md").read_text(encoding="utf-8")
    )
    assert dict(rows) == {name: in_french(timedelta(seconds=seconds)) for name, seconds in lasts.items()}


def test_all_that_browsers_keep_beside_cookies_is_in_the_legal_notice():
    folders = (HOME / "bot" / "widget" / "src", HOME / "bot" / "recruiting" / "static")
    kept: set[str] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*.[jt]s") if ".min." not in path.name):
        script = path.read_text(encoding="utf-8")
        if STORAGE.search(script):
            names = re.findall(STORAGE.pattern + r'"([^"]+)"', script) + re.findall(
                r'const [A-Z]+ = "([a-z-]+)";', script
            )
            assert names, f"{path.name} keeps something under a name that is not seen here"
            kept |= set(names)
        assert not re.search(r"document\.cookie|indexedDB|cookieStore", script), path.name
    assert kept >= {"conseiller-bot", "raccourcis"}
    assert {name for name in kept if f"`{name}`" not in TEXTS["mentions-legales.md"]} == set()
    assert in_french(addresses.WEB_SESSION_LIFETIME) in TEXTS["mentions-legales.md"].partition("Recruteurs,")[0]


def test_pages_that_load_htmx_keep_no_history():
    templates = [path.read_text("utf-8") for path in (HOME / "bot" / "recruiting" / "templates").glob("*.html")]
    with_htmx = [text for text in templates if "htmx.min.js" in text]
    assert with_htmx and all('"historyCacheSize": 0' in text for text in with_htmx)


# Durations that an installation may shorten or choose, as its register of processing activities says them, and ours.
CHOSEN = {
    "dossier": (r"dossier : (\d+ mois) au plus", f"{settings().retention_months} mois"),
    "audit": (r"journal d'audit : (\d+ mois) au plus", f"{settings().audit_months} mois"),
    "unanswered": (r"sans auteur : (\d+ jours) au plus", f"{settings().unanswered_days} jours"),
    "backups": (r"sauvegardes : (\d+ jours) au plus", f"{BACKUPS_DAYS} jours"),
}
REGISTERED = {name: set(re.findall(pattern, TEXTS["registre.md"])) for name, (pattern, _) in CHOSEN.items()}
MONTHS = CHOSEN["dossier"][
    1
]  # at most, in texts that the setting fills in or that say « moins si l'organisme l'a choisi »
UNANSWERED, BACKUPS = (" ".join(REGISTERED[name]) for name in ("unanswered", "backups"))
SILENCE = f"{redaction.NO_CONSENT_HOURS} heures"
COUNTS = f"{daily_counts.RETENTION_MONTHS} mois"
REQUEST = {7: "sept jours"}[redaction.MAX_HANDOFF_AGE.days]
A_YEAR = {365: "un an"}[erasure_log.RETENTION.days]
TIMES = {
    "notice.md": [
        "{months} mois au plus après votre accord ou le dernier changement de votre inscription", "{audit_months} mois",
        f"{SILENCE} de silence", f"{REQUEST} au plus après votre dernier message", f"à part, {UNANSWERED} au plus",
        f"gardés {COUNTS}", f"gardées {BACKUPS} au plus", f"est gardé {A_YEAR}",
        f"pendant {in_french(resume_codes.EMAILED_LIFETIME)}", f"{preconsent_memory.MAX_AGE_SECONDS // 3600} heures au plus",
        f"après {in_french(addresses.WEB_SESSION_LIFETIME)} sans visite",
    ],
    "registre.md": [
        "au plus après l'accord ou le dernier changement de l'inscription", f"{SILENCE} de silence", f"{REQUEST} au plus",
        f"ne désignent personne : {COUNTS}", f"ne nomme personne : {A_YEAR}", f"session : {in_french(recruiter_sessions.SESSION_LIFETIME)}",
    ],
    "candidater.md": [
        f"{MONTHS} au plus après le dernier changement de votre inscription", f"après {in_french(addresses.WEB_SESSION_LIFETIME)} sans visite",
        f"une fois pendant {in_french(resume_codes.EMAILED_LIFETIME)}",
    ],
    "sauvegarder.md": [f"effacez-les après **{BACKUPS}** au plus"],
    "reglages.md": ["après le dernier changement de son inscription"],
    "the FAQ": [f"{MONTHS} au plus après le dernier changement de votre inscription", f"sauvegarde disparaissent en {BACKUPS} au plus"],
    "domain.yml": [
        "{retention_months} mois au plus après le dernier changement de votre inscription", f"sauvegardes suivent en {BACKUPS} au plus",
        f"{REQUEST} au plus après votre dernier message",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", CHOSEN)
def test_the_register_says_one_duration_each_and_the_default_until_a_controller_is_named(name):
    (registered,) = REGISTERED[name]
    assert registered == CHOSEN[name][1] or campaign().controller.name is not None


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, all_said in TIMES.items() for said in all_said])
def test_each_text_says_the_times_that_hold(name, said):
    assert said in TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_counts_the_time_of_a_file_from_the_last_talk(name):
    assert not re.search(r"dernier (échange|contact)\b|last (contact|exchange)\b", TEXTS[name])


def viewers_in_the_code() -> set[str]:
    """Classes whose objects `bot.records.desk.visibility` may be asked for: they say where they are and whether they administer."""
    found = set()
    for node in trees():
        if isinstance(node, ast.ClassDef) and "Protocol" not in [ast.unparse(base) for base in node.bases]:
            names = {getattr(getattr(part, "target", part), "id", getattr(part, "name", "")) for part in node.body}
            found |= {node.name} if {"administers", "structure_id"} <= names else set()
    return found


# How each text for the public and for those who answer for it names who reads.
READERS = {
    "RecruiterUser": {"notice.md": "Les recruteurs des structures", "registre.md": "recruteurs des structures",
                 "candidater.md": "les recruteurs et les organismes", "the FAQ": "Les recruteurs et les organismes", "domain.yml": "recruteurs et organismes"},
    "ApiClient": {"notice.md": "Les programmes auxquels", "registre.md": "les programmes auxquels",
                "candidater.md": "leurs logiciels", "the FAQ": "les logiciels", "domain.yml": "leurs logiciels"},
    "Operator": {"notice.md": "qui administrent le service ou le font marcher", "registre.md": "qui administrent ou exploitent",
                 "candidater.md": "qui administrent ou font marcher", "the FAQ": "qui administrent ou font marcher", "domain.yml": "l'équipe qui fait marcher le service"},
}  # fmt: skip
NO_READERS = {
    "StructureViewer",
    "Invitation",
}  # a structure without a person, to ask what it sees; a role that is offered


def test_whoever_the_code_lets_read_is_named_here():
    assert viewers_in_the_code() - NO_READERS == set(READERS)


@pytest.mark.parametrize(("name", "said"), [(name, said) for names in READERS.values() for name, said in names.items()])
def test_each_text_names_whoever_reads(name, said):
    assert said in TEXTS[name]


def test_editors_read_questions_without_an_answer_on_a_page_and_the_texts_say_so():
    assert "/contenus/sans-reponse" in app.openapi()["paths"]
    for name in ("notice.md", "aipd.md", "registre.md", "candidater.md"):
        assert re.search(r"personnes qui rédigent", TEXTS[name]), name
    assert "dans aucune page" not in TEXTS["aipd.md"]


@pytest.mark.parametrize("name", ["notice.md", "aipd.md", "registre.md"])
def test_that_a_structure_sees_only_whose_mobility_covers_its_town_is_told(name):
    assert "dont la mobilité couvre cette commune" in TEXTS[name]


# How each text begins to say that words are not kept before the agreement.
NOTHING_KEPT = {
    "notice.md": "Aucun mot de vous n'est gardé", "aipd.md": "Rien n'est gardé des mots de la personne avant l'accord",
    "registre.md": "Avant l'accord, des mots de la personne", "candidater.md": "**Avant votre accord** : rien de vos mots",
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING_KEPT)
def test_what_is_kept_before_an_agreement_is_told_with_all_its_exceptions(name):
    sentence = TEXTS[name].partition(NOTHING_KEPT[name])[2].partition(".")[0]
    for exception in ("équipe", "phrase", r"Telegram, (de )?Matrix|hors du site"):
        assert re.search(exception, sentence), exception


@pytest.mark.parametrize("name", ["notice.md", "aipd.md", "registre.md", "the FAQ"])
def test_objection_and_taking_data_along_are_said_to_be_where_they_are(name):
    assert "« m'opposer »" in TEXTS[name] and "« Télécharger mes données »" in TEXTS[name] and "JSON" in TEXTS[name]


@pytest.mark.parametrize("name", ["notice.md", "accessibilite.md", "registre.md", "aipd.md", "the FAQ"])
def test_each_channel_that_others_carry_is_named(name):
    carried = [known.words for known in channel_info.CHANNELS.values() if known.provider]
    assert carried and all(words in TEXTS[name] for words in carried)


def test_the_accessibility_statement_knows_what_the_tests_look_at():
    """Each page of the desk goes through axe-core: the statement says neither less nor more."""
    assert (HOME / "tests" / "recruiting" / "test_every_page_in_the_browser.py").exists()
    checked, not_checked = TEXTS["accessibilite.md"].split("## Ce qui n'est pas vérifié")
    assert "chaque page de l'espace des recruteurs" in checked
    assert "axe-core" not in not_checked


def test_a_notice_that_changed_has_another_version():
    """Who agreed agreed to a version: a changed text is another one. Write a line, with the version of campaign.yml, at the end."""
    lines = [line.split() for line in VERSIONS.read_text(encoding="ascii").splitlines()]
    digest = hashlib.sha256((LEGAL / legal_texts.NOTICE).read_bytes()).hexdigest()
    assert lines[-1] == [campaign().notice.version, digest]
    assert len({version for version, _ in lines}) == len(lines)


def test_docker_passes_the_settings_that_the_guide_lists():
    services = yaml.safe_load((HOME / "compose.yaml").read_text(encoding="utf-8"))["services"]
    passed = {name for service in services.values() for name in service.get("environment") or ()}
    ours = {name for name in passed if name.startswith("BOT_") or name in {"DATABASE_URL", "REDIS_URL"}}
    (listed,) = re.findall(r"`compose\.yaml` transmet ces réglages, et aucun autre : ([^.]+)\.", TEXTS["docker.md"])
    assert set(re.findall(r"`(\w+)`", listed)) == ours


def test_the_pages_and_the_chat_window_say_the_same_while_the_assistant_wakes():
    words = (HOME / "bot" / "widget" / "src" / "words.ts").read_text(encoding="utf-8")
    assert re.findall(r'(?m)^export const WAKING = "(.*)";$', words) == [pages.WAKING]
