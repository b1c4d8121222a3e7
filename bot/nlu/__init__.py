"""Understanding: from a tenant's text to an intent, a catalogue issue, danger and facts.

Graph components by Rasa's API; numpy and onnxruntime at run time, scikit-learn in training only.
"""
