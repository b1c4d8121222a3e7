"""Visits as tenants speak of them: choosing a time, moving, calling off, where a repair has got to.

The diary itself is `housing.services.repairs.diary`.
"""
