-- What people decide. Each decision is an entry (kinds merge, split, rename, review, edit, resolve, origin);
-- an edit holds one claim of the revision that it speaks of.

CREATE TABLE decision (
  entry INTEGER PRIMARY KEY REFERENCES entry(id),
  decided INTEGER NOT NULL,              -- when, by the ledger in which it was first recorded
  person TEXT,                           -- who
  because TEXT
) STRICT;

-- Who is who: merged into another, shown under another name, or (neither) for itself again.
CREATE TABLE identity (
  entry INTEGER NOT NULL REFERENCES decision(entry),
  entity INTEGER NOT NULL REFERENCES entity(id),
  part_of INTEGER REFERENCES entity(id),
  label TEXT,
  PRIMARY KEY (entry, entity)
) STRICT, WITHOUT ROWID;

-- Whether an article makes a claim. A later reading carries verdicts over to the same claims.
CREATE TABLE review (
  entry INTEGER NOT NULL REFERENCES entry(id),
  claim INTEGER NOT NULL REFERENCES claim(id),
  verdict TEXT NOT NULL,                 -- 'accepted', 'rejected', 'edited' or 'cleared'
  edited INTEGER REFERENCES claim(id),   -- what takes its place
  decision INTEGER NOT NULL REFERENCES decision(entry),
  PRIMARY KEY (entry, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_claim ON review(claim, entry);

-- How something that was reported came out.
CREATE TABLE resolution (
  entry INTEGER PRIMARY KEY REFERENCES decision(entry),
  subject INTEGER NOT NULL REFERENCES entity(id),
  predicate INTEGER NOT NULL REFERENCES predicate(id),
  object INTEGER REFERENCES entity(id),
  value TEXT,
  outcome TEXT NOT NULL                  -- 'true', 'false' or 'unknown'
) STRICT;
CREATE TABLE resolution_facet (
  entry INTEGER NOT NULL REFERENCES resolution(entry),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (entry, name)
) STRICT, WITHOUT ROWID;

-- Whether what two claims say goes back to one origin: `apart` is 1 where a person cut them apart, 0
-- where that is taken back.
CREATE TABLE origin (
  entry INTEGER PRIMARY KEY REFERENCES decision(entry),
  claim INTEGER NOT NULL REFERENCES claim(id),
  other INTEGER NOT NULL REFERENCES claim(id),
  apart INTEGER NOT NULL
) STRICT;

CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER identity_no_update BEFORE UPDATE ON identity BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER identity_no_delete BEFORE DELETE ON identity BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER resolution_no_update BEFORE UPDATE ON resolution BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER resolution_no_delete BEFORE DELETE ON resolution BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER resolution_facet_no_update BEFORE UPDATE ON resolution_facet BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER resolution_facet_no_delete BEFORE DELETE ON resolution_facet BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER origin_no_update BEFORE UPDATE ON origin BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER origin_no_delete BEFORE DELETE ON origin BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
