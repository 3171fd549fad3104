-- Which documents have these words in a quote, and on what?
SELECT e.supports AS thing, t.name, e.quote, d.title, d.issued, e.link
FROM evidence_search s
JOIN evidence e ON e.rowid = s.rowid
JOIN documents d ON d.id = e.report
LEFT JOIN things t ON t.id = e.supports
WHERE evidence_search MATCH '"' || replace(:words, '"', ' ') || '"'
ORDER BY s.rank, e.id
LIMIT 200
