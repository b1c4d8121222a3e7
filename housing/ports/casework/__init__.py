"""What services need of reports, complaints, hazards, promises, reviews and jobs that are due."""
