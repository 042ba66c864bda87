"""What the pages under `reports/` share: their frame, their colours, and how they are filled in."""
