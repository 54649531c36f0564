"""Everything that can happen to ambitions, designs and plans."""
