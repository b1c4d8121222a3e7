"""Messages in and out and the turns between them: inbox, outbox, delivery, jobs that are due.

No wording of the conversation but what is said about texts as such.
"""
