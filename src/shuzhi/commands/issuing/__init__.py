"""What `shuzhi issue` does for a chunk of branches."""
