"""What staff do: have a conversation, answer, link, search, and what waits for them.

Pages and permissions are the desk's own; nothing here renders anything.
"""
