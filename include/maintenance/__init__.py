"""What keeps a home fit for years: backups, retention, compaction and upgrades."""
