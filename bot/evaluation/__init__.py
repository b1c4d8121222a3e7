"""How well tenants are understood, measured on texts that the model never saw.

Reading and scoring run in the bot's environment, which has Rasa and scikit-learn; the gate that
decides whether a model may follow another needs neither. See docs/understanding.md.
"""
