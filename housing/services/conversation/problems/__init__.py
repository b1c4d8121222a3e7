"""From a tenant's words to a decision on their problem, and what follows from it.

Only what the Deal's tables decide; matters with flows of their own are in `matters`.
"""
