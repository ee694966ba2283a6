"""
What stands in a text: names, values with units, times, negations, environments, error templates.

Pure, general and linear on any text: no list here knows the words of any store.
"""
