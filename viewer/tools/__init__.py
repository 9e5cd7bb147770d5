"""What the mouse does in a view, and series that play."""
