"""
Pairs of entries as manuals and wikis have them, many of which share most of their words.

Of `APART` each pair says two things, though a bag of their words looks alike. Of `TOGETHER` each
pair says one thing twice.
"""

# fmt: off
# ruff: noqa: E501
APART = (
    # Another word at one place of the same sentence.
    ("Invite a new editor to a space.", "Invite a new owner to a space (or turn an editor into an owner)."),
    ("Pass no count to drop one item, else drop the first `N` items of the batch.", "Pass no count to drop one item, else drop the last `N` items of the batch."),
    ("The \"window\" setting of the `throttle` module while it drains requests from the queue.", "The \"burst\" setting of the `throttle` module while it drains requests."),
    ("`all` lets any mirror be used. `none` keeps any mirror from being used. `own` only lets mirrors of the site be used.", "`all` lets any proxy server be used. `none` keeps any proxy server from being used. `own` only lets proxy servers of the site be used."),
    ("This holds while you walk a plain list. If you expect a stream, a generator may be the better choice.", "This holds while you walk a plain list. If you expect a stream, list unpacking is the best choice."),
    ("If one or more filters are given, then only rows that match one of the filters will be exported.", "If one or more filters are given, then only rows that match one of the filters will have their history purged."),
    ("Yes if the board supports C instructions", "Yes if the board supports C+ instructions"),
    ("Print Service (paper only)", "Print Service XL (paper only)"),
    # All words of the short one are somewhere in the long one.
    ("a guest left a shared room and so this room is being closed", "a guest left a shared room but another guest also closes this room"),
    ("Permit closing of whole accounts (not just one mailbox).", "Even if you close a mailbox, that account and mailbox can never be opened again. If you close the whole account, no new mailbox may be opened for a day."),
    ("Each team starts with a `members` group, in which you find all people of your team. This group starts with view and edit rights.", "The member will see boards by the groups of their team. Rights are either view or edit."),
    ("`defaults` Default values for each of the known settings. These should be there for all settings that have a kind.", "Find the place in the levels of settings at which a given one is set. Gives one of: `flag`, `env`, `user` or `default`."),
    # Both only name one thing.
    ("b) a folder with a program that is described by a [`build.yaml`](/files/build-yaml)", "See [`build.yaml`](/files/build-yaml) for more on what goes into it."),
    ("init: Write a [`build.yaml`](/files/build-yaml).", "If there is an \"only\" list in [`build.yaml`](/files/build-yaml), then only these files are packed."),
    ("[Setup program](https://example.org/get)", "One of the programs on the [setup page](https://example.org/get)"),
    ("[make release](/cli/release)", "You can have these steps done for you by [make release](/cli/release) in a project that has none."),
    # What is said stands in what follows.
    ("To see all fields, run:", "Run this to see all fields:"),
    ("Say which release of the tool your work needs:", "And if you say no release of the tool, any release of it will do."),
    # How something is written.
    ("pool(TRIM <pool> <start> <length> <output>)", "pool(SIZE <pool> <output>)"),
    ("open(<name> [<mode>] [QUIET])", "open([<name> [<mode>]] APPEND [QUIET])"),
)
TOGETHER = (
    ("manuals are linked to `{base}/share/guide`", "When in global mode, manuals are linked into `{base}/share/guide`."),
    ("The `--legacy` and `-x` options are removed.", "The `--legacy` and `-x` options have been removed. Use `RUNNER_OPTIONS` instead."),
    ("user config file (`~/.toolrc`)", "user configuration file (`~/.toolrc`)"),
    ("Do not log in to `depot-3` as root; use the `ops` account.", "Never log in to `depot-3` as root, take the `ops` account instead."),
)
# fmt: on
