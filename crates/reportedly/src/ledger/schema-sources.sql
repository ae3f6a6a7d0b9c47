-- By what the record of a source is found: what it published, and the claims that cite it.
CREATE INDEX revision_outlet ON revision(outlet, published) WHERE outlet IS NOT NULL;
CREATE INDEX link_source ON link(source);
CREATE INDEX claim_chain ON claim(chain, published) WHERE chain IS NOT NULL;
