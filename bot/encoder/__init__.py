"""Makes the sentence encoder's files, once, at set-up; nothing here runs in a service."""
