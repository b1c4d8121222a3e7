"""Repairs from the order to the finished visit: orders, the diary, on call, the operative's work.

What a tenant is asked and told about them is in `conversation`.
"""
