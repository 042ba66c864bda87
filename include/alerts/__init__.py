"""Telling people about refused loads and incidents, once over each channel."""
