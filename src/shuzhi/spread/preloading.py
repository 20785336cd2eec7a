"""What the server that workers are forked from imports first: while it imports the rest there is no garbage."""

from shuzhi.garbage import not_yet

not_yet()
