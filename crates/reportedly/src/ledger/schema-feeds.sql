-- What feeds and pages tell of where an article comes from, and which place told it.
ALTER TABLE revision ADD COLUMN taken_from TEXT;   -- from whom a feed says that it took it

-- Which place of the input told the day, the title, the outlet, the authors and the address.
CREATE TABLE told (
  revision INTEGER NOT NULL REFERENCES revision(id),
  fact TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (revision, fact)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER told_no_update BEFORE UPDATE ON told BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER told_no_delete BEFORE DELETE ON told BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
