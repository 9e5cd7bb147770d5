"""What the file of an image says, element by element: to read, search, compare, copy and save."""
