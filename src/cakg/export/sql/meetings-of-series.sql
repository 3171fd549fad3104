WITH RECURSIVE organizing (role) AS (
    SELECT 'role:organizer'
    UNION
    SELECT b.concept FROM concept_broader b JOIN organizing o ON b.broader = o.role
),
hosts (event, name) AS (
    SELECT x.event, t.name FROM participations x
    JOIN participation_role r ON r.participation = x.id AND r.role = 'role:host'
    JOIN things t ON t.id = x.actor
),
organizers (event, name) AS (
    SELECT DISTINCT x.event, t.name FROM participations x
    JOIN participation_role r ON r.participation = x.id
    JOIN organizing o ON o.role = r.role
    JOIN things t ON t.id = x.actor
)
SELECT DISTINCT
    e.ordinal, e.ordinal_in_year AS inYear, e.id AS event, e.name_en AS title, e.date, p.name AS city, h.name AS host,
    o.name AS organizer, s.name_en AS status
FROM events e
LEFT JOIN things p ON p.id = e.place
LEFT JOIN hosts h ON h.event = e.id
LEFT JOIN organizers o ON o.event = e.id
LEFT JOIN concepts s ON s.id = e.status
WHERE e.in_series = :series
ORDER BY e.begin, e.ordinal, inYear, event, host, organizer
