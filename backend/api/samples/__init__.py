"""Believable sample products with drawn pictures, for a first look, screenshots and load tests."""
