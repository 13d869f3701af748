"""Reading addresses outside the network, and only those."""
