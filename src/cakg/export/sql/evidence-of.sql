SELECT DISTINCT
    coalesce(e.quote, e.row) AS quote, s.shows, e.report, d.title AS source, p.name AS publisher, d.issued,
    d.published_at AS published, e.link
FROM evidence e
JOIN documents d ON d.id = e.report
LEFT JOIN things p ON p.id = d.publisher
LEFT JOIN evidence_shows s ON s.evidence = e.id
WHERE e.supports = :thing
ORDER BY coalesce(d.issued, '9999'), e.report, 1, s.shows
