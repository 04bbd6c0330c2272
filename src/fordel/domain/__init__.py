"""Small frozen types that every room shares: words, errors, money, ages. No input or output."""
