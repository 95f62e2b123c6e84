"""The verbs: from what the user wants to a checked `Change`, or an InputError with a sentence.

No verb writes anything; `Document.apply` does. A change without content means: nothing to do.
"""
