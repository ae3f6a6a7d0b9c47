-- The ledger, version 1. Tables hold the ground state and only grow; the v1_ views below are what
-- other programs may rely on. Days count from 1970-01-01, instants are seconds from then.

-- Everything that changed the ledger, in order: its number is the ledger's own clock.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  recorded INTEGER NOT NULL,             -- never before the entry above
  kind TEXT NOT NULL,                    -- 'reading': claims taken from a revision
  revision INTEGER REFERENCES revision(id),
  extractor TEXT,
  first_claim INTEGER,                   -- the claims of a reading are numbered without gaps
  claims INTEGER NOT NULL DEFAULT 0,
  first_ordinal INTEGER NOT NULL DEFAULT 0  -- the place of the first one in its revision
) STRICT;
CREATE INDEX entry_revision ON entry(revision);
CREATE INDEX entry_reread ON entry(revision, id) WHERE kind = 'reading' AND first_ordinal > 0;
CREATE INDEX entry_recorded ON entry(recorded);

CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE              -- a_...
) STRICT;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,             -- r_...
  article INTEGER NOT NULL REFERENCES article(id),
  number INTEGER NOT NULL,               -- 1 for the first that was read
  entry INTEGER NOT NULL,                -- the first one that holds it
  published INTEGER NOT NULL,
  outlet INTEGER REFERENCES source(id),
  credit TEXT,                           -- the agency that the text credits
  url TEXT,
  title TEXT,
  input TEXT NOT NULL,
  sketch BLOB NOT NULL,                  -- MinHash of the body, for reprints
  body TEXT NOT NULL
) STRICT;
CREATE INDEX revision_published ON revision(published);
CREATE INDEX revision_revised ON revision(article, id, published, entry) WHERE number > 1;
CREATE INDEX revision_again ON revision(published) WHERE number > 1;
CREATE INDEX revision_url ON revision(url) WHERE url IS NOT NULL;
CREATE INDEX revision_input ON revision(input);

CREATE TABLE author (
  revision INTEGER NOT NULL REFERENCES revision(id),
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (revision, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
  revision INTEGER NOT NULL REFERENCES revision(id),
  place INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (revision, place)
) STRICT, WITHOUT ROWID;

-- Outlets, and whoever is cited.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  UNIQUE (name, kind)
) STRICT;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,             -- e_...
  label TEXT NOT NULL,                   -- as it was first written
  key TEXT NOT NULL,                     -- the name as it is compared
  kind TEXT
) STRICT;
CREATE INDEX entity_key ON entity(key);

CREATE TABLE predicate (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,                    -- 'typed', 'statement' or 'open'
  UNIQUE (name, kind)
) STRICT;

-- Values, times and rules that claims share.
CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

-- Who says so, from below the outlet inward; claims with the same sources share one chain.
CREATE TABLE chain (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE link (
  chain INTEGER NOT NULL REFERENCES chain(id),
  depth INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES source(id),
  record TEXT NOT NULL,
  several INTEGER NOT NULL,
  relation TEXT,
  factuality TEXT NOT NULL,
  PRIMARY KEY (chain, depth)
) STRICT, WITHOUT ROWID;

-- The public id of a claim is c_<revision>-<place>: its place in its entry, counted on from the
-- entry's first one.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,                -- in the order of recording
  entry INTEGER NOT NULL REFERENCES entry(id),
  subject INTEGER NOT NULL REFERENCES entity(id),
  predicate INTEGER NOT NULL REFERENCES predicate(id),
  published INTEGER NOT NULL,
  object INTEGER REFERENCES entity(id),
  value INTEGER REFERENCES term(id),
  outlet INTEGER REFERENCES source(id),
  chain INTEGER REFERENCES chain(id),    -- NULL: the article's own voice
  polarity INTEGER NOT NULL,             -- 1 it is so, -1 it is not, 0 uncommitted
  certainty INTEGER NOT NULL,            -- 3 CT, 2 PR, 1 PS, 0 U
  act INTEGER NOT NULL,
  firmness INTEGER NOT NULL,             -- 0 denied, 1 rumoured, 2 reported, 3 stated, 4 confirmed
  valid INTEGER REFERENCES term(id),     -- EDTF
  said INTEGER REFERENCES term(id),      -- EDTF
  field INTEGER NOT NULL,                -- 0 text, 1 title
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  rule INTEGER NOT NULL REFERENCES term(id),
  confidence INTEGER NOT NULL            -- in thousandths
) STRICT;
CREATE INDEX claim_belief ON claim(subject, predicate, published, object, value, outlet, chain,
  entry, polarity, certainty, act, firmness, valid);
CREATE INDEX claim_object ON claim(object, predicate, published) WHERE object IS NOT NULL;

CREATE TABLE qualifier (
  claim INTEGER NOT NULL REFERENCES claim(id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (claim, name)
) STRICT, WITHOUT ROWID;

-- The words that shape a claim; those of a link of its chain have the role 'link'.
CREATE TABLE cue (
  claim INTEGER NOT NULL REFERENCES claim(id),
  place INTEGER NOT NULL,
  role TEXT NOT NULL,
  depth INTEGER,                         -- of the link
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (claim, place)
) STRICT, WITHOUT ROWID;

-- Up to where somebody has asked for what is new: it is written over.
CREATE TABLE cursor (
  name TEXT PRIMARY KEY,
  entry INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE revision_fts USING fts5(
  title, body, content='revision', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
-- A row for up to four claims of an entry that follow each other, under the number of the first.
CREATE VIRTUAL TABLE claim_fts USING fts5(words, content='', detail=none, columnsize=0);
CREATE VIRTUAL TABLE entity_fts USING fts5(words, content='', detail=none, columnsize=0);

-- So many bytes of new words are held before they are written: large batches merge less.
INSERT INTO revision_fts (revision_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO claim_fts (claim_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO entity_fts (entity_fts, rank) VALUES ('hashsize', 4194304);

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER article_no_update BEFORE UPDATE ON article BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER article_no_delete BEFORE DELETE ON article BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER revision_no_update BEFORE UPDATE ON revision BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER author_no_update BEFORE UPDATE ON author BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER author_no_delete BEFORE DELETE ON author BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER segment_no_update BEFORE UPDATE ON segment BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER segment_no_delete BEFORE DELETE ON segment BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER source_no_update BEFORE UPDATE ON source BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER entity_no_update BEFORE UPDATE ON entity BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER entity_no_delete BEFORE DELETE ON entity BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER predicate_no_update BEFORE UPDATE ON predicate BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER predicate_no_delete BEFORE DELETE ON predicate BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER term_no_update BEFORE UPDATE ON term BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER term_no_delete BEFORE DELETE ON term BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER chain_no_update BEFORE UPDATE ON chain BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER link_no_update BEFORE UPDATE ON link BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER link_no_delete BEFORE DELETE ON link BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER qualifier_no_update BEFORE UPDATE ON qualifier BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER qualifier_no_delete BEFORE DELETE ON qualifier BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;

CREATE TRIGGER cue_no_update BEFORE UPDATE ON cue BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER cue_no_delete BEFORE DELETE ON cue BEGIN SELECT raise(ABORT, 'the ledger only grows'); END;
