"""The program in real processes, whose system calls fail, or in which it is killed."""
