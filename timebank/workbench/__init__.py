"""Pages of the workbench that watch over the time bank: coins, what is owed, suspicions, holds, telephone checks."""
