"""Arrival windows that a tenant may choose, and the words by which tenants choose them.

Only slots that were offered are ever matched; finding free ones is for the diary.
"""
