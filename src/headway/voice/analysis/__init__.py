"""What writes take, codes and receipts, and the calls of the engine: no database."""
