"""
Dreams: reading a store and what sessions did, out of band, and proposing a better store.

`inputs` is what a dreamer is given and `proposal` what it gives back, both values; `miners` find
one kind of thing each and know no database; a person reviews it before anything changes.
"""
