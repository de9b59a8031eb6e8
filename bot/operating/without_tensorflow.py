"""Spares a server TensorFlow: a quarter of a gigabyte and seconds of its start, for two base classes that nobody uses.

Rasa imports it for the callbacks and batches of its neural components. A model whose components are ours and
RulePolicy has none; training, which looks at all components, still imports the real one.
"""

import sys
from types import ModuleType

_BASES = {"tensorflow.keras.callbacks": "Callback", "tensorflow.keras.utils": "Sequence"}


def stand_in_for_tensorflow() -> None:
    """Puts modules in the place of TensorFlow's that hold nothing but what Rasa's classes derive from."""
    for name in ("tensorflow", "tensorflow.keras", *_BASES):
        parent, _, own = name.rpartition(".")
        module = ModuleType(name)
        module.__path__ = []  # a package, in which nothing else is found
        sys.modules[name] = module
        if parent:
            setattr(sys.modules[parent], own, module)
        if name in _BASES:
            setattr(module, _BASES[name], type(_BASES[name], (), {}))
