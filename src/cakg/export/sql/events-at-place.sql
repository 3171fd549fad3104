WITH RECURSIVE inside (id) AS (
    SELECT id FROM places WHERE coalesce(:place, '') IN ('', id)
    UNION
    SELECT p.id FROM places p JOIN inside i ON p.within = i.id
)
SELECT
    e.id AS event, e.name_en AS title, e.date, s.name_en AS status, e.place AS site, p.name_en AS siteName,
    k.name_en AS kind
FROM events e
JOIN inside i ON i.id = e.place
JOIN places p ON p.id = e.place
JOIN concepts k ON k.id = p.kind
LEFT JOIN concepts s ON s.id = e.status
ORDER BY coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), event
