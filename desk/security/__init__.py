"""Who is let in at the desk: passwords, sessions, permissions, cross-site checks, headers.

What an officer may do with a conversation is for `housing.services.desk`.
"""
