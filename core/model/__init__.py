"""What the agency's figures are made of: frozen values without behaviour of their own."""
