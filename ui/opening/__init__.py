"""Before a store is open: create one, open one, or look at the example."""
