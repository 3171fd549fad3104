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
),
belonging (publisher, whole) AS (
    SELECT publisher, publisher FROM documents WHERE publisher IS NOT NULL
    UNION
    SELECT b.publisher, o.sub_organization_of FROM belonging b
    JOIN organizations o ON o.id = b.whole AND o.sub_organization_of IS NOT NULL
),
telling (event, publishers) AS (
    SELECT r.thing, count(DISTINCT b.whole) FROM reported_in r
    JOIN documents d ON d.id = r.document
    JOIN belonging b ON b.publisher = d.publisher
    LEFT JOIN organizations o ON o.id = b.whole
    WHERE o.sub_organization_of IS NULL
    GROUP BY r.thing
)
SELECT DISTINCT
    e.ordinal, e.ordinal_in_year AS inYear, e.id AS event, e.name_en AS title, e.date, p.name AS city, h.name AS host,
    o.name AS organizer, s.name_en AS status, n.publishers
FROM events e
LEFT JOIN things p ON p.id = e.place
LEFT JOIN hosts h ON h.event = e.id
LEFT JOIN organizers o ON o.event = e.id
LEFT JOIN concepts s ON s.id = e.status
LEFT JOIN telling n ON n.event = e.id
WHERE e.in_series = :series
ORDER BY e.begin, e.ordinal, inYear, event, host, organizer
