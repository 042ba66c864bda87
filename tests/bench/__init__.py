"""The benchmark: `make bench`. Every figure stands beside a baseline that was measured in the same run."""
