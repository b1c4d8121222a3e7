"""Tenants, homes, staff and operatives: who they are, what proves it, and what hides it.

No passwords and no sessions: these are for services and the doors.
"""
