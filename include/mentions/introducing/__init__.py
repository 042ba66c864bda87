"""People and organisations that no list knows, where prose introduces them."""
