"""What a tenant's words tell, read in plain rules: yes and no, choices, addresses, dates, numbers.

A closed world: only what can be named is ever read, and None otherwise. Danger is read in `danger`.
"""
