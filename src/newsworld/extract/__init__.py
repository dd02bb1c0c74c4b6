"""What is the article on this page? Capture -> Article."""
