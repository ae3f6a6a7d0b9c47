-- The revisions of an article are looked for whenever it is read.
CREATE INDEX revision_article ON revision(article);
