"""Reports, hazards, complaints, charges, promises and due jobs, over SQL."""
