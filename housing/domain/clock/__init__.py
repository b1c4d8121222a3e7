"""Time as the landlord and the law count it: London's clock, working days, office hours, deadlines.

Never reads the time: it is always an argument.
"""
