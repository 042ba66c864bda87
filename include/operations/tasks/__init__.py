"""What the DAG files import: tasks, their defaults, and what stands behind them."""
