"""
A measure for dreamers: stores and transcripts with planted defects, and scores for proposals.

Pure and independent: nothing here knows how any miner works, and no miner may know what is planted
here. `generate` makes a case from a seed and a domain, `score` says how good proposals for it are.
"""
