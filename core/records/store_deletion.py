"""
What is deleted with a store: everything that is of it, in every table.
"""

from core.storage.sqlite import Connection

# The words of the indexes go first: taking them out needs the text.
_ALL_OF_A_STORE = """
INSERT INTO current_text (current_text, rowid, text) SELECT 'delete', seq, text
    FROM contents JOIN indexed ON indexed.content_seq = contents.seq
    WHERE indexed.memory_id IN (SELECT memory_id FROM versions WHERE store_id = :store);
DELETE FROM indexed
    WHERE memory_id IN (SELECT memory_id FROM versions WHERE store_id = :store);
INSERT INTO history_text (history_text, rowid, text) SELECT 'delete', seq, text FROM contents
    WHERE seq <= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'history_indexed')
    AND seq IN (SELECT seq FROM versions WHERE store_id = :store);
CREATE TEMP TABLE leaving AS
    SELECT content_seq AS seq FROM versions WHERE store_id = :store AND content_seq IS NOT NULL
    UNION SELECT mine_content_seq FROM conflicts
    WHERE store_id = :store AND mine_content_seq IS NOT NULL;
DELETE FROM conflicts WHERE store_id = :store;
DELETE FROM anchors WHERE apply IN (SELECT applies.number FROM applies
    JOIN dreams ON dreams.number = applies.dream WHERE store_id = :store);
DELETE FROM applied_hunks WHERE apply IN (SELECT applies.number FROM applies
    JOIN dreams ON dreams.number = applies.dream WHERE store_id = :store);
DELETE FROM applies WHERE dream IN (SELECT number FROM dreams WHERE store_id = :store);
DELETE FROM verdicts WHERE dream IN (SELECT number FROM dreams WHERE store_id = :store);
DELETE FROM dream_hunks WHERE dream IN (SELECT number FROM dreams WHERE store_id = :store);
DELETE FROM dream_changes WHERE dream IN (SELECT number FROM dreams WHERE store_id = :store);
DELETE FROM dream_files WHERE dream IN (SELECT number FROM dreams WHERE store_id = :store);
DELETE FROM tombstones WHERE store_id = :store;
UPDATE dreams SET revision = revision + 1 WHERE store_id = :store;
DELETE FROM memories WHERE store_id = :store;
DELETE FROM versions WHERE store_id = :store;
DELETE FROM contents WHERE seq IN (SELECT seq FROM leaving);
DROP TABLE leaving;
DELETE FROM attachments WHERE store_id = :store;
DELETE FROM stores WHERE id = :store
"""


def delete_all_of(connection: Connection, store_id: str) -> None:
    """Delete a store with all that is of it, inside a transaction of the caller."""
    for statement in _ALL_OF_A_STORE.split(";\n"):
        connection.execute(statement, {"store": store_id})
