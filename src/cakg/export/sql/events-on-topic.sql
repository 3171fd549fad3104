WITH RECURSIVE narrower (id) AS (
    SELECT id FROM topics WHERE coalesce(:topic, '') IN ('', id)
    UNION
    SELECT b.topic FROM topic_broader b JOIN narrower n ON b.broader = n.id
)
SELECT t.id AS theme, t.name_en AS subject, e.id AS event, e.name_en AS title, e.date, p.name AS place, s.name_en AS status
FROM event_topic x
JOIN narrower n ON n.id = x.topic
JOIN topics t ON t.id = x.topic
JOIN events e ON e.id = x.event
LEFT JOIN things p ON p.id = e.place
LEFT JOIN concepts s ON s.id = e.status
ORDER BY coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), event, subject, theme
