"""The graph component: beside the text, never in its place."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.normaliser import NORMALISED, FrenchNormaliser

EXAMPLES = ["combien on gagne demain", "demain on gagne quoi"]


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def context():
    return ExecutionContext(GraphSchema({}))


def test_text_stays_and_the_rewritten_one_lies_beside_it(storage, context):
    resource = Resource("normaliser")
    config = FrenchNormaliser.get_default_config()
    data = TrainingData([Message.build(text, "ask_salary") for text in EXAMPLES])
    component = FrenchNormaliser.create(config, storage, resource, context)
    component.train(data)
    component.process_training_data(data)
    assert data.intent_examples[0].get(NORMALISED) == EXAMPLES[0]

    loaded = FrenchNormaliser.load(config, storage, resource, context)
    messages = [Message({"text": "cb on gagne 2maiiin"}), Message({"text": ""}), Message({})]
    loaded.process(messages)
    assert messages[0].get("text") == "cb on gagne 2maiiin"
    assert messages[0].get(NORMALISED) == "combien on gagne demain"
    assert messages[1].get(NORMALISED) is None
