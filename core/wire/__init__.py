"""Values as JSON in the words of the Managed Agents wire, and what only that wire tells of."""
