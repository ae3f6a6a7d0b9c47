-- How much each source publishes and is cited by what counts today, by the days from which and until
-- which it counts: rows are counted on as articles come, and `verify` counts them again.
CREATE TABLE source_count (
  source INTEGER NOT NULL REFERENCES source(id),
  published INTEGER NOT NULL,
  until INTEGER NOT NULL,                -- the day on which later revisions take its place; a last one: never
  articles INTEGER NOT NULL,
  claims INTEGER NOT NULL,               -- in these articles
  cited INTEGER NOT NULL,                -- claims of any outlet that cite it
  PRIMARY KEY (source, published, until)
) STRICT, WITHOUT ROWID;
