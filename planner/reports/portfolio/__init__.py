"""What a portfolio's folder has over all its engagements, each of which has its own beside it."""
