"""From a problem to the best plan that can be found and proven in the time given."""
