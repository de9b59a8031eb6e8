"""French-language assistant for candidates to conseiller numérique posts."""

import os

# Read by OpenMP when the first library that uses it is loaded, so set before any is. Threads that wait must not spin:
# on a busy machine the sentence encoder would take a hundred times as long.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

from bot.patches.import_stubs import install_import_stubs  # after the environment is set

install_import_stubs()
