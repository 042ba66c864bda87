"""What was found: the ledger, and the documents that it lists."""
