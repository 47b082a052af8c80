"""What the contract is worth: attainment, projection, synthesis. A pure function of contract, network and records."""
