-- The revisions of an article are looked for whenever it is read.
CREATE INDEX revision_article ON revision(article);
-- With whom something is told, and in which entry, is told without looking at the claim.
DROP INDEX claim_object;
CREATE INDEX claim_object ON claim(object, predicate, published, subject, entry) WHERE object IS NOT NULL;
