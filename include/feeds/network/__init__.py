"""The only way to other people's machines: bounded, polite, and never to a machine of one's own."""
