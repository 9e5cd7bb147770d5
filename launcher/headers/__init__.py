"""What files say of themselves: what they are, their headers, the dictionary and character sets to read them by."""
