"""Follow-ups: what is asked or wished of the matter in hand, answered from the record.

An answer is an async function of a turn, what was asked and what is on record; it returns what to
say, or None where the flow in hand knows better. No report is opened here.
"""
