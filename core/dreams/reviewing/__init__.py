"""From a proposal to a better store: verdicts, how hunks meet the store, applying, and receipts."""
