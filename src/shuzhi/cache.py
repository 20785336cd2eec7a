"""Results kept from one run to the next, each under the hash of everything it was made from."""
