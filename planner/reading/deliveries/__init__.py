"""What was delivered, as people hand it in, and the log that keeps it."""
