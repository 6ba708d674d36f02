"""What people see: data in, a view out."""
