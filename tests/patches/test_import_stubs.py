"""The server starts without packages that it does not use; everything else imports the real ones."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from bot.patches.import_stubs import install_import_stubs
install_import_stubs()
import rasa.core.agent, rasa.core.run
import tensorflow.keras.utils, boto3
assert not hasattr(boto3, "__file__") and isinstance(tensorflow.keras.utils.Sequence, type)
try:
    import tensorflow.experimental.dlpack
except ImportError:
    print("left out")
"""


@pytest.mark.slow
def test_rasa_is_imported_without_them():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "left out", done.stderr[-2000:]


def test_nothing_is_left_out_unasked():
    import boto3

    assert boto3.__file__


NEVER_IMPORTED = (
    "keras",
    "pymongo",
    "bson",
    "skops",
    "future",
    "wheel",
    "dns",
    "dask.array",
    "setuptools.package_index",
)
SERVED = f"""
import sys
from bot.patches.import_stubs import install_import_stubs
install_import_stubs()
import rasa.core.agent, rasa.core.run
import bot.actions, bot.channels.web.channel, bot.understanding.nlu.message_interpreter, bot.conversations.store, bot.understanding.reading.contacts.email
print([name for name in {NEVER_IMPORTED!r} if getattr(sys.modules.get(name), "__file__", None)])
"""


@pytest.mark.slow
def test_what_the_list_of_vulnerabilities_calls_unused_is_not_imported_by_what_serves():
    done = subprocess.run([sys.executable, "-c", SERVED], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stderr[-2000:] + done.stdout[-500:]
