"""What a file system promises and what it does not: listed whole, regular, lasting, one's own."""
