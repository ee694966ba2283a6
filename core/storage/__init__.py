"""The file: connections, durable writes, fairness between processes, tables, migrations."""
