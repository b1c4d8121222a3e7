"""Complaints, hazards, charges and promises at the desk: the list, one of them, a step on it."""
