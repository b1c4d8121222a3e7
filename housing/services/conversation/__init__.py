"""The conversation with a tenant: what is said and done for each thing they say.

`take_turn` is the door. `turn.py` is one message being answered, `actions.py` lists what can be
done with it, `readers.py` who reads the answer to each kind of question; a flow is a file.
"""
