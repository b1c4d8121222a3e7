"""What an operative's day shows, read straight from SQL: its rows, queries and reader.

Reads only; nothing here changes a row.
"""
