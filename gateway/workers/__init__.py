"""What works in the background of the gateway: turns, delivery, due jobs, the landlord's system.

Each loop logs what goes wrong, pauses, and goes on; what it does is for `housing.services`.
"""
