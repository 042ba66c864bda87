"""Starting, watching and stopping Pressmark: what stands behind the targets of the Makefile."""
