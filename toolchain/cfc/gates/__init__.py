"""What says yes or no to a change: the gates, built on everything below."""
