"""The lint: proves that every issue is decided, lawfully, fairly and in words that fit an SMS."""
