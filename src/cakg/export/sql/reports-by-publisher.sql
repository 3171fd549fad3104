SELECT DISTINCT
    d.publisher, h.name, d.id AS report, d.title, k.name_en AS kind, d.issued, p.name AS place, d.language,
    d.published_at AS published, d.url, d.archived_at AS archived, d.retrieved, s.had_primary_source AS repeats,
    CASE WHEN d.text_digest IS NULL THEN 'false' ELSE 'true' END AS verified
FROM documents d
JOIN things h ON h.id = d.publisher
JOIN concepts k ON k.id = d.kind
LEFT JOIN things p ON p.id = d.place
LEFT JOIN document_had_primary_source s ON s.document = d.id
WHERE coalesce(:publisher, '') = ''
    OR EXISTS (SELECT 1 FROM counts_for c WHERE c.thing = d.publisher AND c.actor = :publisher)
ORDER BY h.name, d.publisher, coalesce(d.issued, ''), report, repeats
