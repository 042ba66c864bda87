"""What a monitor wants to know of a home: how its stages do, how far behind it is, how large it grows."""
