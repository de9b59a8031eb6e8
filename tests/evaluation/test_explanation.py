"""`bot explain`, by the trained bot."""

import json

import pytest

from bot.tools.evaluation.explanation import explain

TEXT = "à Lyon, et c'est payé combien ?"


@pytest.mark.parametrize("as_json", [False, True])
def test_a_message_is_explained_by_its_acts_examples_and_values(reader, as_json):
    lines = []
    explain(reader, TEXT, "town", lines.append, as_json=as_json)
    if as_json:
        result = json.loads(lines[0])
        assert result["values"]["town"]["commune"] == "Lyon"
        assert result["turn"]["side_questions"] == ["ask_salary"]
        assert result["acts"][0]["examples"]
        assert [word["word"] for word in result["words"] if word["label"] == "town"] == ["Lyon"]
    else:
        assert lines[-1] == "turn     answer ask_salary"
        assert any(line.startswith("value    ") and "Lyon" in line for line in lines)
