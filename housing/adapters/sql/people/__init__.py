"""Homes, tenants, staff, operatives, sign-ins and the audit trail, over SQL."""
