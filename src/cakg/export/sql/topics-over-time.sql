WITH RECURSIVE narrower (id) AS (
    SELECT id FROM topics WHERE coalesce(:topic, '') IN ('', id)
    UNION
    SELECT b.topic FROM topic_broader b JOIN narrower n ON b.broader = n.id
)
SELECT substr(e.begin, 1, 4) AS year, t.id AS subject, t.name_en AS name, count(DISTINCT e.id) AS events
FROM event_topic x
JOIN narrower n ON n.id = x.topic
JOIN topics t ON t.id = x.topic
JOIN events e ON e.id = x.event
JOIN concepts s ON s.id = e.status AND s.took_place
WHERE e.begin IS NOT NULL
GROUP BY 1, 2, 3
ORDER BY year, events DESC, name, subject
