WITH RECURSIVE narrower (id) AS (
    SELECT id FROM topics WHERE id = :topic
    UNION
    SELECT b.topic FROM topic_broader b JOIN narrower n ON b.broader = n.id
)
SELECT DISTINCT
    s.id AS statement, k.speaker, w.name, p.name AS office, a.name_en AS act, x.text AS content, b.name AS about,
    e.name_en AS occasion, e.date
FROM statements s
JOIN statement_speaker k ON k.statement = s.id
JOIN things w ON w.id = k.speaker
JOIN statement_act d ON d.statement = s.id
JOIN concepts a ON a.id = d.act
JOIN texts x ON x.thing = s.id AND x.property = 'cakg:content'
LEFT JOIN statement_capacity c ON c.statement = s.id
LEFT JOIN things p ON p.id = c.capacity
LEFT JOIN statement_about o ON o.statement = s.id
LEFT JOIN things b ON b.id = o.about
LEFT JOIN events e ON e.id = s.occasion
WHERE (coalesce(:topic, '') = ''
        OR EXISTS (SELECT 1 FROM statement_topic t JOIN narrower n ON n.id = t.topic WHERE t.statement = s.id))
    AND (coalesce(:speaker, '') = ''
        OR EXISTS (SELECT 1 FROM counts_for f WHERE f.thing = s.id AND f.actor = :speaker))
ORDER BY coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), statement, act, about, office, k.speaker
