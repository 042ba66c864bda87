"""The models on Apache Spark: a session that knows the lake and the text functions, and dbt beside it."""
