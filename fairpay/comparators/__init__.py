"""Comparators: one yardstick a module. Each is a pure function of the question and the rate book."""
