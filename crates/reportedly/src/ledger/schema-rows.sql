-- How many rows the large tables hold whose rows have no numbers of their own: counted on as rows come, and
-- `verify` counts them again. Rows with a number are numbered without gaps, so that the last number counts them.
CREATE TABLE row_count (
  name TEXT PRIMARY KEY,                 -- of the table
  rows INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO row_count
SELECT name, rows FROM (
  SELECT 'author' AS name, count(*) AS rows FROM author
  UNION ALL SELECT 'cue', count(*) FROM cue
  UNION ALL SELECT 'qualifier', count(*) FROM qualifier
  UNION ALL SELECT 'segment', count(*) FROM segment
  UNION ALL SELECT 'told', count(*) FROM told)
WHERE rows > 0;
