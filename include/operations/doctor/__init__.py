"""Looks a home over: what is wrong with the machine or with the home, and what to do about it."""
