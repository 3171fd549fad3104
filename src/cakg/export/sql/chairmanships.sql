SELECT DISTINCT
    t.post, o.name AS office, t.holder, h.name, t.from_date AS "from", t.until_date AS "until", a.attested_on AS seen,
    t.id AS tenure
FROM tenures t
JOIN things h ON h.id = t.holder AND h.in_table <> 'persons'
JOIN things o ON o.id = t.post
LEFT JOIN tenure_attested_on a ON a.tenure = t.id
WHERE coalesce(:holder, '') = '' OR EXISTS (SELECT 1 FROM counts_for c WHERE c.thing = t.holder AND c.actor = :holder)
ORDER BY office, t.post, coalesce(t.from_date, a.attested_on, t.until_date, '9999'), tenure, seen
