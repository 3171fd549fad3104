WITH tiers (tenure, documents, imports) AS (
    SELECT r.thing, sum(d.kind <> 'kind:dataset'), sum(d.kind = 'kind:dataset')
    FROM reported_in r JOIN documents d ON d.id = r.document GROUP BY r.thing
)
SELECT DISTINCT
    t.holder AS person, h.name, t.post, o.name AS office, b.name AS body, t.from_date AS "from", t.until_date AS "until",
    a.attested_on AS seen, k.name_en AS manner,
    CASE WHEN coalesce(i.documents, 0) = 0 THEN 'import' WHEN i.imports > 0 THEN 'both' ELSE 'documents' END AS tier
FROM tenures t
JOIN things h ON h.id = t.holder AND h.in_table = 'persons'
JOIN things o ON o.id = t.post
LEFT JOIN posts p ON p.id = t.post
LEFT JOIN things b ON b.id = p.post_in
LEFT JOIN concepts k ON k.id = t.kind
LEFT JOIN tenure_attested_on a ON a.tenure = t.id
LEFT JOIN tiers i ON i.tenure = t.id
WHERE coalesce(:person, '') IN ('', t.holder)
ORDER BY h.name, person, coalesce(t.from_date, a.attested_on, t.until_date, '9999'), t.post, seen
