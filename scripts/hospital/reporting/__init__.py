"""What people read at the end: tables on the terminal, and diagrams of both schemas."""
