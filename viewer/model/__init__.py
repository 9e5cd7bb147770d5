"""What is there and how it is looked at, as plain values and functions of them. No Qt."""
