"""From the warehouse to the published file: what is accepted, brought up to date by what changed."""
