"""News that comes by itself: feeds are polled, and what they bring is written into the inbox."""
