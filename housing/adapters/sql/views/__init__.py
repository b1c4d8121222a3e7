"""What the desk's pages show, read straight from SQL: rows, queries, and a reader each.

Reads only; nothing here changes a row.
"""
