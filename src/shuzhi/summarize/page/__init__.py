"""index.html: the page (看板) that the office opens in the morning, one file without network."""
