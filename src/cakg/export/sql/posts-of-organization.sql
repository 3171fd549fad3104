SELECT
    p.id AS post, p.name_en AS office, p.post_in AS body, b.name AS bodyName, l.name_en AS level,
    nullif(count(DISTINCT t.holder), 0) AS holders
FROM posts p
JOIN things b ON b.id = p.post_in
JOIN concepts l ON l.id = p.level
LEFT JOIN tenures t ON t.post = p.id
WHERE coalesce(:organization, '') = ''
    OR EXISTS (SELECT 1 FROM counts_for c WHERE c.thing = p.post_in AND c.actor = :organization)
GROUP BY p.id, p.name_en, p.post_in, b.name, l.name_en
ORDER BY bodyName, body, office, post
