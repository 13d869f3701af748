"""What a message means, and what is said back."""
