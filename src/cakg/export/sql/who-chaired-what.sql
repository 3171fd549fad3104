WITH RECURSIVE chairing (role) AS (
    SELECT 'role:chair'
    UNION
    SELECT b.concept FROM concept_broader b JOIN chairing c ON b.broader = c.role
)
SELECT DISTINCT
    e.id AS event, e.name_en AS title, e.date, x.actor AS chair, a.name, c.name_en AS function, o.name AS office,
    b.name AS body, coalesce(q.quote, q.row) AS quote
FROM participations x
JOIN participation_role r ON r.participation = x.id
JOIN chairing k ON k.role = r.role
JOIN concepts c ON c.id = r.role
JOIN events e ON e.id = x.event
JOIN event_has_participant h ON h.event = e.id AND h.has_participant = x.actor
JOIN things a ON a.id = x.actor
LEFT JOIN participation_capacity f ON f.participation = x.id
LEFT JOIN things o ON o.id = f.capacity
LEFT JOIN participation_representing g ON g.participation = x.id
LEFT JOIN things b ON b.id = g.representing
LEFT JOIN evidence q
    ON q.supports = x.id
    AND EXISTS (SELECT 1 FROM evidence_mentions m WHERE m.evidence = q.id AND m.mentions = r.role)
WHERE (coalesce(:chair, '') = '' OR EXISTS (SELECT 1 FROM counts_for z WHERE z.thing = x.id AND z.actor = :chair))
    AND (coalesce(:since, '') = '' OR e.begin >= :since)
ORDER BY coalesce(ltrim(e.date, '[]{}./?~%'), '9999'), event, function, chair, office, body, quote
