"""Who a person is here, and what they may see and do."""
