"""What `scripts/fuzz` does besides libFuzzer."""
