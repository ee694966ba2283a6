"""
The command line: every screen of the app has a twin here, with `--json` for programs.

`program` knows the names of the commands, `call` what every command is given, `run` what becomes of
errors; each other module holds one group of commands and is loaded when one of them is used.
"""
