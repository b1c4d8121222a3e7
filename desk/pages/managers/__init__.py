"""What managers look at: the audit trail, the review of understanding, how the Deal stands."""
