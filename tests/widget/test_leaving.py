"""Leaving a computer that others use, and coming back to one's file by a code or a link: in a real browser."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.widget.browser import (
    BUBBLE,
    ERROR,
    INPUT,
    LOG,
    MENU,
    MESSAGE,
    find_violations,
    last_bot_messages,
    open_chat,
    pick,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import CODE, NOTES, SITE

PAGE = f"{SITE}/page"
ASKED = "conseiller-bot #leave"
LEFT = "Vous avez quitté cet appareil : rien de notre échange n'y reste."
KEPT = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


def leave(page: Page) -> None:
    pick(page, "Quitter cet appareil")
    page.get_by_role("button", name="Quitter", exact=True).click()


def test_leaving_is_asked_first_and_says_how_to_come_back(page, channel):
    open_chat(page, PAGE)
    pick(page, "Quitter cet appareil")
    expect(page.locator(ASKED)).to_be_focused()
    expect(page.locator(ASKED)).to_contain_text("Votre candidature ne change pas.")
    expect(page.locator(ASKED)).to_contain_text("il faudra un code de reprise")
    expect(page.locator(ASKED)).not_to_contain_text("e-mail")
    assert find_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(ASKED)).to_have_count(0)
    expect(page.locator(MENU)).to_be_focused()
    assert "DELETE /webhooks/web/session" not in channel.requests


def test_a_new_code_may_always_be_had_first(page, channel):
    channel.mails_links = True
    codes = iter([CODE, "HJKM-PQ45"])
    channel.turns["code de reprise"] = lambda: [channel.say("bot", f"Votre code de reprise : {next(codes)}")]
    open_chat(page, PAGE)
    pick(page, "Quitter cet appareil")
    expect(page.locator(ASKED)).to_contain_text("Ou bien l'e-mail de votre dossier")
    page.get_by_role("button", name="Recevoir un code d'abord").click()
    wait_for_reply(page)
    assert last_bot_messages(page) == [f"Votre code de reprise : {CODE}"]
    pick(page, "Quitter cet appareil")
    expect(page.locator(ASKED)).not_to_contain_text(CODE)  # it may be used up by now
    page.get_by_role("button", name="Recevoir un code d'abord").click()
    wait_for_reply(page)
    assert last_bot_messages(page) == ["Votre code de reprise : HJKM-PQ45"]


def test_leaving_deletes_all_local_data(page, channel):
    open_chat(page, PAGE)
    send(page, "un secret")
    page.locator(INPUT).fill("un brouillon")
    assert "secret" in page.evaluate(KEPT) and "brouillon" in page.evaluate(KEPT)
    leave(page)
    expect(page.locator(BUBBLE)).to_be_focused()
    expect(page.locator(BUBBLE)).to_contain_text(LEFT)
    assert find_violations(page) == []
    assert page.evaluate(KEPT) == "[{},{}]"
    assert channel.requests[-1] == "DELETE /webhooks/web/session"
    expect(page.locator(MESSAGE)).to_have_count(0)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange')); window.dispatchEvent(new Event('online'))")
    page.locator(BUBBLE).click()
    expect(page.locator(MESSAGE)).to_have_count(2)
    assert "secret" not in page.locator(LOG).inner_text()
    expect(page.locator(INPUT)).to_have_value("")
    assert channel.requests.count("POST /webhooks/web/session") == 2, "nothing opens until somebody asks"


def test_a_page_that_is_all_chat_shows_one_sentence_and_the_way_in(page, channel):
    open_chat(page, SITE)
    send(page, "un secret")
    leave(page)
    again = page.get_by_role("button", name="Écrire à l'assistant")
    expect(again).to_be_focused()
    expect(again).to_have_accessible_description(LEFT)
    expect(page.locator("conseiller-bot section")).to_have_text(f"{LEFT} Écrire à l'assistant", use_inner_text=False)
    assert find_violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(MESSAGE)).to_have_count(2)
    expect(page.locator(INPUT)).to_be_focused()


def test_every_tab_is_left(page, channel):
    open_chat(page, PAGE)
    send(page, "un secret")
    other = page.context.new_page()
    open_chat(other, PAGE)
    other.locator(INPUT).fill("un brouillon")
    leave(page)
    expect(other.locator(BUBBLE)).to_contain_text(LEFT)
    assert other.evaluate(KEPT) == "[{},{}]"


@pytest.mark.parametrize("way", ["unopened", "elsewhere", "without a session", "put aside"])
def test_words_of_a_tab_that_was_not_open_are_not_the_next_persons(page, channel, way):
    other = page.context.new_page()
    if way == "put aside":  # a page in the back-forward cache gets no storage event
        other.add_init_script("window.addEventListener('storage', event => event.stopImmediatePropagation())")
    open_chat(other, PAGE)
    channel.failures = ["before"]
    send(other, "un secret")
    other.locator(INPUT).fill("un brouillon")
    if way == "unopened":
        other.reload()
    elif way == "elsewhere":
        channel.pages["/vide"] = "<title>Vide</title>"
        other.goto(f"{SITE}/vide")
    elif way == "without a session":
        channel.failures = ["network"]
        other.reload()
        other.locator(BUBBLE).click()
        expect(other.locator(ERROR)).to_be_visible()
        expect(other.locator(INPUT)).to_have_value("un brouillon")
    open_chat(page, PAGE)
    leave(page)
    expect(page.locator(BUBBLE)).to_contain_text(LEFT)
    page.locator(BUBBLE).click()
    expect(page.locator(MESSAGE)).to_have_count(2)
    if way == "elsewhere":
        other.goto(PAGE)
    elif way == "put aside":
        other.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    other.locator(BUBBLE).click()
    expect(other.locator(MESSAGE)).to_have_count(2)
    wait_for_reply(other)
    expect(other.locator(ERROR)).to_have_count(0)
    expect(other.locator(INPUT)).to_have_value("")
    assert other.evaluate("sessionStorage.length") == 0
    assert send(page, "Bonjour") == ["Lu : Bonjour"], "the next person's own session goes on"


@pytest.mark.parametrize("address", [SITE, PAGE])
def test_leaving_removes_the_code_of_a_resume_link(page, address):
    open_chat(page, address)
    page.evaluate(f"location.hash = 'reprendre={CODE}'")
    expect(page.locator("#code")).to_have_value(CODE)
    other = page.context.new_page()
    open_chat(other, address)
    leave(other)
    page.get_by_role("button", name="Écrire à l'assistant").click()
    expect(page.locator(MESSAGE)).to_have_count(2)
    expect(page.locator("#code")).to_have_count(0)
    pick(page, "Reprendre ma candidature")
    expect(page.locator("#code")).to_have_value("")


@pytest.mark.parametrize("has_come", [True, False])
def test_notes_to_print_are_closed(page, has_come):
    open_chat(page, PAGE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    if not has_come:
        page.context.route("**/webhooks/web/notes", hold)
    with page.expect_popup() as opened:
        pick(page, "Imprimer mes notes")
    notes = opened.value
    expect(notes.locator("p").first).to_contain_text("à la date du" if has_come else "arrivent")
    with notes.expect_event("close"):
        leave(page)
    for route in held:
        route.fulfill(json=NOTES)
    page.locator(BUBBLE).click()
    expect(page.locator(MESSAGE)).to_have_count(2)


def test_what_was_on_its_way_does_not_come_back(page, channel):
    open_chat(page, PAGE)
    channel.is_slow = True
    page.locator(INPUT).fill("un secret")
    page.locator(INPUT).press("Enter")
    leave(page)
    expect(page.locator(BUBBLE)).to_contain_text(LEFT)
    channel.release()
    page.wait_for_timeout(300)
    assert page.evaluate(KEPT) == "[{},{}]"
    assert channel.requests.count("POST /webhooks/web/session") == 1


def test_leaving_works_while_the_service_is_unavailable(page, channel):
    open_chat(page, PAGE)
    page.context.route("**/webhooks/web/session", lambda route: route.abort())
    leave(page)
    expect(page.locator(BUBBLE)).to_contain_text("le service n'a pas répondu")
    assert page.evaluate(KEPT) == "[{},{}]"


@pytest.mark.parametrize("way", ["opening", "in the open"])
def test_a_link_of_an_e_mail_asks_before_it_leads_back(page, channel, way):
    channel.say("bot", "Votre commune ?")
    channel.other, channel.said = channel.said, []
    if way == "opening":
        page.goto(f"{SITE}/#reprendre={CODE}")
    else:
        open_chat(page, SITE)
        page.evaluate(f"location.hash = 'reprendre={CODE}'")
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_value(CODE)
    assert page.url == f"{SITE}/", "who comes next finds no code in the address"
    assert channel.posted == []
    page.keyboard.press("Enter")
    expect(page.locator(LOG)).to_contain_text("Votre commune ?")
    assert channel.posted[-1]["text"] == f"reprendre code {CODE}"


@pytest.mark.parametrize("address", [f"{PAGE}#reprendre=x", f"{PAGE}#autre", f"{PAGE}#reprendre={CODE}x"])
def test_what_is_no_such_link_is_left_alone(page, address):
    page.goto(address)
    expect(page.locator(BUBBLE)).to_be_visible()
    assert page.url == address


def test_a_link_is_sent_for_where_there_is_a_mail_server(page, channel):
    open_chat(page, SITE)
    pick(page, "Reprendre ma candidature")
    expect(page.locator("#email")).to_have_count(0)
    channel.mails_links = True
    page.reload()
    expect(page.locator(MESSAGE).first).to_be_visible()
    pick(page, "Reprendre ma candidature")
    assert find_violations(page) == []
    page.get_by_label("Ou l'e-mail de votre dossier").fill("zoe@exemple.fr")
    page.keyboard.press("Enter")
    wait_for_reply(page)
    assert channel.posted[-1]["text"] == "reprendre par e-mail zoe@exemple.fr"


def test_a_session_that_is_over_says_how_to_come_back(page, channel):
    open_chat(page, SITE)
    channel.token = None
    page.reload()
    expect(page.locator(ERROR)).to_contain_text(
        "Menu, « Reprendre ma candidature »".replace(" »", "\u00a0»").replace("« ", "«\u00a0")
    )
    expect(page.locator(MESSAGE)).to_have_count(2)
