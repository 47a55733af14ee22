"""What is printed: content first, then pages."""
