"""What scripts/test-page is made of."""
