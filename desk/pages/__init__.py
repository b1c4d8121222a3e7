"""The desk's handlers, one module for each page or group of actions."""
