"""Reports over an archive."""
