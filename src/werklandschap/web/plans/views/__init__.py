"""What people see of ambitions, designs and plans."""
