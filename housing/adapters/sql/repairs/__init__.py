"""Orders, the diary, call-outs and what operatives leave at a visit, over SQL."""
