"""What services need of the bot, of text messages, of conversations and of the desk's queue."""
