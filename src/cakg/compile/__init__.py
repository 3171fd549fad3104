"""Claims to one dataset: whom to hear, which value holds, what follows."""
