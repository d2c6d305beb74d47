"""What was found, as text: one module per format, each from values to a string."""
