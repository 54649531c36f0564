"""Reading ambitions, designs and plans."""
