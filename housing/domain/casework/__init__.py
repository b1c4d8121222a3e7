"""What is open until somebody has dealt with it: reports, hazards, complaints, charges, promises.

Dates of the law come from `clock`; who does what is for services.
"""
