"""The readers that learn: their labels, examples and grams, how they are fitted, how sure they are.

Numbers in and numbers out; what Rasa calls stands beside this package.
"""
