"""Who asks: permissions that launches bring along, logins, and where passwords are kept."""
