"""What a structure opens to its programs, on a page of its own."""

import html
import inspect
import re

import pytest
from recruiting_samples import LOGIN, csrf_of, stored
from sqlalchemy import select

from bot.base import clock
from bot.content.sentences import section
from bot.records.accounts import api_tokens, recruiters, structures, webhooks
from bot.records.models import ApiToken, AuditEntry, DisabledReason, Recruiter, WebhookDelivery, WebhookEndpoint
from bot.webhooks import dispatcher

PAGE = "/recrutement/acces-programmes"
EVENTS = ["candidate.erased", "candidate.updated"]


def post(reader, path, **data):
    return reader.post(PAGE + path, data={"csrf": csrf_of(reader.get(PAGE)), **data})


def make_webhook(reader, url="https://exemple.fr/recevoir"):
    return post(reader, "/webhooks", adresse=url, evenements=EVENTS)


def only(database, model):
    (one,) = stored(database, model)
    return one


@pytest.fixture
def elsewhere(database, reader):
    """A token and a webhook of another structure."""
    with database.session_scope() as session:
        there = structures.create(session, name="Ailleurs", town=None)
        who = session.scalars(select(Recruiter)).one().id
        by = {"recruiter_id": who, "actor": "x"}
        token, _ = api_tokens.create(session, there.id, name="Autre", decides=True, months=1, **by)
        hook = webhooks.add(session, there.id, url="https://ailleurs.exemple.fr/", events=list(webhooks.Event), **by)
        return token.id, hook.id


def test_a_token_is_shown_once_and_its_hash_alone_is_stored(reader, database):
    page = post(reader, "/jetons", nom="Tableur <b>", droits="decider", mois="3")
    (token,) = re.findall(r'value="(cnb_[^"]+)"', page.text)
    assert page.headers["cache-control"] == "no-store"
    row = only(database, ApiToken)
    assert token not in reader.get(PAGE).text
    assert "Tableur &lt;b&gt;" in reader.get(PAGE).text
    assert token not in str([getattr(row, column.name) for column in row.__table__.columns])
    with database.session_scope() as session:
        assert api_tokens.find(session, token).decides
        act = session.scalars(select(AuditEntry).where(AuditEntry.act == "token_created")).one()
    assert (act.actor.split(":")[0], act.subject) == ("recruiter", row.id)


@pytest.mark.parametrize("data", [{"nom": ""}, {"nom": "   "}, {"nom": "x" * 101}])
def test_a_token_without_a_name_is_asked_for_one_and_nothing_is_lost(reader, database, data):
    page = post(reader, "/jetons", droits="decider", mois="6", **data)
    assert page.status_code == 422
    assert 'role="alert"' in page.text and 'aria-invalid="true"' in page.text
    assert re.search(r'value="decider" checked', page.text) and re.search(r'value="6" selected', page.text)
    assert stored(database, ApiToken) == []


@pytest.mark.parametrize("data", [{"mois": "13"}, {"mois": "0"}, {"mois": "x"}, {"nom": "x" * 2000}])
def test_a_form_that_is_not_ours_makes_no_token(reader, database, data):
    assert post(reader, "/jetons", **{"nom": "Tableur", **data}).status_code == 400
    assert stored(database, ApiToken) == []


def test_a_token_is_revoked_at_once(reader, database):
    post(reader, "/jetons", nom="Tableur")
    token_id = only(database, ApiToken).id
    assert post(reader, f"/jetons/{token_id}/revoquer").status_code == 303
    assert only(database, ApiToken).revoked_at is not None
    page = reader.get(PAGE).text
    assert "Révoqué le" in page and f"{token_id}/revoquer" not in page


def test_a_webhook_shows_its_secret_once_and_is_sealed(reader, database):
    page = make_webhook(reader)
    (secret,) = re.findall(r'value="(whsec_[^"]+)"', page.text)
    row = only(database, WebhookEndpoint)
    assert (row.secret, row.events) == (secret.replace("&#43;", "+"), ["candidate.updated", "candidate.erased"])
    assert secret not in reader.get(PAGE).text
    with database.engine.connect() as connection:
        stored = connection.exec_driver_sql("select url, secret from webhook_endpoints").one()
    assert b"exemple.fr" not in stored[0] and secret.encode() not in stored[1]


@pytest.mark.parametrize("url", ["http://exemple.fr/", "https://127.0.0.1/", "https://169.254.169.254/latest", "", "x", "https://2130706433/"])  # fmt: skip
def test_an_address_that_nothing_is_sent_to_is_told_and_kept_in_the_form(reader, database, url):
    page = make_webhook(reader, url)
    assert page.status_code == 422 and 'id="webhook-refuse"' in page.text
    assert f'value="{url}"' in page.text
    assert page.text.count(" checked> <span>un dossier") == 2, "what was ticked stays"
    assert stored(database, WebhookEndpoint) == []


@pytest.mark.parametrize("events", [[], ["candidate.scored"], ["ping"]])
def test_a_webhook_tells_something(reader, database, events):
    page = post(reader, "/webhooks", adresse="https://exemple.fr/", evenements=events)
    assert page.status_code == 422 and "Cochez au moins un événement" in page.text


def test_a_structure_has_ten_webhooks_at_most(reader, database):
    for number in range(webhooks.MAX_ENDPOINTS):
        assert make_webhook(reader, f"https://exemple.fr/{number}").status_code == 200
    assert "10 adresses au plus" in make_webhook(reader).text


def test_a_webhook_is_tried_suspended_taken_up_renewed_and_removed(reader, database):
    make_webhook(reader)
    first = only(database, WebhookEndpoint)
    for _ in range(3):
        assert post(reader, f"/webhooks/{first.id}/essayer").status_code == 303
    assert only(database, WebhookDelivery).event == "ping"
    assert "part dans un instant" in reader.get(PAGE).text
    post(reader, f"/webhooks/{first.id}/suspendre")
    assert only(database, WebhookEndpoint).disabled_why == "person"
    assert only(database, WebhookDelivery).next_try_at is None
    post(reader, f"/webhooks/{first.id}/reprendre")
    assert only(database, WebhookEndpoint).disabled_at is None
    page = post(reader, f"/webhooks/{first.id}/secret")
    again = only(database, WebhookEndpoint)
    assert (again.old_secret, again.secret == first.secret) == (first.secret, False)
    assert "whsec_" in page.text and "L'ancien secret signe aussi" in page.text
    post(reader, f"/webhooks/{first.id}/supprimer")
    assert stored(database, WebhookEndpoint) == stored(database, WebhookDelivery) == []


def test_a_program_is_named_as_it_is_seen(reader, database):
    post(reader, "/jetons", nom="Ta\u202ebleur\u200b")
    assert only(database, ApiToken).name == "Tableur"
    assert post(reader, "/jetons", nom="\u200b\u2066").status_code == 422


GONE = "Qui l'a créé n'est plus dans la structure"


@pytest.mark.parametrize("how", ["left", "closed", "erased"])
def test_that_its_maker_has_left_is_told_beside_a_token_and_a_webhook(database, reader, colleague, how):
    post(reader, "/jetons", nom="Tableur")
    make_webhook(reader)
    assert GONE not in colleague.get(PAGE).text.replace("&#39;", "'")
    with database.session_scope() as session:
        account = recruiters.find(session, LOGIN)
        if how == "left":
            structures.leave(session, account, structures.nationwide(session))
        else:
            {"closed": recruiters.disable, "erased": recruiters.erase}[how](session, account)
    assert colleague.get(PAGE).text.replace("&#39;", "'").count(GONE) == 2


@pytest.mark.parametrize(("status", "error", "says"), [
    (None, "unknown_host", "aucun site de ce nom n'a été trouvé"), (None, "private_address", "ce nom mène à un réseau privé"),
    (None, "timeout", "n'a pas répondu à temps"), (None, "certificate", "le certificat du site n'est pas valable"),
    (None, "unreachable", "n'a pas répondu à cette adresse"), (None, "RemoteProtocolError", "s'est interrompu"), (503, None, "réponse 503 du site"),
])  # fmt: skip
def test_why_a_delivery_did_not_arrive_is_a_sentence(reader, database, status, error, says):
    make_webhook(reader)
    with database.session_scope() as session:
        session.add(WebhookDelivery(
            endpoint_id=session.scalars(select(WebhookEndpoint.id)).one(), event="candidate.updated", tries=1, status=status, error=error,
            next_try_at=clock.now(),
        ))  # fmt: skip
    page = html.unescape(reader.get(PAGE).text)
    assert says in page and "un dossier confirmé a changé</td>" in page
    assert not error or error not in page


def test_each_reason_of_the_courier_has_a_sentence():
    told = set(re.findall(r'return None, "(\w+)"', inspect.getsource(dispatcher))) | {"certificate", "unreachable"}
    assert told == section("delivery_errors").keys() - {"other"}


def test_what_went_wrong_is_told_on_the_page(reader, database):
    make_webhook(reader)
    with database.session_scope() as session:
        webhooks.disable(
            session, session.scalars(select(WebhookEndpoint)).one(), DisabledReason.FAILURES, actor="gateway"
        )
    assert "trop d'envois de suite n'ont pas abouti" in reader.get(PAGE).text


def test_another_structures_programs_are_neither_seen_nor_changed(reader, database, elsewhere):
    token_id, hook_id = elsewhere
    page = reader.get(PAGE).text
    assert "Autre" not in page and "ailleurs" not in page
    assert post(reader, f"/jetons/{token_id}/revoquer").status_code == 303
    assert only(database, ApiToken).revoked_at is None
    for act in ("essayer", "suspendre", "reprendre", "secret", "supprimer"):
        assert post(reader, f"/webhooks/{hook_id}/{act}").status_code == 404
    assert only(database, WebhookEndpoint).old_secret is None
    assert only(database, WebhookEndpoint).disabled_at is None
    assert stored(database, WebhookDelivery) == []


def test_the_name_of_a_program_is_told_to_its_own_structure_alone(reader, database, candidate_id, elsewhere):
    with database.session_scope() as session:
        here = structures.nationwide(session)
        who = recruiters.find(session, LOGIN).id
        by = {"recruiter_id": who, "actor": "x"}
        mine, _ = api_tokens.create(session, here.id, name="Tableur", decides=False, months=1, **by)
        for row, place in ((mine, here), (session.get(ApiToken, elsewhere[0]), structures.find(session, "Ailleurs"))):
            program = api_tokens.ApiClient(row.id, row.name, place.id, place.name, False, row.expires_at)
            api_tokens.record_accesses(session, program, [candidate_id], "read_candidate")
    page = reader.get(f"/recrutement/candidats/{candidate_id}?onglet=lectures").text
    assert f"{structures.NATIONWIDE}, Tableur :" in page and "Ailleurs, un programme :" in page
    assert "Autre," not in page and "Autre :" not in page


def test_who_is_at_no_structure_is_told_so_and_makes_nothing(reader, database):
    with database.session_scope() as session:
        account = session.scalars(select(Recruiter)).one()
        recruiters.set_administrator(session, account, administers=True)
        for structure in structures.list_for_account(session, account.id):
            structures.leave(session, account, structure)
    page = reader.get(PAGE)
    assert "vous n'êtes actuellement dans aucune" in page.text and "Créer le jeton" not in page.text
    refused = reader.post(PAGE + "/jetons", data={"csrf": csrf_of(page), "nom": "Tableur"})
    assert refused.status_code == 403
    assert stored(database, ApiToken) == []
