"""While the team holds a conversation an open form asks nothing; once nobody does any more, it asks again."""

import pytest
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, UserUttered

from bot.base import places
from bot.conversations.policy import TurnPolicy
from bot.conversations.store import WindowTracker
from bot.records.conversations.windows import Window

FORM = "registration_form"


@pytest.fixture(scope="module")
def domain():
    return Domain.load(places.HOME / "domain.yml")


@pytest.fixture
def policy(tmp_path):
    table = yaml.safe_load((places.HOME / "config.yml").read_text(encoding="utf-8"))["policies"][0]
    config = TurnPolicy.get_default_config() | {name: value for name, value in table.items() if name != "name"}
    context = ExecutionContext(GraphSchema({}), "test")
    return TurnPolicy.create(config, LocalModelStorage.create(tmp_path), Resource("policy"), context)


def following(policy, domain, action, *, is_held):
    """The name of the action that follows one in a conversation whose form is open."""
    tracker = WindowTracker("c1", domain.slots)
    tracker.window = Window(is_held=is_held)
    tracker.update_with_events(
        [ActiveLoop(FORM), ActionExecuted("action_listen"), UserUttered("x"), ActionExecuted(action)], domain
    )
    chances = policy.predict_action_probabilities(tracker, domain).probabilities
    return domain.action_names_or_texts[chances.index(max(chances))]


@pytest.mark.parametrize(("action", "is_held", "follows"), [
    ("action_show_my_data", False, FORM),
    ("action_show_my_data", True, "action_listen"),
    ("action_call_off_request", False, FORM),
    ("action_call_off_request", True, FORM),
])  # fmt: skip
def test_the_form_asks_again_unless_somebody_of_the_team_listens(policy, domain, action, is_held, follows):
    assert following(policy, domain, action, is_held=is_held) == follows
