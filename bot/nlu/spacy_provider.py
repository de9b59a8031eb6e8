"""A spaCy provider that loads what intents need: a tokenizer and vectors, no tagger, parser nor entities.

Rasa's own provider loads the whole pipeline and runs it on every message. The class must bear the same name: Rasa's
recipe finds the model provider by it.
"""

import functools

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.nlu.utils.spacy_utils import SpacyNLP as RasaSpacyNLP
from rasa.shared.exceptions import InvalidConfigException

NOT_NEEDED = ["tok2vec", "morphologizer", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner", "senter"]


@functools.cache
def load_lean(name: str) -> spacy.language.Language:
    """Returns a spaCy model without its components, loaded once for the process.

    Raises:
        InvalidConfigException: the model is not installed; says how to install it.
    """
    try:
        return spacy.load(name, exclude=NOT_NEEDED)
    except OSError as error:
        raise InvalidConfigException(f"The spaCy model '{name}' is not installed: run `make install`.") from error


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="SpacyNLP",
)
class SpacyNLP(RasaSpacyNLP):
    """Provides the lean model to the pipeline."""

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        """Loads the model (see `load_lean`)."""
        return SpacyModel(model=load_lean(spacy_model_name), model_name=spacy_model_name)
