"""The outside world behind the ports: SQL, Twilio, the clock, the Deal's files."""
