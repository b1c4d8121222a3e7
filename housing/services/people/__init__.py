"""Who may do what: proving who a tenant is, accounts, signing in and out, numbers and phones.

Passwords are hashed by the caller's hasher; nothing is said to a tenant here.
"""
