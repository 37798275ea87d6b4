"""What a plan hands to people: one document a file, pure functions of problem and plan."""
