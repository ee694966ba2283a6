"""
Sessions as real bytes in several formats, and read back as an ingester reads them. Pure.
"""
