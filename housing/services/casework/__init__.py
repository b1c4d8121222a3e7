"""Work on record that people decide: complaints, hazards, charges, neighbour cases, promises.

The rules and their dates are in `housing.domain.casework`.
"""
