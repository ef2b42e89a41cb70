"""Figures → words, in English and Welsh. The engine below this holds none."""
