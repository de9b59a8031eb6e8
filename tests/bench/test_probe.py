"""The probe of an action call, in our environment."""

import sys
from pathlib import Path

import pytest

from bot.base.places import HOME
from bot.tools.bench.servers import ThisBot, time_action


@pytest.mark.slow
def test_one_of_our_actions_is_timed(tmp_path):
    assert 0 < time_action(ThisBot(tmp_path), Path(sys.executable), HOME, "action_explain_question") < 1000
