"""
What agents left behind: transcripts of many formats, read into one model of events.

Everything here that reads is pure: bytes go in, values come out. `lines` and `documents` cut a file
into records, `sniff` says which format they are, `formats` has one file per format that turns a
record into events, `pairing` brings calls and results together with the rules of `status`, and
`storable` masks secrets and caps texts before anything is kept. `stream` puts them in a row.

Nothing is imported here, so that the event model is cheap to import: the parsers load msgspec.
"""
