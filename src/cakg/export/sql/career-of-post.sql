WITH tiers (tenure, documents, imports) AS (
    SELECT r.thing, sum(d.kind <> 'kind:dataset'), sum(d.kind = 'kind:dataset')
    FROM reported_in r JOIN documents d ON d.id = r.document GROUP BY r.thing
)
SELECT
    t.post, o.name AS office, t.holder AS person, h.name, k.name_en AS kind, t.from_date AS "from",
    t.until_date AS "until", t.announced_on AS announced, min(a.attested_on) AS firstSeen,
    max(a.attested_on) AS lastSeen, nullif(count(a.attested_on), 0) AS seen, t.id AS tenure,
    CASE WHEN coalesce(i.documents, 0) = 0 THEN 'import' WHEN i.imports > 0 THEN 'both' ELSE 'documents' END AS tier
FROM tenures t
JOIN things o ON o.id = t.post
JOIN things h ON h.id = t.holder
LEFT JOIN concepts k ON k.id = t.kind
LEFT JOIN tenure_attested_on a ON a.tenure = t.id
LEFT JOIN tiers i ON i.tenure = t.id
WHERE coalesce(:post, '') IN ('', t.post)
GROUP BY t.id
ORDER BY office, t.post, coalesce(t.from_date, min(a.attested_on), t.announced_on, t.until_date, '9999'), h.name, tenure
