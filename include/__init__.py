"""Pressmark's Python: pure functions over bytes and text, and the few places that touch the machine.

Nothing below this package imports Airflow or dbt at module level.
"""
