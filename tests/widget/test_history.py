"""The history in order and without repetition, and the pending question with its choices."""

import pytest
from playwright.sync_api import Page, expect

from tests.widget.browser import (
    CHOICE,
    ERROR,
    LOG,
    MENU,
    MESSAGE,
    RETRY,
    choices,
    click_choice,
    look_for_news,
    open_chat,
    send,
    wait_for_reply,
)
from tests.widget.fake_channel import HIDDEN_CODE, SITE

PINNED = "conseiller-bot .pinned"
WRONG = "ACDE-FG99"
REFUSED = "Ce code n'est pas valable."


def texts(page: Page) -> list[str]:
    """All messages in order."""
    found = page.locator(f"{MESSAGE} .text").evaluate_all(
        "found => found.map(one => [...one.childNodes].filter(part => part.nodeType !== 8 && part.className !== 'hidden').map(part => part.textContent).join(''))"
    )
    return [text.strip().replace("\u00a0", " ") for text in found]


def give_wrong_code(page: Page) -> None:
    page.locator(MENU).click()
    page.get_by_role("button", name="Reprendre ma candidature").click()
    page.keyboard.type(WRONG)
    page.keyboard.press("Enter")
    wait_for_reply(page)


def test_a_refused_code_is_shown_once_and_questions_stay_above_their_answers(page):
    open_chat(page, SITE)
    give_wrong_code(page)
    send(page, "une question")
    send(page, "une autre")
    assert texts(page)[2:] == [
        f"reprendre code {WRONG}", REFUSED, "une question", "Lu : une question", "une autre", "Lu : une autre",
    ]  # fmt: skip
    page.reload()
    wait_for_reply(page)
    expect(page.locator(MESSAGE)).to_have_count(8)
    assert texts(page)[2:6] == [f"reprendre {HIDDEN_CODE}", REFUSED, "une question", "Lu : une question"]


def test_messages_that_were_one_answer_are_not_doubled(page, channel):
    open_chat(page, SITE)
    click_choice(page, "Je m'inscris")
    send(page, "Oui")
    send(page, "un")
    channel.said[-2]["text"] = "un\ndeux"
    look_for_news(page)
    expect(page.locator(f"{MESSAGE}[data-from=user]").last).to_contain_text("un\ndeux")
    expect(page.locator(MESSAGE)).to_have_count(8)


def test_words_that_were_taken_back_are_said_to_be(page):
    open_chat(page, SITE)
    send(page, "Oui")
    send(page, "ma réponse")
    send(page, "retirer")
    withdrawn = page.locator(f"{MESSAGE}[data-from=user]").nth(1)
    expect(withdrawn).to_contain_text("réponse retirée, comme vous l'avez demandé")
    page.reload()
    wait_for_reply(page)
    expect(withdrawn).to_contain_text("réponse retirée, comme vous l'avez demandé")
    assert "ma réponse" not in page.locator(LOG).inner_text() + page.evaluate("JSON.stringify({...sessionStorage})")


@pytest.mark.parametrize("reloads", [False, True])
def test_choices_stay_until_the_question_is_answered(page, channel, reloads):
    open_chat(page, SITE)
    click_choice(page, "Je m'inscris")
    give_wrong_code(page)
    if reloads:
        page.reload()
        wait_for_reply(page)
    expect(page.locator(CHOICE)).to_have_text(["Oui", "Non"])
    channel.failures = ["before"]
    send(page, "Peut-être")
    if reloads:
        page.reload()
    expect(page.locator(ERROR)).to_be_visible()
    expect(page.locator(CHOICE)).to_have_text(["Oui", "Non"])
    page.locator(RETRY).click()
    expect(page.locator(CHOICE)).to_have_count(0)


@pytest.mark.parametrize("reloads", [False, True])
@pytest.mark.parametrize("marks", [{"aside": True, "takes_over": True}, {"person": True}])
def test_choices_go_when_a_person_of_the_team_comes_and_are_back_with_the_assistant(channel, reloads, marks):
    with channel.page(viewport={"width": 390, "height": 700}) as page:
        open_chat(page, SITE)
        long = "une phrase assez longue pour tenir plusieurs lignes. " * 6
        channel.turns["Au revoir"] = lambda: [
            channel.say("bot", f"Voici ce qui est proposé : {long}"),
            channel.say("bot", "Que faites-vous ?", *(f"Un choix qui prend de la place, le {n}e" for n in range(1, 7))),
        ]
        send(page, "Au revoir")
        expect(page.locator(CHOICE)).to_have_count(6)
        channel.say("bot", "Bonjour, ici Camille.", **marks)
        if reloads:
            page.reload()
            wait_for_reply(page)
        else:
            look_for_news(page)
        newest = page.locator(MESSAGE).filter(has_text="ici Camille")
        expect(newest).to_be_in_viewport(ratio=1)
        expect(page.locator(CHOICE)).to_have_count(0)
        expect(page.locator(PINNED)).to_have_count(0)
        channel.say("bot", "Que faites-vous ?", "Un choix", aside=True)
        look_for_news(page)
        expect(page.locator(CHOICE)).to_have_text(["Un choix"])


def test_a_choice_that_failed_and_is_chosen_again_is_said_once(page, channel):
    open_chat(page, SITE)
    channel.failures = ["before"]
    click_choice(page, "Je m'inscris")
    expect(page.locator(ERROR)).to_be_visible()
    page.locator(CHOICE).first.click()
    expect(page.locator(CHOICE)).to_have_text(["Oui", "Non"])
    assert choices(page) == ["Oui", "Non"]
    assert len({body["id"] for body in channel.posted}) == 1
