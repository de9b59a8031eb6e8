"""The progress of a training, as its logs tell it."""

import pytest

from bot.operating.run.training_progress import bar, share_done
from bot.understanding.learning.progress import tell


@pytest.fixture
def log(tmp_path, capfd):
    """Returns how to tell parts in a log: the result is its path."""

    def told(name, *parts):
        path = tmp_path / name
        for part in parts:
            tell(*part)
        path.write_text(f"a warning\n{capfd.readouterr().err}", encoding="utf-8")
        return path

    return told


def test_the_share_grows_with_each_part_and_ends_at_the_whole(log):
    whole = [
        ("reading", 2, 2), ("topics", 30, 30), ("topics calibration", 30, 30),
        ("answers", 14, 14), ("answers calibration", 14, 14),
    ]  # fmt: skip
    shares = [share_done({"model": log("model", *whole[:count])}) for count in range(len(whole) + 1)]
    assert shares == sorted(set(shares))
    assert (shares[0], shares[-1]) == (0.0, pytest.approx(1.0))


def test_the_last_line_of_a_part_counts(log):
    done = share_done({"clauses": log("clauses", ("clauses", 3, 30), ("clauses", 15, 30))})
    assert done == pytest.approx(0.5)


def test_sentences_to_encode_are_part_of_the_work(log):
    known = share_done({"clauses": log("clauses", ("clauses", 15, 30))})
    new = share_done({"clauses": log("clauses", ("clauses vectors", 0, 50_000), ("clauses", 15, 30))})
    assert new < known


def test_the_bar_tells_the_time_that_is_left():
    assert bar(0.0, 3.0) == "[....................] 0%"
    assert bar(0.25, 50.0) == "[#####...............] 25%, about 2 min 30 s left"
