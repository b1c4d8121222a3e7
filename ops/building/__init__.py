"""What must be there before a part starts: environments, system packages, the model."""
