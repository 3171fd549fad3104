"""What every room may say: errors, names, dates."""
