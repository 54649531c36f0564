"""What people see of scans."""
