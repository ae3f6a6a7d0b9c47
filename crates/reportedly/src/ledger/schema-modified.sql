-- What else pages and feeds tell of an article.
ALTER TABLE revision ADD COLUMN modified INTEGER;   -- the day of the last change, as it says itself
