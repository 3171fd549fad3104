WITH touched (disagreement, actor) AS (
    SELECT d.id, i.involves FROM disagreements d JOIN event_involves i ON i.event = d.on_subject
    UNION SELECT d.id, i.involves FROM disagreements d JOIN initiative_involves i ON i.initiative = d.on_subject
    UNION SELECT d.id, p.actor FROM disagreements d JOIN participations p ON p.id = d.on_subject
    UNION SELECT d.id, a.actor FROM disagreements d JOIN treaty_actions a ON a.id = d.on_subject
    UNION SELECT d.id, t.holder FROM disagreements d JOIN tenures t ON t.id = d.on_subject
)
SELECT DISTINCT
    t.actor, a.name, d.on_subject AS subject, s.name AS title, d.on_property AS property, k.name_en AS type
FROM disagreements d
LEFT JOIN touched t ON t.disagreement = d.id
LEFT JOIN things a ON a.id = t.actor
LEFT JOIN things s ON s.id = d.on_subject
JOIN concepts k ON k.id = d.disagreement_type
WHERE d.ruling IS NULL
    AND NOT (d.rationale IS NOT NULL
        AND EXISTS (SELECT 1 FROM readings r WHERE r.disagreement = d.id AND r.accepted))
    AND (coalesce(:actor, '') = ''
        OR EXISTS (SELECT 1 FROM counts_for c WHERE c.thing IN (t.actor, d.on_subject) AND c.actor = :actor))
ORDER BY a.name, t.actor, title, subject, property, type
