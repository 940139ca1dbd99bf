"""Reference data of the care model: codes, services, conditions and episodes."""
