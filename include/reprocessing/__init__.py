"""Read landed documents again under the present parser and lists, and say what that changed."""
