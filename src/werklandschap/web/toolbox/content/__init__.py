"""Pages and steps that come with the platform."""
