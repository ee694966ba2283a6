"""
Every action of the app, once: its keys, its verb in the footer, its sentence in the help.

Bindings, footer, help, palette, `memtui keys` and the README's table are all made from `ACTIONS`.
An action's id is also the id of its binding and what `config.toml` calls it. The part after the
dot names the method that does it: `tree.fold` is `action_fold` of the tree.
"""

from memtui.keys.action import Action, Place, find, footer, without_clashes
from memtui.keys.keymap import Keymap
from memtui.keys.names import label, textual_name
from memtui.keys.table import ACTIONS, actions, bindings

__all__ = [
    "ACTIONS",
    "Action",
    "Keymap",
    "Place",
    "actions",
    "bindings",
    "find",
    "footer",
    "label",
    "textual_name",
    "without_clashes",
]
