"""What a model learned is the same after it was stored."""

import numpy as np

from bot.understanding.learning.npz_store import load_arrays, save_arrays

TEXTS = ["un deux trois", "deux trois\nquatre", "été, « oui »", ""]
NAMES = ("vectors", "numbers", "names", "texts", "views")


class Model:
    """Holds what models hold."""

    def fit(self):
        self.vectors = np.random.default_rng(1).normal(size=(4, 3)).astype(np.float16).astype(np.float32)
        self.numbers = np.arange(4, dtype=np.float32)
        self.names = np.array(["a", "é", "b\nc"])
        self.texts = np.array([*TEXTS, "x" * 300])
        self.views = {"text": np.eye(2, dtype=np.float32), "after": np.ones(3)}
        return self


def test_everything_comes_back(tmp_path):
    made, again = Model().fit(), Model()
    save_arrays(made, NAMES, tmp_path / "model.npz")
    load_arrays(again, tmp_path / "model.npz")
    for name in ("vectors", "numbers", "names"):
        ours, theirs = getattr(again, name), getattr(made, name)
        assert ours.dtype == theirs.dtype
        assert (ours == theirs).all()
    assert again.texts.tolist() == made.texts.tolist()
    assert again.views.keys() == made.views.keys()
    assert all((again.views[name] == made.views[name]).all() for name in made.views)
