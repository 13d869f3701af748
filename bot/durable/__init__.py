"""What must survive a crash: workflows made of the steps below (DESIGN D2)."""
