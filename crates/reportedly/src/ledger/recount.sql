-- What source_count holds, counted anew; 2147483647 stands for a day that never comes.
WITH
current AS MATERIALIZED (
  SELECT e.id, r.outlet, r.published, e.first_claim, e.claims,
    ifnull((SELECT min(n.published) FROM revision n INDEXED BY revision_revised
      WHERE n.article = r.article AND n.number > 1 AND n.id > r.id), 2147483647) AS until
  FROM entry e JOIN revision r ON r.id = e.revision
  WHERE e.kind = 'reading' AND NOT EXISTS (SELECT 1 FROM entry n
    WHERE n.revision = e.revision AND n.id > e.id AND n.kind = 'reading')),
told AS (
  SELECT outlet AS source, published, until, count(*) AS articles, sum(claims) AS claims,
    0 AS cited
  FROM current WHERE outlet IS NOT NULL AND published < until GROUP BY 1, 2, 3
  UNION ALL
  SELECT l.source, k.published, k.until, 0, 0, count(*)
  FROM current k JOIN claim c ON c.id BETWEEN k.first_claim AND k.first_claim + k.claims - 1
  JOIN (SELECT DISTINCT chain, source FROM link) l ON l.chain = c.chain
  WHERE k.published < k.until GROUP BY 1, 2, 3)
SELECT source, published, until, sum(articles), sum(claims), sum(cited) FROM told GROUP BY 1, 2, 3
