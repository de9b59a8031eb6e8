"""After sending, the user's message and the start of its reply are in view."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.browser import CHOICE, LOG, MESSAGE, look_for_news, open_chat, send
from tests.widget.fake_cards import FILE, FIRST, REVIEW, SECOND, fake_review, file_card, note_card
from tests.widget.fake_channel import SITE

JUMP, PINNED, PANEL = "conseiller-bot .jump", "conseiller-bot .pinned", "conseiller-bot .panel"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
VIEWS = {"phone": PHONE, "desktop": {"viewport": {"width": 1280, "height": 800}}}
MY_DATA = "mes données"
LONG = "Je lui remontre,\nautant de fois qu'il faut. " * 12
SEVEN = (
    "Corriger", "Modifier une réponse", "Ce passage ne dit pas cela", "Une remarque pour le recruteur",
    "Continuer sur un autre appareil", "M'opposer", "Tout supprimer",
)  # fmt: skip
# What the browser does after a change (sizes, scrolling) it has done two frames later.
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(params=VIEWS)
def chat(channel, request) -> Iterator[Page]:
    fake_review(channel)
    channel.cards = {FILE: file_card(), FIRST: note_card(1, answer=LONG), SECOND: note_card(2, answer=LONG)}
    channel.turns[MY_DATA] = lambda: [
        channel.say("bot", "Voici votre dossier", shows=[FILE]),
        channel.say("bot", "Pour tout effacer, écrivez « supprimer »."),
        channel.say("bot", "Situation 1 : …\n\nSituation 2 : …", shows=[FIRST, SECOND]),
        channel.say("bot", "Vous pouvez corriger une information, ou tout supprimer.", *SEVEN),
    ]
    with channel.page(**VIEWS[request.param]) as page:
        open_chat(page, f"{SITE}/page")
        yield page


def ask(page: Page, text: str) -> None:
    send(page, text)
    page.evaluate(SETTLED)


def place(page: Page, message: Locator) -> tuple[float, float]:
    """Distances of a message's top and bottom from those of the visible part."""
    box, log = message.bounding_box(), page.locator(LOG).bounding_box()
    return box["y"] - log["y"], log["y"] + log["height"] - box["y"] - box["height"]


def assert_in_view(page: Page) -> None:
    """The user's last message and the start of its reply are visible and not announced as new."""
    own = page.locator(f"{MESSAGE}[data-from=user]").last
    above, below = place(page, own)
    assert above >= 0, "one's own words are above what is seen"
    assert below >= 40, "the answer begins below what is seen"
    expect(page.locator(JUMP)).to_have_count(0)


def test_repeated_requests_stay_in_view(chat):
    for text in (MY_DATA, MY_DATA, "Bonjour", MY_DATA, "Autrement.", REVIEW, "Retirer la situation 2", REVIEW, MY_DATA):
        ask(chat, text)
        assert_in_view(chat)
    expect(chat.get_by_text("relu plus bas")).not_to_have_count(0)


def test_however_long_the_answer_is(chat, channel):
    for lines in range(12, 27):  # some end a few pixels below what is seen
        text = f"{lines} lignes"
        channel.turns[text] = lambda lines=lines: [channel.say("bot", "\n".join(["Une ligne"] * lines))]
        ask(chat, text)
        assert_in_view(chat)


def test_below_long_words_the_answer_begins_in_the_upper_half(chat):
    ask(chat, MY_DATA)
    ask(chat, LONG * 2)
    answer = chat.locator(MESSAGE).last
    height = chat.locator(LOG).bounding_box()["height"]
    assert 0 <= place(chat, answer)[0] <= height / 2 + 1


def test_shrinking_cards_above_do_not_scroll(chat, channel):
    ask(chat, MY_DATA)
    ask(chat, "Bonjour")
    ask(chat, LONG * 2)
    ask(chat, "Et voilà. " + LONG)
    read = chat.locator(MESSAGE).filter(has_text="Lu : Bonjour")
    read.evaluate("message => message.scrollIntoView()")
    chat.evaluate(SETTLED)
    before = place(chat, read)[0]
    channel.turns[MY_DATA]()  # asked for on another device
    look_for_news(chat)
    expect(chat.get_by_text("relu plus bas")).to_have_count(3)
    chat.evaluate(SETTLED)
    assert place(chat, read)[0] == pytest.approx(before, abs=2)


def test_contesting_a_quote_does_not_scroll_away(chat):
    ask(chat, MY_DATA)
    card = chat.get_by_role("group", name="Situation 1")
    contest, undo = (card.get_by_role("button", name=name) for name in ("Ne dit pas cela", "Annuler"))
    contest.scroll_into_view_if_needed()
    chat.evaluate(SETTLED)
    before = place(chat, contest)[0]
    contest.click()
    expect(chat.locator(MESSAGE).last).to_contain_text("n'est plus surligné")
    chat.evaluate(SETTLED)
    assert place(chat, undo)[0] == pytest.approx(before, abs=2)
    assert place(chat, undo)[1] >= 0
    undo.click()
    expect(card.locator("s")).to_have_count(0)
    ask(chat, "Bonjour")
    assert_in_view(chat)


@pytest.mark.parametrize("path", ["/page", ""])
def test_seven_choices_leave_the_conversation_half_of_a_phone(channel, path):
    with channel.page(**PHONE) as page:
        channel.turns[MY_DATA] = lambda: [
            channel.say("bot", LONG * 3),
            channel.say("bot", "Vous pouvez corriger une information, ou tout supprimer.", *SEVEN),
        ]
        open_chat(page, SITE + path)
        ask(page, MY_DATA)
        expect(page.locator(CHOICE)).to_have_text(list(SEVEN))
        expect(page.locator(PINNED)).to_have_count(0)  # no question waits
        assert page.locator(LOG).bounding_box()["height"] >= PHONE["viewport"]["height"] / 2
        page.locator(CHOICE).last.tap()
        expect(page.locator(CHOICE)).to_have_count(0)
        assert channel.posted[-1]["text"] == SEVEN[-1]


def test_only_the_conversation_scrolls(chat):
    for _ in range(3):
        ask(chat, MY_DATA)
    assert chat.locator(PANEL).evaluate("panel => panel.scrollHeight - panel.clientHeight") <= 0
