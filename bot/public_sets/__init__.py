"""The understanding components on public sets, to compare with published figures.

Nothing here serves tenants, and the product needs none of those sets.
"""
