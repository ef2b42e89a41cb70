"""All addresses of the JSON interface."""

from webapp.api import questions, rates, tables

BASE = "/api/v1"
ENDPOINTS = (*questions.ENDPOINTS, *tables.ENDPOINTS, *rates.ENDPOINTS)
