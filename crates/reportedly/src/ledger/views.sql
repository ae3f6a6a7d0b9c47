-- What other programs may rely on. Dates are ISO 8601, times EDTF, offsets bytes of the UTF-8 text.

CREATE VIEW v1_articles AS
SELECT a.name AS article_id, r.name AS revision_id, s.name AS outlet, r.title, r.url,
  date(r.published * 86400, 'unixepoch') AS published, r.number AS revisions,
  strftime('%Y-%m-%dT%H:%M:%SZ', e.recorded, 'unixepoch') AS recorded
FROM revision r JOIN article a ON a.id = r.article JOIN entry e ON e.id = r.entry
LEFT JOIN source s ON s.id = r.outlet
WHERE NOT EXISTS (SELECT 1 FROM revision n WHERE n.article = r.article AND n.number > 1 AND n.id > r.id);

CREATE VIEW v1_revisions AS
SELECT r.name AS revision_id, a.name AS article_id, r.number, s.name AS outlet, r.title, r.url,
  (SELECT group_concat(name, '; ') FROM (SELECT name FROM author WHERE revision = r.id ORDER BY place)) AS authors,
  date(r.published * 86400, 'unixepoch') AS published,
  date(r.modified * 86400, 'unixepoch') AS modified, r.credit, r.taken_from,
  (SELECT group_concat(fact || ': ' || place, '; ') FROM (SELECT fact, place FROM told WHERE revision = r.id ORDER BY fact)) AS told,
  r.input, r.body AS text,
  e.id AS entry, strftime('%Y-%m-%dT%H:%M:%SZ', e.recorded, 'unixepoch') AS recorded
FROM revision r JOIN article a ON a.id = r.article
JOIN entry e ON e.id = r.entry
LEFT JOIN source s ON s.id = r.outlet;

CREATE VIEW v1_claims AS
SELECT 'c_' || substr(r.name, 3) || '-' || (c.id - e.first_claim + e.first_ordinal) AS claim_id,
  a.name AS article_id, r.name AS revision_id, o.name AS outlet, r.title,
  date(c.published * 86400, 'unixepoch') AS published,
  p.kind, p.name AS predicate,
  es.name AS subject_id, es.label AS subject, es.kind AS subject_type,
  eo.name AS object_id, eo.label AS object, eo.kind AS object_type,
  v.text AS value, t.text AS valid, d.text AS said,
  CASE c.polarity WHEN 1 THEN '+' WHEN -1 THEN '-' ELSE 'u' END AS polarity,
  CASE c.certainty WHEN 3 THEN 'CT' WHEN 2 THEN 'PR' WHEN 1 THEN 'PS' ELSE 'U' END AS certainty,
  CASE c.act WHEN 0 THEN 'assert' WHEN 1 THEN 'deny' WHEN 2 THEN 'confirm' WHEN 3 THEN 'decline'
    WHEN 4 THEN 'retract' WHEN 5 THEN 'correct' WHEN 6 THEN 'predict' WHEN 7 THEN 'speculate'
    WHEN 8 THEN 'ask' ELSE 'announce' END AS speech_act,
  CASE c.firmness WHEN 0 THEN 'denied' WHEN 1 THEN 'rumoured' WHEN 2 THEN 'reported'
    WHEN 3 THEN 'stated' ELSE 'confirmed' END AS firmness,
  (SELECT group_concat(name, ' > ') FROM
    (SELECT k.name FROM link l JOIN source k ON k.id = l.source WHERE l.chain = c.chain ORDER BY l.depth)) AS chain,
  CASE c.field WHEN 0 THEN 'text' ELSE 'title' END AS field, c.start, c.end,
  CAST(substr(CAST(CASE c.field WHEN 0 THEN r.body ELSE r.title END AS BLOB), c.start + 1, c.end - c.start) AS TEXT) AS exact,
  u.text AS rule, c.confidence / 1000.0 AS confidence, e.extractor, e.id AS entry,
  strftime('%Y-%m-%dT%H:%M:%SZ', e.recorded, 'unixepoch') AS recorded,
  (SELECT nullif(v.verdict, 'cleared') FROM review v JOIN decision d ON d.entry = v.decision
   WHERE v.claim = c.id ORDER BY d.decided DESC, v.entry DESC LIMIT 1) AS verdict
FROM claim c
JOIN entry e ON e.id = c.entry JOIN revision r ON r.id = e.revision JOIN article a ON a.id = r.article
JOIN predicate p ON p.id = c.predicate JOIN entity es ON es.id = c.subject
JOIN term u ON u.id = c.rule
LEFT JOIN entity eo ON eo.id = c.object LEFT JOIN term v ON v.id = c.value
LEFT JOIN term t ON t.id = c.valid LEFT JOIN term d ON d.id = c.said
LEFT JOIN source o ON o.id = c.outlet;

CREATE VIEW v1_evidence AS
SELECT 'c_' || substr(r.name, 3) || '-' || (c.id - e.first_claim + e.first_ordinal) AS claim_id, r.name AS revision_id,
  w.role, w.depth, w.start, w.end,
  CAST(substr(CAST(CASE c.field WHEN 0 THEN r.body ELSE r.title END AS BLOB), w.start + 1, w.end - w.start) AS TEXT) AS exact
FROM (SELECT id AS claim, 'claim' AS role, NULL AS depth, start, end FROM claim
      UNION ALL SELECT claim, role, depth, start, end FROM cue) w
JOIN claim c ON c.id = w.claim JOIN entry e ON e.id = c.entry JOIN revision r ON r.id = e.revision;

CREATE VIEW v1_slots AS
SELECT es.name AS subject_id, es.label AS subject, p.name AS predicate, p.kind,
  count(*) AS claims, count(DISTINCT ifnull(c.object, -c.value)) AS "values",
  count(DISTINCT c.outlet) AS outlets,
  date(min(c.published) * 86400, 'unixepoch') AS first_published,
  date(max(c.published) * 86400, 'unixepoch') AS last_published
FROM claim c JOIN entity es ON es.id = c.subject JOIN predicate p ON p.id = c.predicate
GROUP BY c.subject, c.predicate;

CREATE VIEW v1_entities AS
SELECT n.name AS entity_id, n.label AS name, n.kind AS type,
  (SELECT count(*) FROM claim WHERE subject = n.id) AS as_subject,
  (SELECT count(*) FROM claim WHERE object = n.id) AS as_object,
  (SELECT p.name FROM identity i JOIN decision d ON d.entry = i.entry
   JOIN entry e ON e.id = i.entry LEFT JOIN entity p ON p.id = i.part_of
   WHERE i.entity = n.id AND e.kind IN ('merge', 'split')
   ORDER BY d.decided DESC, i.entry DESC LIMIT 1) AS part_of,
  (SELECT i.label FROM identity i JOIN decision d ON d.entry = i.entry
   WHERE i.entity = n.id AND i.label IS NOT NULL
   ORDER BY d.decided DESC, i.entry DESC LIMIT 1) AS shown_as
FROM entity n;

CREATE VIEW v1_sources AS
SELECT s.name AS source, s.kind AS type, count(DISTINCT x.article) AS articles, count(x.claim) AS claims,
  count(CASE WHEN x.cited THEN x.claim END) AS cited_in,
  date(min(x.published) * 86400, 'unixepoch') AS first_published,
  date(max(x.published) * 86400, 'unixepoch') AS last_published
FROM source s JOIN (
  SELECT r.outlet AS source, r.article, c.id AS claim, r.published, 0 AS cited
    FROM revision r LEFT JOIN entry e ON e.revision = r.id LEFT JOIN claim c ON c.entry = e.id
  UNION ALL
  SELECT l.source, r.article, c.id, c.published, 1
    FROM claim c JOIN link l ON l.chain = c.chain JOIN entry e ON e.id = c.entry JOIN revision r ON r.id = e.revision) x
  ON x.source = s.id
GROUP BY s.id;

CREATE VIEW v1_decisions AS
SELECT d.entry, e.kind, d.person, d.because,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.decided, 'unixepoch') AS decided,
  strftime('%Y-%m-%dT%H:%M:%SZ', e.recorded, 'unixepoch') AS recorded,
  coalesce(n.name, s.name) AS entity_id, coalesce(n.label, s.label) AS entity,
  p.name AS other_id, coalesce(i.label, p.label, o.label) AS other,
  'c_' || substr(r.name, 3) || '-' || (c.id - k.first_claim + k.first_ordinal) AS claim_id,
  coalesce(v.verdict, x.outcome, CASE g.apart WHEN 1 THEN 'cut' WHEN 0 THEN 'joined' END) AS verdict,
  'c_' || substr(r.name, 3) || '-' || (w.id - e.first_claim + e.first_ordinal) AS edited_claim_id,
  'c_' || substr(gr.name, 3) || '-' || (gc.id - ge.first_claim + ge.first_ordinal) AS other_claim_id,
  q.name AS predicate, x.value
FROM decision d JOIN entry e ON e.id = d.entry
LEFT JOIN identity i ON i.entry = d.entry LEFT JOIN entity n ON n.id = i.entity
LEFT JOIN entity p ON p.id = i.part_of
LEFT JOIN review v ON v.entry = d.entry LEFT JOIN origin g ON g.entry = d.entry
LEFT JOIN claim c ON c.id = coalesce(v.claim, g.claim)
LEFT JOIN entry k ON k.id = c.entry LEFT JOIN revision r ON r.id = k.revision
LEFT JOIN claim w ON w.id = v.edited
LEFT JOIN claim gc ON gc.id = g.other LEFT JOIN entry ge ON ge.id = gc.entry LEFT JOIN revision gr ON gr.id = ge.revision
LEFT JOIN resolution x ON x.entry = d.entry LEFT JOIN entity s ON s.id = x.subject
LEFT JOIN entity o ON o.id = x.object LEFT JOIN predicate q ON q.id = x.predicate;
