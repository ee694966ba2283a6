"""
Values as people and programs write them: quantities, numbers, dates, times, releases.
"""
