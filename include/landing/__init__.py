"""From the inbox to `raw.*`: find what is there, decode it, land it, and account for every piece of it."""
