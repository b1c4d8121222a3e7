"""Codes, values and times in the words of those who work at the desk.

What tenants read is the Deal's; nothing here decides anything.
"""
